import BedsideDevices

/// What the kernel's keyboard driver makes of a HID device: the boot reports and usages of recordings as key events.
extension KeyScript {
    /// Boot reports, one a line, eight hexadecimal bytes: modifiers, nothing, six keys. One every `interval` ms.
    init(bootReports text: String, interval: Int = 8) {
        var lines: [String] = []
        var before: Set<String> = []
        for (index, report) in text.split(separator: "\n").enumerated() {
            let bytes = report.split(separator: " ").compactMap { UInt8($0, radix: 16) }
            guard bytes.count == 8 else { continue }
            var now = Set(bytes[2...].compactMap { HidUsage.keys[Int($0)] })
            for (bit, name) in HidUsage.modifiers.enumerated() where bytes[0] & 1 << UInt8(bit) != 0 {
                now.insert(name)
            }
            let time = index * interval
            lines += before.subtracting(now).sorted().map { "\(time) -\($0)" }
            lines += now.subtracting(before).sorted().map { "\(time) +\($0)" } + ["\(time) SYN"]
            before = now
        }
        self.init(lines.joined(separator: "\n"))
    }

    /// Usages of a keyboard one after the other, in decimal; a 2 is the modifier byte with the left Shift, which some
    /// programs print before the key that it goes with.
    init(usages text: String) {
        var reports: [String] = []
        var modifiers = 0
        for usage in text.split(whereSeparator: \.isWhitespace).compactMap({ Int($0) }) {
            guard HidUsage.keys[usage] != nil else {
                modifiers = usage
                continue
            }
            reports.append("0\(modifiers) 00 \(String(usage, radix: 16)) 00 00 00 00 00")
            reports.append("00 00 00 00 00 00 00 00")
            modifiers = 0
        }
        self.init(bootReports: reports.joined(separator: "\n"), interval: 2)
    }

    /// Key events of evdev dumps: milliseconds, key code, value, one a line.
    init(evdev text: String) {
        let steps = text.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ")
            guard words.count == 3, let code = UInt16(words[1]),
                let key = Keys.codes.first(where: { $0.value == code }),
                let sign = ["0": "-", "1": "+", "2": "*"][words[2]]
            else { return nil }
            return "\(words[0]) \(sign)\(key.key)\n\(words[0]) SYN"
        }
        self.init(steps.joined(separator: "\n"))
    }
}

/// The keyboard page of the HID usage tables, as far as recordings need it.
private enum HidUsage {
    static let modifiers = [
        "LEFTCTRL", "LEFTSHIFT", "LEFTALT", "LEFTMETA", "RIGHTCTRL", "RIGHTSHIFT", "RIGHTALT", "RIGHTMETA",
    ]

    static let keys: [Int: String] = {
        var keys = [
            40: "ENTER", 43: "TAB", 44: "SPACE", 45: "MINUS", 46: "EQUAL", 51: "SEMICOLON", 52: "APOSTROPHE",
            54: "COMMA", 55: "DOT", 56: "SLASH", 57: "CAPSLOCK", 83: "NUMLOCK",
        ]
        for (offset, letter) in "ABCDEFGHIJKLMNOPQRSTUVWXYZ".enumerated() { keys[4 + offset] = String(letter) }
        for (offset, digit) in "1234567890".enumerated() { keys[30 + offset] = String(digit) }
        return keys
    }()
}
