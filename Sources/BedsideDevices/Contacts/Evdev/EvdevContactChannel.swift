import CInput
import Glibc

/// An open evdev node of keys and switches.
final class EvdevContactChannel: ContactChannel {
    let missing: [Int]
    private let descriptor: Descriptor
    private let requests: EvdevContactRequests
    private let clock: EventClock
    private let points: [EvdevCode: Int]
    /// Contacts that stay as they are for hours: nobody types with them.
    private let levels: EvdevCodes
    /// Closed contacts by the events so far.
    private var closed: Set<Int> = []
    private var parser = KeyEventParser()
    private var isTaken = false
    private var buffer = [UInt8](repeating: 0, count: 4096)

    init(node: String, points: [ContactPoint], requests: EvdevContactRequests) throws(OpenFailure) {
        do throws(SystemCallError) {
            descriptor = try openDevice(node, O_RDONLY)
        } catch {
            throw OpenFailure(error, node: node)
        }
        self.requests = requests
        clock = EventClock(isMonotonic: bedside_evdev_monotonic(descriptor.number) == 0)
        var indices: [EvdevCode: Int] = [:]
        var levels = EvdevCodes()
        for (index, point) in points.enumerated() {
            guard let code = EvdevCode(point.address) else { continue }
            indices[code] = index
            if point.mode != .momentary { levels.insert(code) }
        }
        self.points = indices
        self.levels = levels
        let abilities = requests.abilities(descriptor.number)
        missing = indices.filter { code, _ in abilities.map { !$0.contains(code) } ?? false }.values.sorted()
    }

    var number: Int32 { descriptor.number }

    func start(_ points: inout DebouncedPoints, at now: ContinuousClock.Instant) throws(OpenFailure) {
        let state: EvdevCodes
        switch requests.state(descriptor.number) {
        case .closed(let codes): state = codes
        case .unknown: state = EvdevCodes()
        case .gone: throw .vanished
        }
        try takeWhenReleased(state)
        closed = []
        for (code, index) in self.points.sorted(by: { $0.value < $1.value }) where !missing.contains(index) {
            let isClosed = state.contains(code)
            if isClosed { closed.insert(index) }
            points.start(index, isClosed: isClosed, at: now)
        }
    }

    func drain(
        _ points: inout DebouncedPoints, _ counters: ContactCounters, at now: ContinuousClock.Instant
    ) -> DrainEnd {
        let moment = clock.moment(now)
        var (isIncomplete, isReleased) = (false, false)
        var end = DrainEnd.more
        // 4 KiB are 170 events, more than a ring of the kernel holds; eight of them are a fair share.
        for _ in 0..<8 {
            guard case .bytes(let count) = descriptor.readResult(into: &buffer, &end) else { break }
            for event in parser.feed(buffer[..<count]) {
                isIncomplete = isIncomplete || event.event == .dropped
                isReleased = isReleased || event.event.isRelease
                see(event.event, &points, at: moment.instant(of: event))
            }
        }
        if isIncomplete { counters.count(.gaps) }
        guard end == .drained, isIncomplete || (isReleased && !isTaken) else { return end }
        return readAgain(&points, at: now)
    }

    /// Not by the state of the keys: to tell it the kernel drops the events that are queued, and a press among them.
    func probe(_ points: inout DebouncedPoints, at now: ContinuousClock.Instant) -> Bool {
        requests.answers(descriptor.number)
    }

    /// Repetitions of a held key (2) are no edges. Events around a loss are edges all the same; what they leave open is
    /// read again.
    private func see(_ event: KeyEvent, _ points: inout DebouncedPoints, at time: ContinuousClock.Instant) {
        guard event.value == 0 || event.value == 1,
            let index = self.points[EvdevCode(type: event.type, code: event.code)]
        else { return }
        let isClosed = event.value == 1
        if isClosed {
            closed.insert(index)
        } else if closed.remove(index) == nil {
            // It comes up and was never seen to go down: its press is among the events that were lost.
            points.miss(index, at: time)
        }
        points.see(index, isClosed: isClosed, at: time)
    }

    private func readAgain(_ points: inout DebouncedPoints, at now: ContinuousClock.Instant) -> DrainEnd {
        let state: EvdevCodes
        switch requests.state(descriptor.number) {
        case .closed(let codes): state = codes
        case .unknown: return .drained
        case .gone: return .gone
        }
        for (code, index) in self.points {
            let isClosed = state.contains(code)
            if isClosed { closed.insert(index) } else { closed.remove(index) }
            points.see(index, isClosed: isClosed, at: now)
        }
        do throws(OpenFailure) {
            try takeWhenReleased(state)
            return .drained
        } catch {
            if case .held = error { return .taken }
            return .gone
        }
    }

    /// Grabs the node, but not while a key is down that people press: its release would never reach the programs that saw
    /// it pressed, and they would repeat it for ever. Until then its events are seen by others too, and here as well.
    private func takeWhenReleased(_ state: EvdevCodes) throws(OpenFailure) {
        guard !isTaken, !state.hasKey(besides: levels) else { return }
        switch -requests.grab(descriptor.number) {
        case EBUSY: throw .held
        case ENODEV: throw .vanished
        default: isTaken = true
        }
        // Only now: the release of a key that is no point had to be seen too.
        var codes = EvdevCodes()
        for code in points.keys { codes.insert(code) }
        requests.restrict(descriptor.number, codes)
    }
}

extension KeyEvent {
    fileprivate var isRelease: Bool { type == EventType.key && value == 0 }
}

extension Descriptor {
    /// As ``read(into:)``, with what the result says about the device.
    fileprivate borrowing func readResult(into buffer: inout [UInt8], _ end: inout DrainEnd) -> ReadResult {
        let result = read(into: &buffer)
        end = result.end ?? .more
        return result
    }
}
