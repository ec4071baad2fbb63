import CInput
import CPosix
import Glibc

/// An open evdev node of a keyboard wedge, grabbed so that its scans are typed nowhere else.
final class WedgeChannel: InputChannel {
    private let descriptor: Descriptor
    private let node: String
    private let clock: EventClock
    private var decoder: WedgeDecoder
    private let evdev: EvdevRequests
    private var parser = KeyEventParser()
    private var tap: TraceTap?
    private(set) var isTaken = false

    init(node: String, scanner: ScannerConfiguration, evdev: EvdevRequests = .kernel) throws(OpenFailure) {
        do throws(SystemCallError) {
            do throws(SystemCallError) {
                descriptor = try openDevice(node, O_RDWR)
            } catch  where error.number == EACCES || error.number == EPERM || error.number == EROFS {
                // Without the right to write only the lights cannot be answered.
                descriptor = try openDevice(node, O_RDONLY)
            }
        } catch {
            throw OpenFailure(error, node: node)
        }
        self.node = node
        self.evdev = evdev
        clock = EventClock(isMonotonic: bedside_evdev_monotonic(descriptor.number) == 0)
        // Best effort: an older kernel sends the scan codes too, and the decoder skips them.
        _ = bedside_evdev_mask_misc(descriptor.number)
        decoder = WedgeDecoder(for: scanner)
        try takeWhenReleased()
    }

    var number: Int32 { descriptor.number }
    var deadline: ContinuousClock.Instant? { decoder.deadline }

    func drain(into outcomes: inout [ScanOutcome], buffer: inout [UInt8], at now: ContinuousClock.Instant) -> DrainEnd {
        let moment = clock.moment(now)
        // 16 KiB are 682 events; eight of them are a fair share.
        for _ in 0..<8 {
            let result = descriptor.read(into: &buffer)
            guard case .bytes(let count) = result else { return result.end == .drained ? afterDraining() : .gone }
            let events = parser.feed(buffer[..<count])
            if isTaken { decode(events, moment, &outcomes) }
        }
        return .more
    }

    func tap(_ tap: TraceTap) { self.tap = tap }

    func expire(at now: ContinuousClock.Instant) -> [ScanOutcome] { decoder.expire(at: now) }
    func close() -> [ScanOutcome] { decoder.close() }

    private func decode(_ events: [StampedKeyEvent], _ moment: EventClock.Moment, _ outcomes: inout [ScanOutcome]) {
        let capsLock = decoder.capsLock
        // Looked at once for all of them: nothing is done for a trace that nobody reads.
        let tap = tap.flatMap { $0.isOpen ? $0 : nil }
        for event in events {
            let instant = moment.instant(of: event)
            tap?.key(event.event, at: instant)
            outcomes += decoder.feed(event.event, at: instant)
        }
        if decoder.capsLock != capsLock { answerCapsLock() }
    }

    private func afterDraining() -> DrainEnd {
        guard !isTaken else { return .drained }
        do throws(OpenFailure) {
            try takeWhenReleased()
            return .drained
        } catch {
            if case .held = error { return .taken }
            return .gone
        }
    }

    /// Grabs the node, but not while a key is down: its release would never reach the programs that saw it pressed, and
    /// they would repeat it for ever.
    private func takeWhenReleased() throws(OpenFailure) {
        // Best effort: emulated nodes do not know it.
        if let keys = evdev.keysDown(descriptor.number), keys.contains(where: { $0 != 0 }) { return }
        switch -evdev.grab(descriptor.number) {
        case EBUSY: throw .held
        case ENODEV: throw .vanished
        default: isTaken = true
        }
        // What was typed before belongs to nobody.
        var buffer = [UInt8](repeating: 0, count: 4096)
        for _ in 0..<64 {
            guard case .bytes = descriptor.read(into: &buffer) else { break }
        }
        parser = KeyEventParser()
    }

    /// The kernel does not answer Caps Lock of a grabbed keyboard, and some scanners wait for its light.
    private func answerCapsLock() {
        let light = KeyEvent(type: EventType.led, code: 1, value: decoder.capsLock ? 1 : 0)
        descriptor.writeBestEffort(KeyEventParser.bytes(of: light) + KeyEventParser.bytes(of: .report))
    }
}
