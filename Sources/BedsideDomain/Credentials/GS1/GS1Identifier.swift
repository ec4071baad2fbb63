/// The GS1 application identifiers that a hospital's codes use, with their formats (GS1 Syntax Dictionary).
package enum GS1Identifier: String, Sendable, Hashable, CaseIterable {
    /// A logistic unit: `N18,csum`.
    case logisticUnit = "00"
    /// A trade item (GTIN), such as a drug's box: `N14,csum`.
    case tradeItem = "01"
    /// A batch: `X..20`.
    case batch = "10"
    /// An expiry date `YYMMDD`, the day 00 for a whole month: `N6`.
    case expiry = "17"
    /// A serial number: `X..20`.
    case serial = "21"
    /// A document type and its serial: `N13,csum X..17`.
    case document = "253"
    /// A place (GLN): `N13,csum`.
    case place = "414"
    /// A returnable asset: a zero, `N13,csum X..16`.
    case returnableAsset = "8003"
    /// An individual asset: `X..30`.
    case individualAsset = "8004"
    /// Who provides care (GSRN), a badge: `N18,csum`, never beside 8018.
    case careProvider = "8017"
    /// Who receives care (GSRN), a wristband (ISO/TS 18530): `N18,csum`, never beside 8017.
    case careRecipient = "8018"
    /// Which service of a provider or recipient: `N..10`, only beside 8017 or 8018.
    case serviceInstance = "8019"

    /// The identifier that element strings begin with; each has one length for its first two digits.
    init?(beginning bytes: ArraySlice<UInt8>) {
        let head = bytes.prefix(2)
        let length =
            if head.elementsEqual("80".utf8) { 4 } else if head.first == 0x32 || head.first == 0x34 { 3 } else { 2 }
        // 21 is the one of two digits among those that begin with 2.
        let digits = bytes.prefix(head.elementsEqual("21".utf8) ? 2 : length)
        self.init(rawValue: String(decoding: digits, as: UTF8.self))
    }

    /// How many digits come first, and how many characters of the set for text may follow.
    var format: (digits: ClosedRange<Int>, text: Int) {
        switch self {
        case .logisticUnit, .careProvider, .careRecipient: (18...18, 0)
        case .tradeItem: (14...14, 0)
        case .batch, .serial: (0...0, 20)
        case .expiry: (6...6, 0)
        case .document: (13...13, 17)
        case .place: (13...13, 0)
        case .returnableAsset: (14...14, 16)
        case .individualAsset: (0...0, 30)
        case .serviceInstance: (1...10, 0)
        }
    }

    /// The last of the first digits is a check digit (GS1 General Specifications 7.9.1).
    var hasCheckDigit: Bool {
        switch self {
        case .logisticUnit, .tradeItem, .document, .place, .returnableAsset, .careProvider, .careRecipient: true
        case .batch, .expiry, .serial, .individualAsset, .serviceInstance: false
        }
    }
}
