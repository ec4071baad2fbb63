import BedsideDomain

/// How a reader sends the text of a card; declared by the configuration, never guessed.
enum CardTextEncoding: Sendable, Hashable {
    /// As the chip holds it: UTF-16, little-endian (GA 467).
    case utf16
    /// Turned into GB18030 by the reader, field by field at the same places.
    case gbk

    /// What the configuration declares: `gbk`, or the chip's own.
    init(_ format: PayloadFormat) { self = format.encoding == .gbk ? .gbk : .utf16 }
}

/// The 256 bytes of text of a resident identity card: fixed fields, padded with blanks or zeros.
///
/// Name 30, sex 2, nation 4, birth 16, address 70, number 36, authority 30, valid from 16, valid to 16, further 36. The
/// residence permits for Hong Kong, Macau and Taiwan ("J" at byte 248) have these fields at the same places; the permit
/// of foreigners of 2017 ("I") has its own: name in Latin letters 120, sex 2, number 30, nation 6, Chinese name 30.
enum IdentityCardText {
    static let length = 256

    /// The card and nothing else of the text; nil when a field is no text, or the number is none.
    static func card(_ text: ArraySlice<UInt8>, _ encoding: CardTextEncoding) -> IdentityCard? {
        guard text.count == length else { return nil }
        let field = { (range: Range<Int>) in
            decode(text[(text.startIndex + range.lowerBound)..<(text.startIndex + range.upperBound)], encoding)
        }
        guard let kind = field(248..<250) else { return nil }
        let isForeigner = kind == "I"
        guard let number = field(isForeigner ? 122..<152 : 122..<158), isNumber(number) else { return nil }
        guard let name = field(isForeigner ? 158..<188 : 0..<30) else { return nil }
        guard let address = isForeigner ? "" : field(52..<122) else { return nil }
        let latin = isForeigner && name.isEmpty ? field(0..<120) : nil
        let shown = latin ?? name
        guard !shown.isEmpty else { return nil }
        return IdentityCard(name: shown, number: number, address: address)
    }

    /// 18 places, or 15 of a foreigner's permit; the check digit is judged by who uses it.
    private static func isNumber(_ text: String) -> Bool {
        let isWellFormed = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        return isWellFormed && (text.utf8.count == 18 || text.utf8.count == 15)
    }

    /// One field without its padding; nil when it is no text or holds what must not be shown.
    private static func decode(_ bytes: ArraySlice<UInt8>, _ encoding: CardTextEncoding) -> String? {
        let text: String?
        switch encoding {
        case .utf16:
            var units: [UInt16] = []
            for index in stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2) {
                units.append(UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)
            }
            while let last = units.last, isPadding(last) { units.removeLast() }
            text = String(validating: units, as: UTF16.self)
        case .gbk:
            var rest = bytes
            while let last = rest.last, isPadding(UInt16(last)) { rest.removeLast() }
            text = TextEncoding.gbk.decoded(rest).flatMap { String(validating: $0, as: UTF8.self) }
        }
        guard let text, text.unicodeScalars.allSatisfy(PayloadRule.isPrintable) else { return nil }
        return text
    }

    private static func isPadding(_ unit: UInt16) -> Bool { unit == 0 || unit == 0x20 || unit == 0x3000 }
}
