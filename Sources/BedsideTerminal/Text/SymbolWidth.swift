/// Symbols that take one cell but that Chinese fonts draw two cells wide: `●`, `①`, `Ⅰ`, `℃`, `×`, `·`, `→`, `“`.
///
/// Without a blank after it such a symbol lies over the next character in foot and is cut in half in xterm. The list is what
/// Noto Sans Mono CJK SC draws wider than 0.85 em, by block, without letters and without what a terminal draws itself.
/// Closing quotation marks are drawn in the left half and need no blank.
enum SymbolWidth {
    @inline(__always)
    static func isDrawnWide(_ scalar: UInt32) -> Bool {
        if scalar < 0xA7 || scalar > 0x2BFF { return false }
        return searched(scalar)
    }

    /// `——` and `……` are one line when nothing is put between them.
    static func joins(_ scalar: UInt32) -> Bool { scalar == 0x2014 || scalar == 0x2026 }

    private static func searched(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xA7, 0xA8, 0xB1, 0xB7, 0xD7, 0xF7: true
        case 0x2010, 0x2014...0x2016, 0x2018, 0x201C, 0x2020...0x2022, 0x2025...0x2027, 0x2030, 0x2035, 0x203B...0x203C:
            true
        case 0x2100...0x214F, 0x2160...0x217F, 0x2190...0x22FF, 0x2305...0x23FF, 0x2460...0x24FF: true
        case 0x25A0...0x27BF, 0x2900...0x2BFF: true
        default: false
        }
    }
}
