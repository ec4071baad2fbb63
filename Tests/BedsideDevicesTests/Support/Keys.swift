import BedsideDevices

/// Keys by the names of `linux/input-event-codes.h`, written down anew: the tests do not trust the decoder's table.
enum Keys {
    static let codes: [String: UInt16] = {
        var codes: [String: UInt16] = [
            "ENTER": 28, "KPENTER": 96, "TAB": 15, "LINEFEED": 101, "SPACE": 57, "CAPSLOCK": 58, "NUMLOCK": 69,
            "LEFTSHIFT": 42, "RIGHTSHIFT": 54, "LEFTCTRL": 29, "RIGHTCTRL": 97, "LEFTALT": 56, "RIGHTALT": 100,
            "LEFTMETA": 125, "RIGHTMETA": 126, "F8": 66, "DOWN": 108, "BTN_LEFT": 272,
            "MINUS": 12, "EQUAL": 13, "LEFTBRACE": 26, "RIGHTBRACE": 27, "SEMICOLON": 39, "APOSTROPHE": 40,
            "GRAVE": 41, "BACKSLASH": 43, "COMMA": 51, "DOT": 52, "SLASH": 53, "102ND": 86,
            "KP7": 71, "KP8": 72, "KP9": 73, "KP4": 75, "KP5": 76, "KP6": 77, "KP1": 79, "KP2": 80, "KP3": 81,
            "KP0": 82, "KPDOT": 83, "KPSLASH": 98, "KPASTERISK": 55, "KPMINUS": 74, "KPPLUS": 78,
        ]
        let rows: [(UInt16, String)] = [(2, "1234567890"), (16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM")]
        for (first, keys) in rows {
            for (offset, key) in keys.enumerated() { codes[String(key)] = first + UInt16(offset) }
        }
        return codes
    }()

    static func code(_ name: String) -> UInt16 { codes[name] ?? 0 }

    /// The key of a US keyboard that types a character, and whether Shift must be held.
    static func typing(_ character: Character) -> (name: String, shift: Bool)? {
        if character.isLetter { return (character.uppercased(), character.isUppercase) }
        if character.isNumber { return (String(character), false) }
        return punctuation[character]
    }

    private static let punctuation: [Character: (name: String, shift: Bool)] = [
        " ": ("SPACE", false), "-": ("MINUS", false), "_": ("MINUS", true), "=": ("EQUAL", false), "+": ("EQUAL", true),
        "[": ("LEFTBRACE", false), "{": ("LEFTBRACE", true), "]": ("RIGHTBRACE", false), "}": ("RIGHTBRACE", true),
        ";": ("SEMICOLON", false), ":": ("SEMICOLON", true), "'": ("APOSTROPHE", false), "\"": ("APOSTROPHE", true),
        "`": ("GRAVE", false), "~": ("GRAVE", true), "\\": ("BACKSLASH", false), "|": ("BACKSLASH", true),
        ",": ("COMMA", false), "<": ("COMMA", true), ".": ("DOT", false), ">": ("DOT", true), "/": ("SLASH", false),
        "?": ("SLASH", true), "!": ("1", true), "@": ("2", true), "#": ("3", true), "$": ("4", true), "%": ("5", true),
        "^": ("6", true), "&": ("7", true), "*": ("8", true), "(": ("9", true), ")": ("0", true),
    ]
}
