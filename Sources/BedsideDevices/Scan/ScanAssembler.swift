import BedsideDomain

/// Collects the bytes of one scan at a time: the part that every decoder shares. Pure; time is passed in.
///
/// After a fault it drops what follows up to the end of that scan, so that the rest never counts as a scan of its own,
/// and reports the fault once, at its first byte, even when the end never comes.
struct ScanAssembler: Sendable {
    private enum State: Sendable {
        case idle
        case collecting(last: ContinuousClock.Instant)
        case dropping(last: ContinuousClock.Instant)
    }

    let framing: ScanFraming
    private var state = State.idle
    private var bytes: [UInt8] = []

    init(framing: ScanFraming) { self.framing = framing }

    /// No scan is open.
    var isIdle: Bool {
        if case .idle = state { true } else { false }
    }

    /// A scan is open and good so far.
    var isCollecting: Bool {
        if case .collecting = state { true } else { false }
    }

    /// When silence ends the open scan; nil while none is open.
    var deadline: ContinuousClock.Instant? {
        switch state {
        case .idle: nil
        case .collecting(let last), .dropping(let last): last + framing.idleGap
        }
    }

    /// The device is still sending, though nothing of the payload: a Shift key, a release.
    mutating func touch(at time: ContinuousClock.Instant) {
        switch state {
        case .idle: break
        case .collecting: state = .collecting(last: time)
        case .dropping: state = .dropping(last: time)
        }
    }

    /// One more byte of the open scan, or the first of a new one.
    mutating func append(_ byte: UInt8, at time: ContinuousClock.Instant) -> ScanOutcome? {
        if case .dropping = state {
            state = .dropping(last: time)
            return nil
        }
        guard bytes.count < framing.limit else { return fail(.tooLong, at: time) }
        state = .collecting(last: time)
        bytes.append(byte)
        return nil
    }

    /// An ending came. Nothing collected is no scan: the LF of a CRLF, or an Enter before the code.
    mutating func end() -> ScanOutcome? {
        defer { reset() }
        return isCollecting ? finished() : nil
    }

    /// The open scan, or the one that is about to come, is lost.
    mutating func fail(_ fault: ScanFault, at time: ContinuousClock.Instant) -> ScanOutcome? {
        let isNews = if case .dropping = state { false } else { true }
        state = .dropping(last: time)
        bytes.removeAll(keepingCapacity: true)
        return isNews ? .fault(fault) : nil
    }

    /// Ends the open scan when the silence has lasted long enough.
    mutating func expire(at time: ContinuousClock.Instant) -> ScanOutcome? {
        guard let deadline, time >= deadline else { return nil }
        defer { reset() }
        guard isCollecting else { return nil }
        return framing.endings.isEmpty ? finished() : .fault(.incomplete)
    }

    /// The device is gone: a scan that is open will never be whole.
    mutating func close() -> ScanOutcome? {
        defer { reset() }
        return isCollecting ? .fault(.unplugged) : nil
    }

    private mutating func finished() -> ScanOutcome {
        // Some serial scanners close with ETX even when they do not open with STX.
        if bytes.last == ControlByte.endOfText { bytes.removeLast() }
        return PayloadRule.fault(in: bytes).map(ScanOutcome.fault) ?? .scan(Sensitive(bytes))
    }

    private mutating func reset() {
        state = .idle
        // A fresh array: the old one may have been handed out as a payload.
        bytes = []
    }
}

/// Bytes that frame a transmission.
enum ControlByte {
    static let startOfText: UInt8 = 0x02
    static let endOfText: UInt8 = 0x03
}
