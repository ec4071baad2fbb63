import BedsideDevices

/// Keys by hand, as a wedge presses them: words such as `Q`, `S+1` (Shift), `G+E` (AltGr), `C+J` (Ctrl), `A+F8` (Alt), and
/// `KP:029` or `TOP:029` for digits on the keypad or the upper row while Alt is held. A key's name is its place on a US
/// keyboard.
extension KeyScript {
    init(chords: String, from start: Int = 0) {
        var time = start
        var lines: [String] = []
        func add(_ event: String) {
            lines.append("\(time) \(event)")
            time += 1
        }
        func press(_ key: Substring) {
            add("+\(key)")
            add("-\(key)")
        }
        for word in chords.split(whereSeparator: \.isWhitespace) {
            let coded = word.split(separator: ":")
            if coded.count == 2 {
                add("+LEFTALT")
                for digit in coded[1] { press(coded[0] == "KP" ? "KP\(digit)" : "\(digit)") }
                add("-LEFTALT")
                continue
            }
            let parts = word.split(separator: "+")
            let held = parts.dropLast().map { Self.modifiers[$0] ?? "LEFTSHIFT" }
            for modifier in held { add("+\(modifier)") }
            press(parts.last ?? "ENTER")
            for modifier in held { add("-\(modifier)") }
        }
        self.init(lines.joined(separator: "\n"))
    }

    private static let modifiers: [Substring: String] = [
        "S": "LEFTSHIFT", "R": "RIGHTSHIFT", "G": "RIGHTALT", "C": "LEFTCTRL", "A": "LEFTALT", "M": "LEFTMETA",
    ]
}

extension WedgeDecoder {
    /// What comes of keys, and of the silence after them.
    mutating func take(_ chords: String, from start: Int = 0) -> [String] {
        KeyScript(chords: chords, from: start).run(&self, silenceAfter: true)
    }
}
