package import BedsideDomain

/// One whole thing that a decoder read: the payload that passed every check, and what it was read from.
package struct Reading: Sendable, Hashable {
    /// Text for the flow: valid UTF-8 without control characters (``PayloadRule``), within ``ScanFraming/limit``.
    package let payload: Sensitive<[UInt8]>
    package let content: ScanContent

    package init(_ payload: [UInt8], _ content: ScanContent = .code(nil)) {
        self.payload = Sensitive(payload)
        self.content = content
    }
}

/// What a person held before the device.
package enum ScanContent: Sendable, Hashable {
    /// A printed code; its kind where the scanner says it.
    case code(AimIdentifier?)
    /// A magnetic card; the payload is the account of its first good track.
    case magneticStripe
    /// A contactless or contact chip card; the payload is the card's number or UID in upper-case hexadecimal.
    case smartCard
    /// A resident identity card; the payload is its number.
    case identityCard(Sensitive<IdentityCard>)

    /// A stable word for programs and for the audit log; it tells nothing of the content.
    package var codeText: String {
        switch self {
        case .code: "code"
        case .magneticStripe: "magnetic-stripe"
        case .smartCard: "smart-card"
        case .identityCard: "identity-card"
        }
    }
}

/// What a resident identity card's chip says (GA 467).
package struct IdentityCard: Sendable, Hashable {
    package let name: String
    /// 18 characters, check digit not yet judged.
    package let number: String
    package let address: String

    package init(name: String, number: String, address: String) {
        self.name = name
        self.number = number
        self.address = address
    }
}
