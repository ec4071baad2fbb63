import CPosix
import Glibc

/// Text as the bytes of a printer's font.
enum Gb18030 {
    /// A text's bytes in GB18030.
    ///
    /// Throws ``PrintingError``: `controlCharacter` when the text holds one, so that nothing from outside can become a
    /// command; `glyphMissing` when the printer's font lacks a character.
    static func bytes(
        of text: String, within set: ReceiptPrinterConfiguration.CharacterSet
    ) throws(PrintingError) -> [UInt8] {
        for scalar in text.unicodeScalars where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
            throw PrintingError(
                .controlCharacter,
                "A text of this receipt holds a control character, so it was not printed; correct the text.")
        }
        let length = text.utf8.count
        // Two UTF-8 bytes can become four.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 2 * length + 4) { buffer, count in
            count = max(0, unsafe bedside_iconv_encode("GB18030", text, length, buffer.baseAddress, buffer.count))
        }
        guard bytes.isEmpty == text.isEmpty else { throw missing() }
        try check(bytes, within: set)
        return bytes
    }

    private static func check(
        _ bytes: [UInt8], within set: ReceiptPrinterConfiguration.CharacterSet
    ) throws(PrintingError) {
        var index = 0
        while index < bytes.count {
            guard bytes[index] >= 0x80 else {
                index += 1
                continue
            }
            guard index + 1 < bytes.count else { throw missing() }
            let isFour = (0x30...0x39).contains(bytes[index + 1])
            guard index + (isFour ? 4 : 2) <= bytes.count else { throw missing() }
            let has =
                isFour
                ? set == .gb18030 && isExtensionA(bytes[index..<index + 4])
                : isInFont(bytes[index], bytes[index + 1], set)
            guard has else { throw missing() }
            index += isFour ? 4 : 2
        }
    }

    /// GB18030-2005 tables: GB 2312 rows 1 to 9 and 16 to 87; GBK adds its Han and signs, not the areas for own use.
    private static func isInFont(_ lead: UInt8, _ trail: UInt8, _ set: ReceiptPrinterConfiguration.CharacterSet) -> Bool
    {
        switch set {
        case .gb2312:
            if let signs = gb2312Signs[lead] { return signs.contains { $0.contains(trail) } }
            return (0xB0...0xF7).contains(lead) && trail >= 0xA1 && !(lead == 0xD7 && trail > 0xF9)
        case .gbk, .gb18030:
            let isOwnUse =
                ((0xAA...0xAF).contains(lead) || (0xF8...0xFE).contains(lead)) && trail >= 0xA1
                || (0xA1...0xA7).contains(lead) && trail < 0xA1
            return !isOwnUse
        }
    }

    /// The cells of GB 2312's rows 1 to 9 that hold a sign.
    private static let gb2312Signs: [UInt8: [ClosedRange<UInt8>]] = [
        0xA1: [0xA1...0xFE], 0xA2: [0xB1...0xE2, 0xE5...0xEE, 0xF1...0xFC], 0xA3: [0xA1...0xFE], 0xA4: [0xA1...0xF3],
        0xA5: [0xA1...0xF6], 0xA6: [0xA1...0xB8, 0xC1...0xD8], 0xA7: [0xA1...0xC1, 0xD1...0xF1],
        0xA8: [0xA1...0xBA, 0xC5...0xE9], 0xA9: [0xA4...0xEF],
    ]

    /// U+3400 to U+4DB5: 0x8139EE39 to 0x82358738.
    private static func isExtensionA(_ bytes: ArraySlice<UInt8>) -> Bool {
        let value = bytes.reduce(0) { $0 << 8 | Int($1) }
        return (0x8139_EE39...0x8235_8738).contains(value)
    }

    private static func missing() -> PrintingError {
        PrintingError(
            .glyphMissing,
            "A character of this receipt is not in the receipt printer's font, so it was not printed; print it on A4, or declare the font that the printer has."
        )
    }
}
