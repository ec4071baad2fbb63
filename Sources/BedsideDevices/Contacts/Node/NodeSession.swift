/// The work of an input whose device is a node that comes and goes: it waits in one place for edges, for news of the node
/// and for the end.
///
/// At rest it sleeps; it wakes by itself only to end a debounce time, to try a device again that is there but does not
/// work, and once in each supervision time to ask the device whether it still answers.
///
/// Every opening, the first too, is told as `.back` of the input, then `.lost` of the points that the device does not
/// have and `.back` of the others that were lost, then all levels.
final class NodeSession {
    private let input: ContactInput
    private let context: ContactContext
    private let finder: any NodeFinder
    private let open: (String) throws(OpenFailure) -> any ContactChannel
    private let epoll: Epoll
    private var points: DebouncedPoints
    private var device: Device?
    private var loss: ContactLoss?
    private var lostPoints: Set<Int> = []
    private var backoff = Backoff()
    private var retry: ContinuousClock.Instant?
    private var lastToken = Token.firstDevice
    private var openings = 0
    private var isStopped = false
    private var now: ContinuousClock.Instant

    private struct Device {
        let channel: any ContactChannel
        let token: UInt64
        let node: String
        let identity: FileIdentity
        let opened: ContinuousClock.Instant
        var probe: ContinuousClock.Instant
    }

    private struct Candidate {
        let node: String
        let identity: FileIdentity
        let channel: any ContactChannel
    }

    private enum Token {
        static let stop: UInt64 = 1
        static let finder: UInt64 = 2
        static let firstDevice: UInt64 = 16
    }

    init(
        _ input: ContactInput, finder: any NodeFinder, stop: Wakeup, context: ContactContext,
        open: @escaping (String) throws(OpenFailure) -> any ContactChannel
    ) throws(SystemCallError) {
        self.input = input
        self.context = context
        self.finder = finder
        self.open = open
        now = .now
        points = DebouncedPoints(input.points, at: now)
        epoll = try Epoll()
        try epoll.add(stop.number, token: Token.stop)
        try epoll.add(finder.number, token: Token.finder)
    }

    /// Returns when `stop` was rung, or when the kernel refuses to wait.
    func run() {
        look()
        while !isStopped {
            do throws(SystemCallError) {
                let ready = try epoll.wait(atMost: deadline.map { ContinuousClock.now.duration(to: $0) })
                now = .now
                ready.forEach(handle)
            } catch {
                break
            }
            points.expire(at: now)
            context.put(points.take())
            if let due = retry, due <= now { look() }
            if let device, device.probe <= now { probe() }
        }
        close()
    }

    private var deadline: ContinuousClock.Instant? { [points.deadline, retry, device?.probe].compactMap(\.self).min() }

    private func handle(_ ready: Epoll.Ready) {
        switch ready.token {
        case Token.stop: isStopped = true
        case Token.finder:
            // A message about the node is news: failures of before count no more.
            if finder.takeNews() {
                backoff = Backoff()
                look()
            }
        case device?.token: drain(isHungUp: ready.isHungUp)
        default: break  // Closed by an event before this one in the same batch.
        }
    }

    private func drain(isHungUp: Bool) {
        guard let device else { return }
        switch device.channel.drain(&points, context.counters, at: now) {
        case .drained where isHungUp, .gone: lose(.absent, tryAgain: true)
        case .taken: lose(.refused, tryAgain: true)
        case .drained, .more:
            context.counters.heard(at: now)
            self.device?.probe = now + input.supervision
        }
    }

    private func probe() {
        guard let device else { return }
        guard device.channel.probe(&points, at: now) else { return lose(.absent, tryAgain: true) }
        context.counters.heard(at: now)
        context.put(points.take())
        self.device?.probe = now + input.supervision
    }

    /// Opens, keeps, replaces or closes the node that the input is now.
    private func look() {
        retry = nil
        let nodes = finder.nodes()
        if let device {
            // The same name may already be another device, when its removal went unseen.
            let isSame = nodes.contains(device.node) && FileIdentity(path: device.node) == device.identity
            if isSame, device.channel.missing.isEmpty || nodes.count == 1 { return }
            if !isSame { lose(.absent, tryAgain: false) }
        }
        guard !nodes.isEmpty else { return tell(.absent) }
        do throws(OpenFailure) {
            let best = try best(of: nodes)
            // The nodes of one keypad come one after another, and the right one may be the last.
            if let device, device.channel.missing.count <= best.channel.missing.count { return }
            close()
            try attach(best)
        } catch {
            lose(error.loss, tryAgain: true)
        }
    }

    /// Of several nodes the one that has all points, or else the most of them.
    private func best(of nodes: [String]) throws(OpenFailure) -> Candidate {
        var best: Candidate?
        var failure = OpenFailure.vanished
        for node in nodes where best?.channel.missing.isEmpty != true {
            guard let identity = FileIdentity(path: node) else { continue }
            do throws(OpenFailure) {
                let channel = try open(node)
                guard FileIdentity(path: node) == identity else { throw .vanished }
                if channel.missing.count < best?.channel.missing.count ?? .max {
                    best = Candidate(node: node, identity: identity, channel: channel)
                }
            } catch {
                failure = error
            }
        }
        guard let best else { throw failure }
        return best
    }

    private func attach(_ found: Candidate) throws(OpenFailure) {
        let channel = found.channel
        try channel.start(&points, at: now)
        lastToken += 1
        do throws(SystemCallError) {
            try epoll.add(channel.number, token: lastToken)
        } catch {
            throw OpenFailure(error, node: found.node)
        }
        device = Device(
            channel: channel, token: lastToken, node: found.node, identity: found.identity, opened: now,
            probe: now + input.supervision)
        if openings > 0 { context.counters.count(.reopenings) }
        openings += 1
        loss = nil
        let levels = points.take()
        context.counters.heard(at: now)
        context.put([.back(.input(input.name))] + sightOfPoints(channel.missing) + levels)
    }

    private func sightOfPoints(_ missing: [Int]) -> [ContactEvent] {
        let back = lostPoints.subtracting(missing).sorted().map { ContactEvent.back(.point(input.points[$0].name)) }
        lostPoints = Set(missing)
        return missing.map { .lost(.point(input.points[$0].name), .absent) } + back
    }

    private func lose(_ loss: ContactLoss, tryAgain: Bool) {
        if let device, now - device.opened > .seconds(30) { backoff = Backoff() }
        close()
        tell(loss)
        if tryAgain { retry = now + backoff.next() }
    }

    private func tell(_ loss: ContactLoss) {
        guard self.loss != loss else { return }
        self.loss = loss
        context.put([.lost(.input(input.name), loss)])
    }

    /// What the device sent before it went may still wait to be read, and what was about to be raised is raised.
    private func close() {
        guard let device else { return }
        self.device = nil
        epoll.remove(device.channel.number)
        _ = device.channel.drain(&points, context.counters, at: now)
        points.close()
        context.put(points.take())
    }
}

extension OpenFailure {
    fileprivate var loss: ContactLoss {
        switch self {
        case .vanished: .absent
        case .held, .unusable: .refused
        }
    }
}
