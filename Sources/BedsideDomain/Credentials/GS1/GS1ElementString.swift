/// What a GS1 code holds: application identifiers with their values (GS1 General Specifications 3 and 7.8).
///
/// Where a scanner drops the separators (some wedges do), values of one fixed length are still told apart; a value of
/// open length then takes all that follows, as nobody could know better.
package struct GS1ElementString: Sendable, Hashable, Redacted {
    /// The separator between a value of open length and the next identifier: FNC1, which scanners send as this control
    /// character.
    package static let separator: UInt8 = 0x1D
    /// More than any of our identifiers, each of which may occur once.
    package static let mostElements = GS1Identifier.allCases.count

    private let elements: [(identifier: GS1Identifier, value: String)]

    /// Reads what a scanner sent: identifiers and values, with ``separator`` between where it sends them. Nil when it is
    /// no GS1 code of the identifiers that we know; check digits are judged by ``fault``.
    package init?(scanned bytes: some Sequence<UInt8>) {
        var rest = Array(bytes)[...]
        var elements: [(identifier: GS1Identifier, value: String)] = []
        rest = rest.drop { $0 == Self.separator }
        while !rest.isEmpty {
            guard let element = Self.takeElement(&rest), elements.count < Self.mostElements,
                !elements.contains(where: { $0.identifier == element.identifier })
            else { return nil }
            elements.append(element)
        }
        guard !elements.isEmpty else { return nil }
        self.elements = elements
    }

    /// Reads ``bracketed`` text, which is how a GS1 code reaches us behind the decoders. Nil when it is none.
    package init?(bracketed text: String) {
        guard text.hasPrefix("(") else { return nil }
        var scanned: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\") where !isEscaped:
                isEscaped = true
                continue
            case UInt8(ascii: "(") where !isEscaped: scanned.append(Self.separator)
            // The end of an identifier: a value's own bracket is escaped.
            case UInt8(ascii: ")") where !isEscaped: break
            default: scanned.append(byte)
            }
            isEscaped = false
        }
        self.init(scanned: scanned)
        // One text for one code: what does not come out as it went in was never ours.
        guard bracketed == text else { return nil }
    }

    /// A value by its identifier.
    package subscript(_ identifier: GS1Identifier) -> String? {
        elements.first { $0.identifier == identifier }?.value
    }

    /// The identifiers in their order.
    package var identifiers: [GS1Identifier] { elements.map(\.identifier) }

    /// Printable text of the same content (GS1 Barcode Syntax Resource): identifiers in brackets, a bracket or backslash
    /// of a value after a backslash.
    package var bracketed: String {
        elements.map { element in
            let value = element.value.reduce(into: "") { text, character in
                if character == "(" || character == ")" || character == "\\" { text.append("\\") }
                text.append(character)
            }
            return "(\(element.identifier.rawValue))\(value)"
        }.joined()
    }

    /// The rule that the code breaks, or nil.
    package var fault: GS1Fault? {
        for element in elements where element.identifier.hasCheckDigit {
            let digits = element.value.utf8.prefix(element.identifier.format.digits.upperBound)
            guard let check = digits.last, gs1CheckDigit(digits.dropLast()) == check else { return .checkDigit }
        }
        if let date = self[.expiry], !Self.isDate(date) { return .date }
        if self[.returnableAsset]?.first.map({ $0 != "0" }) ?? false { return .value }
        if self[.careProvider] != nil, self[.careRecipient] != nil { return .exclusive }
        if self[.serviceInstance] != nil, self[.careProvider] == nil, self[.careRecipient] == nil { return .alone }
        return nil
    }

    package static func == (left: Self, right: Self) -> Bool { left.bracketed == right.bracketed }
    package func hash(into hasher: inout Hasher) { hasher.combine(bracketed) }

    private static func takeElement(_ rest: inout ArraySlice<UInt8>) -> (identifier: GS1Identifier, value: String)? {
        guard let identifier = GS1Identifier(beginning: rest) else { return nil }
        let body = rest.dropFirst(identifier.rawValue.utf8.count)
        let format = identifier.format
        let field = body.prefix(format.digits.upperBound + format.text).prefix { $0 != separator }
        let digits = field.prefix(format.digits.upperBound).prefix { (0x30...0x39).contains($0) }
        guard format.digits.contains(digits.count), !field.isEmpty else { return nil }
        let value = format.text > 0 ? field : digits
        guard value.dropFirst(digits.count).allSatisfy(isText) else { return nil }
        rest = body.dropFirst(value.count)
        // More than its longest, or between a short number and the next identifier no separator.
        let isOpen = format.text > 0 || format.digits.count > 1
        if isOpen, let next = rest.first, next != separator { return nil }
        if rest.first == separator { rest.removeFirst() }
        return (identifier, String(decoding: value, as: UTF8.self))
    }

    /// The invariant part of ISO/IEC 646, which GS1 allows in values (figure 7.11-1).
    private static func isText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x22, 0x25...0x3F, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }

    private static func isDate(_ text: String) -> Bool {
        guard let number = Int(text) else { return false }
        return (1...12).contains(number / 100 % 100) && number % 100 <= 31
    }
}

/// The rule of a GS1 code that is broken.
package enum GS1Fault: Sendable, Hashable {
    case checkDigit
    case date
    case value
    /// 8017 and 8018 in one code.
    case exclusive
    /// 8019 without 8017 and 8018.
    case alone
}

/// The check digit of GS1 keys as its ASCII character: weights 3 and 1 from the right, modulo 10.
package func gs1CheckDigit(_ digits: some BidirectionalCollection<UInt8>) -> UInt8 {
    var sum = 0
    for (position, byte) in digits.reversed().enumerated() {
        sum += (Int(byte) & 0x0F) * (position.isMultiple(of: 2) ? 3 : 1)
    }
    return UInt8(0x30 + (10 - sum % 10) % 10)
}
