import BedsideDomain

/// The reader thread's whole work: it waits in one place for devices, hot-plug and the end, drains what is ready, and
/// publishes what the decoders make of it. At rest it sleeps without a time-out.
///
/// Made on one thread and then used by the reader thread only.
final class Reader {
    let scanners: [ScannerConfiguration]
    let epoll: Epoll
    let hotplug: (any HotplugSource)?
    let paths: PathWatcher?
    let smartCards: SmartCardWatcher?
    let outlet: EventOutlet
    let board: StatusBoard
    let traces: TraceBoard
    let evdev: EvdevRequests
    var table = DeviceTable()
    var troubles = Troubles()
    var now = ContinuousClock.now

    private let wakeup: Wakeup
    private var sequence: UInt64 = 0
    private var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    private var outcomes: [ScanOutcome] = []
    private var isStopped = false
    /// By name, not by entry: what a scanner turns into does not scan anew.
    private var limiters: [ScannerName: ScanLimiter]

    /// Opens what the configured scanners need: no inotify without a path.
    init(
        scanners: [ScannerConfiguration], hotplug: (any HotplugSource)?, wakeup: Wakeup, outlet: EventOutlet,
        board: StatusBoard, traces: TraceBoard, evdev: EvdevRequests
    ) throws(DeviceError) {
        self.scanners = scanners
        self.wakeup = wakeup
        self.outlet = outlet
        self.board = board
        self.traces = traces
        self.evdev = evdev
        limiters = Dictionary(
            scanners.map { ($0.name, ScanLimiter(limits: $0.limits, salt: .random(in: .min ... .max))) },
            uniquingKeysWith: { first, _ in first })
        self.hotplug = hotplug
        let paths = scanners.compactMap(\.path)
        do throws(SystemCallError) {
            epoll = try Epoll()
            self.paths = paths.isEmpty ? nil : try PathWatcher(paths: paths)
            smartCards = try SmartCardWatcher(for: scanners)
            try epoll.add(wakeup.number, token: Token.wakeup)
            if let hotplug { try epoll.add(hotplug.number, token: Token.hotplug) }
            if let watcher = self.paths { try epoll.add(watcher.number, token: Token.paths) }
            if let smartCards { try epoll.add(smartCards.number, token: Token.smartCards) }
        } catch {
            throw DeviceError(.systemCallFailed, "The device reader cannot start.", cause: error)
        }
    }

    /// Returns when the wakeup was rung; then every device is closed.
    func run() {
        start()
        smartCards?.start()
        while !isStopped {
            guard let ready = wait() else { break }
            now = .now
            for item in ready { handle(item) }
            expire()
            for key in troubles.takeDue(at: now) { reconsider(key) }
            outlet.settle()
        }
        smartCards?.stop()
        for token in table.byToken.keys.sorted() { detach(token, .stopped) }
        traces.finish()
        outlet.finish()
    }

    /// Nil only when the kernel refuses to wait at all: the stream of events ends, and the service with it.
    private func wait() -> [Epoll.Ready]? {
        let deadlines = table.byToken.values.compactMap(\.channel.deadline) + [troubles.due].compactMap(\.self)
        var duration = deadlines.min().map { ContinuousClock.now.duration(to: $0) }
        if outlet.isOwing { duration = min(duration ?? .seconds(1), .seconds(1)) }
        do throws(SystemCallError) {
            return try epoll.wait(atMost: duration)
        } catch {
            return nil
        }
    }

    private func handle(_ ready: Epoll.Ready) {
        switch ready.token {
        case Token.wakeup: isStopped = true
        case Token.hotplug: receiveHotplug()
        case Token.paths: followPaths()
        case Token.smartCards: followSmartCards()
        default: drain(ready.token, isHungUp: ready.isHungUp)
        }
    }

    private func drain(_ token: UInt64, isHungUp: Bool) {
        // Closed by an event before this one in the same batch.
        guard let device = table.byToken[token] else { return }
        outcomes.removeAll(keepingCapacity: true)
        let end = device.channel.drain(into: &outcomes, buffer: &buffer, at: now)
        if !outcomes.isEmpty { troubles.forget(device.key) }
        publish(outcomes, of: device.scanner)
        switch end {
        case .drained where isHungUp, .gone: lose(token, .unplugged, state: nil)
        case .taken: lose(token, .taken, state: .heldByAnother)
        case .drained, .more: announce(token)
        }
    }

    /// What a device that is about to be closed has sent and nobody read yet.
    func rest(of device: OpenDevice) -> [ScanOutcome] {
        var rest: [ScanOutcome] = []
        _ = device.channel.drain(into: &rest, buffer: &buffer, at: now)
        return rest
    }

    private func expire() {
        for device in table.byToken.values {
            guard let deadline = device.channel.deadline, deadline <= now else { continue }
            publish(device.channel.expire(at: now), of: device.scanner)
        }
    }

    func publish(_ outcomes: [ScanOutcome], of index: Int) {
        let name = scanners[index].name
        for outcome in outcomes {
            traces.tell(.outcome(outcome), of: name, at: now)
            switch outcome {
            case .scan(let reading):
                guard passes(reading, of: index) else { continue }
                sequence += 1
                board.countScan(reading.content, of: index, at: now)
                let scan = Scan(
                    payload: reading.payload, content: reading.content, scanner: name, sequence: sequence,
                    decodedAt: now)
                if !outlet.publish(.scan(scan), of: name) { board.countFault(.queueFull, of: index) }
            case .fault(let fault): report(fault, of: index)
            }
        }
    }

    /// Whether a whole scan counts, or is one too many.
    private func passes(_ reading: Reading, of index: Int) -> Bool {
        let name = scanners[index].name
        let verdict = limiters[name]?.judge(reading, at: now) ?? .pass
        if verdict != .pass { traces.tell(.limited(verdict), of: name, at: now) }
        switch verdict {
        case .pass: return true
        case .repeated: board.countRepeat(of: index)
        case .dropped: board.countDrop(of: index)
        case .tooFast:
            board.countDrop(of: index)
            report(.tooFast, of: index)
        }
        return false
    }

    private func report(_ fault: ScanFault, of index: Int) {
        board.countFault(fault, of: index)
        outlet.publish(.fault(fault, scanner: scanners[index].name), of: scanners[index].name)
    }
}

/// The reader's own descriptors; devices have tokens above 15.
enum Token {
    static let wakeup: UInt64 = 1
    static let hotplug: UInt64 = 2
    static let paths: UInt64 = 3
    static let smartCards: UInt64 = 4
}

extension ScannerConfiguration {
    /// The configured path, for the scanners that have one.
    var path: String? {
        switch match {
        case .serialPath(let path), .identityCardPath(let path): path.text
        case .evdev, .serial, .hidpos, .identityCard, .smartCard: nil
        }
    }

    /// Where udev finds it; nil for a path and for what pcscd finds.
    var subsystem: String? {
        switch match {
        case .evdev: "input"
        case .serial, .identityCard: "tty"
        case .hidpos: "hidraw"
        case .serialPath, .identityCardPath, .smartCard: nil
        }
    }

    /// Whether a device that udev describes is this scanner.
    func matches(_ device: UdevDevice) -> Bool {
        switch match {
        case .evdev(let wanted): device.kind == .evdev && wanted.matches(device.properties)
        case .serial(let wanted): device.kind == .serial && wanted.matches(device.properties)
        case .identityCard(let wanted): device.kind == .serial && wanted.matches(device.properties)
        case .hidpos(let wanted): device.kind == .hidpos && wanted.matches(device.properties)
        case .serialPath, .identityCardPath, .smartCard: false
        }
    }
}
