import BedsideDomain

/// Reports of a HID-POS scanner -> scans. One for each open device; pure, time is passed in.
///
/// A code that is longer than a report comes in several with the "continued" flag; they are joined when nothing is
/// missing between them. What the scanner says about itself (`]X0` menu text, `]Z` replies to commands) is no scan.
package struct HidPosDecoder: Sendable {
    private enum State: Sendable {
        case idle
        case collecting(AimIdentifier?, last: ContinuousClock.Instant)
        /// A fault was told; the rest of its code is dropped.
        case dropping(last: ContinuousClock.Instant)
    }

    private let layout: HidPosLayout
    private let reader: PayloadReader
    private var state = State.idle
    private var bytes: [UInt8] = []

    /// - Parameter framing: its limit, the longest gap between continued reports, and what is cut off around a payload.
    package init(layout: HidPosLayout, framing: ScanFraming = .standard, format: PayloadFormat = .standard) {
        self.layout = layout
        reader = PayloadReader(framing: framing, format: format)
    }

    /// When an open code counts as broken off: call ``expire(at:)`` then. Nil while none is open.
    package var deadline: ContinuousClock.Instant? {
        switch state {
        case .idle: nil
        case .collecting(_, let last), .dropping(let last): last + reader.framing.idleGap
        }
    }

    /// Takes the bytes of one read.
    package mutating func feed(_ bytes: ArraySlice<UInt8>, at time: ContinuousClock.Instant) -> [ScanOutcome] {
        var outcomes = expire(at: time)
        for piece in HidPosReport.pieces(of: bytes, layout) {
            switch piece {
            case .broken: if let outcome = fail(.eventsLost, at: time) { outcomes.append(outcome) }
            case .report(let report): if let outcome = take(report, at: time) { outcomes.append(outcome) }
            }
        }
        return outcomes
    }

    /// Reports a code that broke off.
    package mutating func expire(at time: ContinuousClock.Instant) -> [ScanOutcome] {
        guard let deadline, time >= deadline else { return [] }
        return end(.incomplete)
    }

    /// The device is gone.
    package mutating func close() -> [ScanOutcome] { end(.unplugged) }

    private mutating func take(_ report: HidPosReport, at time: ContinuousClock.Instant) -> ScanOutcome? {
        if let aim = report.aim, aim.isDeviceReply { return nil }
        switch state {
        case .dropping:
            if report.isContinued { state = .dropping(last: time) } else { reset() }
            return nil
        case .collecting(let aim, _) where aim != report.aim:
            // Another code begins before this one has ended.
            return fail(.eventsLost, at: time, isOver: !report.isContinued)
        case .collecting, .idle: break
        }
        guard bytes.count + report.data.count <= reader.room + ScanEnding.allCases.count else {
            return fail(.tooLong, at: time, isOver: !report.isContinued)
        }
        bytes += report.data
        state = .collecting(report.aim, last: time)
        return report.isContinued ? nil : finish(report.aim)
    }

    private mutating func finish(_ aim: AimIdentifier?) -> ScanOutcome? {
        defer { reset() }
        var whole = bytes[...]
        while let last = whole.last, let ending = ScanEnding(rawValue: last), reader.framing.endings.contains(ending) {
            whole.removeLast()
        }
        guard !whole.isEmpty else { return nil }
        // Without the field a scanner may still send the identifier as the first characters, if it is set to.
        guard let aim else { return reader.read(Array(whole)) }
        guard let body = reader.framing.unframed(whole) else { return .fault(.incomplete) }
        return reader.read(body, aim: aim)
    }

    private mutating func fail(
        _ fault: ScanFault, at time: ContinuousClock.Instant, isOver: Bool = false
    ) -> ScanOutcome? {
        let isNews = if case .dropping = state { false } else { true }
        reset()
        if !isOver { state = .dropping(last: time) }
        return isNews ? .fault(fault) : nil
    }

    private mutating func end(_ fault: ScanFault) -> [ScanOutcome] {
        defer { reset() }
        if case .collecting = state { return [.fault(fault)] }
        return []
    }

    private mutating func reset() {
        state = .idle
        bytes = []
    }
}
