/// Bytes of a serial scanner -> scans. One for each open device; pure, time is passed in.
///
/// A read returns any piece of a scan: bytes are collected until an ending, or until silence when none is configured.
/// STX and ETX around a payload are framing: after an STX an ETX is an ending too. Not so for a scanner with a prefix or
/// suffix of its own: there they are what the configuration says.
package struct SerialDecoder: Sendable {
    private var assembler: ScanAssembler
    private var isFramed = false

    package init(framing: ScanFraming = .standard, format: PayloadFormat = .standard) {
        assembler = ScanAssembler(reader: PayloadReader(framing: framing, format: format))
    }

    /// When silence ends the open scan: call ``expire(at:)`` then. Nil while none is open.
    package var deadline: ContinuousClock.Instant? { assembler.deadline }

    /// Takes the bytes of one read.
    package mutating func feed(_ bytes: Span<UInt8>, at time: ContinuousClock.Instant) -> [ScanOutcome] {
        var outcomes = expire(at: time)
        for index in bytes.indices {
            if let outcome = take(bytes[index], at: time) { outcomes.append(outcome) }
        }
        return outcomes
    }

    /// Ends a scan that silence has ended by now.
    package mutating func expire(at time: ContinuousClock.Instant) -> [ScanOutcome] {
        let wasOpen = !assembler.isIdle
        let outcome = assembler.expire(at: time)
        if wasOpen, assembler.isIdle { isFramed = false }
        return outcome.map { [$0] } ?? []
    }

    /// The device is gone.
    package mutating func close() -> [ScanOutcome] { assembler.close().map { [$0] } ?? [] }

    private mutating func take(_ byte: UInt8, at time: ContinuousClock.Instant) -> ScanOutcome? {
        switch byte {
        case _ where assembler.framing.hasMarks: return collect(byte, at: time)
        case ControlByte.startOfText where assembler.isIdle:
            isFramed = true
            return nil
        case ControlByte.endOfText where assembler.isIdle:
            isFramed = false
            return nil
        case ControlByte.endOfText where isFramed:
            return end()
        default: return collect(byte, at: time)
        }
    }

    private mutating func collect(_ byte: UInt8, at time: ContinuousClock.Instant) -> ScanOutcome? {
        guard let ending = ScanEnding(rawValue: byte), assembler.framing.endings.contains(ending) else {
            return assembler.append(byte, at: time)
        }
        return end()
    }

    private mutating func end() -> ScanOutcome? {
        isFramed = false
        return assembler.end()
    }
}
