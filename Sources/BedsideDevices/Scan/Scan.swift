package import BedsideDomain

/// One whole scan: text that a person held before a scanner, whatever the scanner was.
///
/// The payload may be a patient's number or a key to money, so it shows only through ``text`` and ``bytes``, never in a
/// description. It is valid UTF-8 without control characters (``PayloadRule``) and at most ``ScanFraming/limit`` bytes.
package struct Scan: Sendable, Hashable {
    /// The payload as the scanner sent it, without prefix and ending.
    package let payload: Sensitive<[UInt8]>
    /// What it was read from.
    package let content: ScanContent
    /// The configured name of the scanner that sent it.
    package let scanner: ScannerName
    /// Counts the scans of one ``ScannerHub`` from 1, across its devices.
    package let sequence: UInt64
    /// When its last byte was decoded: for deadlines and for figures, not for people.
    package let decodedAt: ContinuousClock.Instant

    package init(
        payload: Sensitive<[UInt8]>, content: ScanContent = .code(nil), scanner: ScannerName, sequence: UInt64,
        decodedAt: ContinuousClock.Instant
    ) {
        self.payload = payload
        self.content = content
        self.scanner = scanner
        self.sequence = sequence
        self.decodedAt = decodedAt
    }

    /// The bytes, for the reader that judges them in context.
    package var bytes: [UInt8] { payload.value }
    /// The same as text, for the reader that judges it in context.
    package var text: String { String(decoding: payload.value, as: UTF8.self) }
}

/// What a decoder makes of its input: a payload that passed every check, or the reason why there is none.
package enum ScanOutcome: Sendable, Hashable {
    case scan(Reading)
    case fault(ScanFault)
}
