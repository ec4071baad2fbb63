/// The lines of a chip that are taken together.
final class GpioContactChannel: ContactChannel {
    let missing: [Int] = []
    private let descriptor: Descriptor
    private let requests: GpioRequests
    private let clock = EventClock(isMonotonic: true)
    /// By position in the request.
    private let lines: [UInt32]
    private let indices: [UInt32: Int]
    private var lastSequence: [UInt32: UInt32] = [:]
    private var parser = GpioEventParser()
    private var buffer = [UInt8](repeating: 0, count: 48 * 64)

    init(chip: String, points: [ContactPoint], requests: GpioRequests) throws(OpenFailure) {
        lines = points.compactMap { point in
            if case .line(let line) = point.address { line } else { nil }
        }
        indices = Dictionary(lines.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        do throws(SystemCallError) {
            descriptor = Descriptor(owning: try checked(requests.take(chip, lines), "GPIO_V2_GET_LINE_IOCTL"))
        } catch {
            throw OpenFailure(error, node: chip)
        }
        self.requests = requests
    }

    var number: Int32 { descriptor.number }

    func start(_ points: inout DebouncedPoints, at now: ContinuousClock.Instant) throws(OpenFailure) {
        guard case .success(let values) = requests.values(descriptor.number, lines.count) else { throw .vanished }
        for index in lines.indices { points.start(index, isClosed: values.has(index), at: now) }
    }

    func drain(
        _ points: inout DebouncedPoints, _ counters: ContactCounters, at now: ContinuousClock.Instant
    ) -> DrainEnd {
        let moment = clock.moment(now)
        var hasGap = false
        for _ in 0..<8 {
            let result = descriptor.read(into: &buffer)
            guard case .bytes(let count) = result else {
                guard result.end == .drained, hasGap else { return result.end ?? .gone }
                return readAgain(&points, at: now) ? .drained : .gone
            }
            for event in parser.feed(buffer[..<count]) {
                guard let index = indices[event.line] else { continue }
                let time = moment.instant(nanoseconds: event.nanoseconds)
                if isGap(event) {
                    hasGap = true
                    counters.count(.gaps)
                    points.miss(index, at: time)
                }
                points.see(index, isClosed: event.isRising, at: time)
            }
        }
        return !hasGap || readAgain(&points, at: now) ? .more : .gone
    }

    /// Also finds an edge that the kernel never told.
    func probe(_ points: inout DebouncedPoints, at now: ContinuousClock.Instant) -> Bool {
        readAgain(&points, at: now)
    }

    /// Whether edges of this line were lost before this one.
    private func isGap(_ event: GpioEvent) -> Bool {
        defer { lastSequence[event.line] = event.lineSequence }
        return event.lineSequence != (lastSequence[event.line] ?? 0) &+ 1
    }

    private func readAgain(_ points: inout DebouncedPoints, at now: ContinuousClock.Instant) -> Bool {
        guard case .success(let values) = requests.values(descriptor.number, lines.count) else { return false }
        for index in lines.indices { points.see(index, isClosed: values.has(index), at: now) }
        return true
    }
}

extension UInt64 {
    fileprivate func has(_ bit: Int) -> Bool { self >> UInt64(bit) & 1 == 1 }
}

extension EventClock.Moment {
    /// The time of an edge that the kernel stamped with its monotonic clock.
    fileprivate func instant(nanoseconds: UInt64) -> ContinuousClock.Instant {
        instant(of: StampedKeyEvent(event: .report, microseconds: Int64(nanoseconds / 1000)))
    }
}
