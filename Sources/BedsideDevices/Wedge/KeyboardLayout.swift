/// Which characters the keys of a scanner's keyboard mean: raw key codes, never the session's layout, so that a badge
/// is never read as French letters. A further layout is one more static value.
package struct KeyboardLayout: Sendable, Hashable {
    /// For people and for the configuration.
    package let name: String
    /// The right Alt key makes third characters (AltGr), as Ctrl with the left one does.
    let hasAltGr: Bool
    /// By key code, 0 for no character; a combining mark for a key that changes the next character (``DeadKey``).
    private let plain: [UInt16]
    private let shifted: [UInt16]
    private let third: [UInt16]

    /// One run of neighbouring keys: the code of the first, then their characters key by key without a modifier, with
    /// Shift, and with AltGr. A blank is no character, but on the space bar.
    struct Row {
        let first: UInt16
        let plain: String
        let shifted: String
        var third = ""
    }

    init(name: String, rows: [Row]) {
        var levels = [[UInt16]](repeating: [UInt16](repeating: 0, count: 128), count: 3)
        for row in rows {
            for (level, characters) in [row.plain, row.shifted, row.third].enumerated() {
                for (offset, character) in characters.unicodeScalars.enumerated() where character != " " {
                    levels[level][Int(row.first) + offset] = UInt16(truncatingIfNeeded: character.value)
                }
            }
        }
        levels[0][Int(KeyCode.space)] = 0x20
        levels[1][Int(KeyCode.space)] = 0x20
        self.name = name
        (plain, shifted, third) = (levels[0], levels[1], levels[2])
        hasAltGr = rows.contains { !$0.third.isEmpty }
    }

    /// The character of a key, or nil when it has none. Caps Lock reverses Shift on letters only.
    func character(of code: UInt16, shift: Bool, capsLock: Bool) -> Unicode.Scalar? {
        if let character = Keypad.character(of: code) { return character }
        guard plain.indices.contains(Int(code)) else { return nil }
        let isShifted = shift != (capsLock && isLetter(code))
        return scalar(isShifted ? shifted[Int(code)] : plain[Int(code)])
    }

    /// The character of a key while AltGr is held, or nil when it has none.
    func thirdCharacter(of code: UInt16) -> Unicode.Scalar? {
        third.indices.contains(Int(code)) ? scalar(third[Int(code)]) : nil
    }

    /// The control character that Ctrl makes of a key: Ctrl+J is LF wherever the layout has its J, Ctrl+] is GS on the key
    /// that has the bracket on a US keyboard, and where the layout has it without AltGr.
    func controlCharacter(of code: UInt16) -> UInt8? {
        guard plain.indices.contains(Int(code)) else { return nil }
        if (0x61...0x7A).contains(plain[Int(code)]) { return UInt8(plain[Int(code)] & 0x1F) }
        return code == KeyCode.rightBrace || plain[Int(code)] == 0x5D ? ControlByte.groupSeparator : nil
    }

    /// A small letter whose capital is on the same key.
    private func isLetter(_ code: UInt16) -> Bool {
        switch plain[Int(code)] {
        case 0x61...0x7A: true
        // Latin-1, where capitals are 32 before: é with its É, but not é with 2.
        case let small where (0xE0...0xFE).contains(small): shifted[Int(code)] == small - 0x20
        default: false
        }
    }

    private func scalar(_ value: UInt16) -> Unicode.Scalar? { value == 0 ? nil : Unicode.Scalar(value) }
}
