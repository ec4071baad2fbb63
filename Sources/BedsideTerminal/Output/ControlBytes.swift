/// The fixed set of control sequences that Bedside sends; foot and xterm understand all of them.
enum ControlBytes {
    /// Mode 2026: the terminal shows the frame at once, or not yet. Terminals without it ignore it.
    static let beginFrame = Array("\u{1B}[?2026h".utf8)
    static let endFrame = Array("\u{1B}[?2026l".utf8)
    /// Attributes off, screen cleared, lines that scrolled away forgotten.
    static let wipe = Array("\u{1B}[0m\u{1B}[H\u{1B}[2J\u{1B}[3J".utf8)
    static let plainStyle = Array("\u{1B}[0m".utf8)
    static let eraseToEnd = Array("\u{1B}[K".utf8)

    /// Alternate screen, no cursor, no wrapping at the right edge, clicks as SGR reports, pastes in brackets, keypad and
    /// arrow keys in their normal mode, nothing to scroll back to.
    static let enter = Array(
        ("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[?1000h\u{1B}[?1006h\u{1B}[?2004h\u{1B}>\u{1B}[?1l"
            + "\u{1B}[0m\u{1B}[H\u{1B}[2J\u{1B}[3J").utf8)
    /// The reverse. The alternate screen is cleared before it is left.
    static let leave = Array(
        ("\u{1B}[?2026l\u{1B}[0m\u{1B}[H\u{1B}[2J\u{1B}[3J\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1000l"
            + "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l").utf8)
}

extension [UInt8] {
    /// Appends a number of 0...999 in decimal, without making a string.
    @inline(__always)
    mutating func append(decimal number: Int) {
        if number >= 100 { append(UInt8(truncatingIfNeeded: 0x30 + number / 100)) }
        if number >= 10 { append(UInt8(truncatingIfNeeded: 0x30 + number / 10 % 10)) }
        append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }

    /// `ESC [ number final`, the number left out if it is 1.
    mutating func append(control number: Int, _ final: UInt8) {
        append(0x1B)
        append(0x5B)
        if number != 1 { append(decimal: number) }
        append(final)
    }

    /// A scalar as UTF-8.
    @inline(__always)
    mutating func append(scalar: UInt32) {
        if scalar < 0x80 {
            append(UInt8(truncatingIfNeeded: scalar))
        } else if scalar < 0x800 {
            append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        } else if scalar < 0x10000 {
            append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        } else {
            append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        }
    }
}
