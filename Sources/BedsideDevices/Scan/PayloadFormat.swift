/// What a scanner's bytes mean, between prefix and suffix.
package struct PayloadFormat: Sendable, Hashable {
    /// The code page of what is not ASCII.
    package let encoding: TextEncoding
    /// Whether the scanner is set to say what kind of code it read.
    package let aim: AimSource
    /// What it reads.
    package let kind: PayloadKind

    /// UTF-8 text without an AIM identifier, as scanners leave the factory.
    package static let standard = PayloadFormat()

    package init(encoding: TextEncoding = .utf8, aim: AimSource = .none, kind: PayloadKind = .text) {
        self.encoding = encoding
        self.aim = aim
        self.kind = kind
    }

    /// A separator of GS1 may come: a wedge sends it as Ctrl+], Alt+029 or F8.
    var mayHoldSeparator: Bool { kind == .gs1 || aim == .prefix }

    /// The bytes that may come beside the payload.
    var overhead: Int {
        // Three tracks are at most 79, 40 and 107 characters; readers frame them with a few more.
        (aim == .prefix ? 3 : 0) + (kind == .magneticStripe ? 512 : 0)
    }
}

/// Where a scanner says what kind of code it read.
package enum AimSource: String, Sendable, Hashable, CaseIterable {
    case none
    /// An AIM identifier (``AimIdentifier``) before each payload. A scan that comes without is not whole.
    case prefix
}

/// What a scanner reads.
package enum PayloadKind: String, Sendable, Hashable, CaseIterable {
    /// Codes, RFID numbers: the payload as it came. With an AIM identifier that says GS1 it is read as `gs1`.
    case text
    /// Codes, some of which are GS1 although no AIM identifier says so: without one, those that hold a separator or begin
    /// as a GSRN does (8017 or 8018 and 18 digits with their check digit). Any other identifier is also the beginning of
    /// an ordinary number: 10 of a pay code, 21 of a resident number.
    case gs1
    /// The tracks of a magnetic card.
    case magneticStripe = "magnetic-stripe"
}
