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

    let reader: PayloadReader
    private let room: Int
    private var state = State.idle
    private var bytes: [UInt8] = []
    /// The parts of ``bytes`` that are UTF-8 whatever the scanner's code page.
    private var typed: [Range<Int>] = []

    init(reader: PayloadReader) {
        self.reader = reader
        room = reader.room
    }

    var framing: ScanFraming { reader.framing }

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

    /// A scan begins, though no byte of it is known yet.
    mutating func open(at time: ContinuousClock.Instant) {
        if isIdle { state = .collecting(last: time) }
    }

    /// One more byte of the open scan, or the first of a new one.
    mutating func append(_ byte: UInt8, at time: ContinuousClock.Instant) -> ScanOutcome? {
        if case .dropping = state {
            state = .dropping(last: time)
            return endsAtMark(byte) ? end() : nil
        }
        guard bytes.count < room else { return fail(.tooLong, at: time) }
        state = .collecting(last: time)
        bytes.append(byte)
        return endsAtMark(byte) && bytes.suffix(framing.suffix.count).elementsEqual(framing.suffix) ? end() : nil
    }

    /// One more character that a key of a layout typed.
    mutating func append(_ character: Unicode.Scalar, at time: ContinuousClock.Instant) -> ScanOutcome? {
        if character.isASCII { return append(UInt8(truncatingIfNeeded: character.value), at: time) }
        let start = bytes.count
        for byte in UTF8.encode(character) ?? UTF8.encodedReplacementCharacter {
            if let outcome = append(byte, at: time) { return outcome }
        }
        guard isCollecting, reader.format.encoding != .utf8 else { return nil }
        if let last = typed.last, last.upperBound == start {
            typed[typed.count - 1] = last.lowerBound..<bytes.count
        } else {
            typed.append(start..<bytes.count)
        }
        return nil
    }

    /// Takes back the character that was appended last: another key changed it.
    mutating func retract(_ character: Unicode.Scalar) {
        guard isCollecting else { return }
        bytes.removeLast(min(bytes.count, UTF8.width(character)))
        while let last = typed.last, last.upperBound > bytes.count {
            typed.removeLast()
            if last.lowerBound < bytes.count { typed.append(last.lowerBound..<bytes.count) }
        }
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
        clear()
        return isNews ? .fault(fault) : nil
    }

    /// Ends the open scan when the silence has lasted long enough.
    ///
    /// - Parameter isWhole: false when something is known to be missing at its end.
    mutating func expire(at time: ContinuousClock.Instant, isWhole: Bool = true) -> ScanOutcome? {
        guard let deadline, time >= deadline else { return nil }
        defer { reset() }
        guard isCollecting else { return nil }
        return framing.endings.isEmpty && isWhole ? finished() : .fault(.incomplete)
    }

    /// The device is gone: a scan that is open will never be whole.
    mutating func close() -> ScanOutcome? {
        defer { reset() }
        return isCollecting ? .fault(.unplugged) : nil
    }

    private func endsAtMark(_ byte: UInt8) -> Bool { framing.closingControl == byte }

    private mutating func finished() -> ScanOutcome? {
        // Some serial scanners close with ETX even when they do not open with STX.
        if !framing.hasMarks, bytes.last == ControlByte.endOfText { bytes.removeLast() }
        guard !bytes.isEmpty else { return nil }
        return reader.read(bytes, typed: typed)
    }

    private mutating func reset() {
        state = .idle
        clear()
    }

    private mutating func clear() {
        // A fresh array: the old one may have been handed out as a payload.
        bytes = []
        typed = []
    }
}
