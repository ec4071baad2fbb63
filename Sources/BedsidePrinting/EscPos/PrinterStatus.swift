import BedsideDomain

/// The four questions of DLE EOT.
enum StatusKind: UInt8, Sendable, CaseIterable {
    case printer = 1
    case offlineCause = 2
    case error = 3
    case paper = 4
}

/// What a printer said when asked: the byte of each question.
struct PrinterStatus: Sendable, Hashable {
    var printer: UInt8 = 0x12
    var offlineCause: UInt8 = 0x12
    var error: UInt8 = 0x12
    var paper: UInt8 = 0x12

    /// Bits 0 and 7 clear, 1 and 4 set: no other byte is an answer to DLE EOT.
    static func isAnswer(_ byte: UInt8) -> Bool { byte & 0x93 == 0x12 }

    subscript(kind: StatusKind) -> UInt8 {
        get {
            switch kind {
            case .printer: printer
            case .offlineCause: offlineCause
            case .error: error
            case .paper: paper
            }
        }
        set {
            switch kind {
            case .printer: printer = newValue
            case .offlineCause: offlineCause = newValue
            case .error: error = newValue
            case .paper: paper = newValue
            }
        }
    }

    var isOffline: Bool { printer & 0x08 != 0 }
    /// Both sensors of the end must agree with none of them: one bit is enough to stop.
    var isPaperOut: Bool { paper & 0x60 != 0 || offlineCause & 0x20 != 0 }
    var isPaperLow: Bool { paper & 0x0C != 0 }

    /// What keeps it from printing; empty when it can.
    var faults: [PrinterReason] {
        var faults: [PrinterReason] = []
        if isPaperOut { faults.append(.mediaEmpty) }
        if offlineCause & 0x04 != 0 { faults.append(.coverOpen) }
        // A stuck cutter is cleared as a jam is: open, pull the strip out.
        if error & 0x08 != 0 { faults.append(.mediaJam) }
        if error & 0x60 != 0 || (offlineCause & 0x40 != 0 && error & 0x08 == 0) { faults += [.paused, Self.ownError] }
        if faults.isEmpty, isOffline { faults.append(.offline) }
        return faults
    }

    /// Faults, and what staff should see to before it becomes one.
    var reasons: [PrinterReason] { faults + (isPaperLow && !isPaperOut ? [.other("media-low")] : []) }

    /// Too hot, a wrong voltage, a broken part: the printer's own lamp says which.
    private static let ownError = PrinterReason.other("printer-error")
}

extension [PrinterReason] {
    /// For a sentence.
    var words: String {
        map { reason in
            switch reason {
            case .mediaEmpty: "no paper"
            case .mediaJam: "the cutter is stuck"
            case .coverOpen: "cover open"
            case .offline: "offline"
            case .mediaNeeded, .doorOpen, .tonerEmpty, .tonerLow, .inputTrayMissing, .outputFull, .paused, .connecting,
                .queueUnfinished:
                "stopped"
            case .other(let word): word
            }
        }.joined(separator: ", ")
    }
}
