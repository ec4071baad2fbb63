/// Keys as `linux/input-event-codes.h` names them, for the keys that scanners press; others by number.
enum KeyName {
    static func of(_ code: Int) -> String { (names[code].map { "KEY_" + $0 } ?? "key") + " (\(code))" }

    private static let names: [Int: String] = {
        var names: [Int: String] = [
            1: "ESC", 12: "MINUS", 13: "EQUAL", 14: "BACKSPACE", 15: "TAB", 26: "LEFTBRACE", 27: "RIGHTBRACE",
            28: "ENTER",
            29: "LEFTCTRL", 39: "SEMICOLON", 40: "APOSTROPHE", 41: "GRAVE", 42: "LEFTSHIFT", 43: "BACKSLASH",
            51: "COMMA",
            52: "DOT", 53: "SLASH", 54: "RIGHTSHIFT", 55: "KPASTERISK", 56: "LEFTALT", 57: "SPACE", 58: "CAPSLOCK",
            66: "F8", 69: "NUMLOCK", 70: "SCROLLLOCK", 74: "KPMINUS", 78: "KPPLUS", 82: "KP0", 83: "KPDOT", 86: "102ND",
            96: "KPENTER", 97: "RIGHTCTRL", 98: "KPSLASH", 100: "RIGHTALT", 101: "LINEFEED", 125: "LEFTMETA",
            126: "RIGHTMETA",
        ]
        for (first, row) in [(2, "1234567890"), (16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM")] {
            for (offset, key) in row.enumerated() { names[first + offset] = String(key) }
        }
        for (first, row) in [(71, "789"), (75, "456"), (79, "123")] {
            for (offset, key) in row.enumerated() { names[first + offset] = "KP" + String(key) }
        }
        return names
    }()
}
