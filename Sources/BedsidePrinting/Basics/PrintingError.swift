import BedsideDomain

/// Why a paper could not be set, drawn or handed to a printer. Never names what stands on the paper.
package struct PrintingError: TellingError {
    /// The kinds, by name.
    package enum Code: String, Sendable, CaseIterable {
        case glyphMissing = "glyph-missing"
        case fontMissing = "font-missing"
        case doesNotFit = "does-not-fit"
        case tableMalformed = "table-malformed"
        case barcodeRefused = "barcode-refused"
        case drawingFailed = "drawing-failed"
        case reportUnreadable = "report-unreadable"
        case reportTooLarge = "report-too-large"
        case printServerUnreachable = "print-server-unreachable"
        case printServerRefused = "print-server-refused"
        case printServerSilent = "print-server-silent"
        case queueUnknown = "queue-unknown"
        case controlCharacter = "control-character"
        case receiptPrinterOffline = "receipt-printer-offline"
        case receiptPrinterNotReady = "receipt-printer-not-ready"
        case receiptPrinterMisconfigured = "receipt-printer-misconfigured"
    }

    package let code: Code
    package let sentence: String
    package let cause: (any Error)?
    package var codeText: String { code.rawValue }

    package init(_ code: Code, _ sentence: String, cause: (any Error)? = nil) {
        self.code = code
        self.sentence = sentence
        self.cause = cause
    }
}
