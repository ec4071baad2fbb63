/// How wide text is on a terminal, well enough to shorten what comes from outside; the terminal measures exactly.
enum Cells {
    /// Cells that a text takes: two for a Chinese character, one for a letter.
    static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// At most `limit` cells: the text itself, or its beginning and `…`. For names that the hospital wrote as long as it
    /// liked, never for amounts.
    static func clip(_ text: String, to limit: Int) -> String {
        guard width(of: text) > limit else { return text }
        var kept = String.UnicodeScalarView()
        var taken = 1
        for scalar in text.unicodeScalars {
            taken += width(of: scalar)
            if taken > limit { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1_F000...0x1_FAFF, 0x2_0000...0x3_FFFD:
            2
        default: 1
        }
    }
}
