import BedsideDomain

extension PrinterReason {
    /// From a printer-state-reason keyword, without its `-error`, `-warning` or `-report` ending; nil when it holds nothing
    /// up (`none`, and what CUPS says of its own work).
    init?(keyword raw: String) {
        var word = raw
        for ending in ["-error", "-warning", "-report"] where word.hasSuffix(ending) {
            word.removeLast(ending.count)
            break
        }
        switch word {
        case "none", "", "processing-to-stop-point", "job-printing", "job-completed-successfully": return nil
        case "media-empty": self = .mediaEmpty
        case "media-jam": self = .mediaJam
        case "media-needed": self = .mediaNeeded
        case "cover-open": self = .coverOpen
        case "door-open", "interlock-open": self = .doorOpen
        case "toner-empty", "marker-supply-empty": self = .tonerEmpty
        case "toner-low", "marker-supply-low": self = .tonerLow
        case "input-tray-missing": self = .inputTrayMissing
        case "output-area-full": self = .outputFull
        case "paused", "moving-to-paused": self = .paused
        case "connecting-to-device": self = .connecting
        case "offline", "timed-out", "shutdown": self = .offline
        default:
            if word.hasPrefix("cups-") { return nil }
            self = .other(Self.bounded(word))
        }
    }

    /// Keywords come from the printer: letters, digits, dots and hyphens only, and not many.
    private static func bounded(_ word: String) -> String {
        let kept = word.utf8.prefix(64).filter { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                || byte == 0x2E
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

extension [PrinterReason] {
    /// At most eight different reasons, in the server's order.
    init(keywords: [String]) {
        self = []
        for reason in keywords.lazy.compactMap(PrinterReason.init(keyword:)) where !contains(reason) && count < 8 {
            append(reason)
        }
    }
}
