/// Which characters the keys of a scanner's keyboard mean: raw key codes, never the session's layout, so that a badge
/// is never read as French letters. A further layout is one more static value.
package struct KeyboardLayout: Sendable, Hashable {
    /// For people and for the configuration.
    package let name: String
    /// By key code, 0 for no character; ASCII, which is all that any layout so far types.
    private let plain: [UInt8]
    private let shifted: [UInt8]

    /// Each row: the code of its first key, its characters without and with Shift, key by key.
    init(name: String, rows: [(first: UInt16, plain: String, shifted: String)]) {
        var plain = [UInt8](repeating: 0, count: 128)
        var shifted = plain
        for row in rows {
            for (offset, byte) in row.plain.utf8.enumerated() { plain[Int(row.first) + offset] = byte }
            for (offset, byte) in row.shifted.utf8.enumerated() { shifted[Int(row.first) + offset] = byte }
        }
        self.name = name
        self.plain = plain
        self.shifted = shifted
    }

    /// The character of a key, or nil when it has none. Caps Lock reverses Shift on letters only.
    func character(of code: UInt16, shift: Bool, capsLock: Bool) -> UInt8? {
        if let character = Keypad.character(of: code) { return character }
        guard plain.indices.contains(Int(code)), plain[Int(code)] != 0 else { return nil }
        let base = plain[Int(code)]
        let isLetter = (0x61...0x7A).contains(base)
        return shift != (isLetter && capsLock) ? shifted[Int(code)] : base
    }

    /// The control character that Ctrl makes of a letter key: Ctrl+J is LF, wherever the layout has its J.
    func controlCharacter(of code: UInt16) -> UInt8? {
        guard plain.indices.contains(Int(code)), (0x61...0x7A).contains(plain[Int(code)]) else { return nil }
        return plain[Int(code)] & 0x1F
    }
}

extension KeyboardLayout {
    /// The layout that scanners leave the factory with.
    package static let us = KeyboardLayout(
        name: "us",
        rows: [
            (2, "1234567890-=", "!@#$%^&*()_+"),
            (16, "qwertyuiop[]", "QWERTYUIOP{}"),
            (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"),
            (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
            (57, " ", " "),
            (86, "<", ">"),
        ])
}

/// The keypad: digits in every layout and whatever Num Lock is, because a scanner has no other use for it.
private enum Keypad {
    static func character(of code: UInt16) -> UInt8? {
        switch code {
        case 55: UInt8(ascii: "*")
        case 71: UInt8(ascii: "7")
        case 72: UInt8(ascii: "8")
        case 73: UInt8(ascii: "9")
        case 74: UInt8(ascii: "-")
        case 75: UInt8(ascii: "4")
        case 76: UInt8(ascii: "5")
        case 77: UInt8(ascii: "6")
        case 78: UInt8(ascii: "+")
        case 79: UInt8(ascii: "1")
        case 80: UInt8(ascii: "2")
        case 81: UInt8(ascii: "3")
        case 82: UInt8(ascii: "0")
        case 83: UInt8(ascii: ".")
        case 98: UInt8(ascii: "/")
        case 117: UInt8(ascii: "=")
        case 121: UInt8(ascii: ",")
        default: nil
        }
    }
}
