import Testing

/// What may be in the bytes to a terminal: text, and the few control sequences of the renderer.
enum OutputRules {
    static func check(_ bytes: [UInt8], _ comment: @autoclosure () -> String) {
        if let complaint = complaint(bytes) { Issue.record("\(complaint): \(comment())") }
    }

    /// Nil if all is well.
    static func complaint(_ bytes: [UInt8]) -> String? {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x1B {
                var end = index + 1
                guard end < bytes.count, bytes[end] == 0x5B else { return "ESC without [ at \(index)" }
                end += 1
                while end < bytes.count, (0x30..<0x40).contains(bytes[end]) { end += 1 }
                guard end < bytes.count else { return "unfinished sequence" }
                let parameters = String(decoding: bytes[index + 2..<end], as: UTF8.self)
                switch bytes[end] {
                case 0x6D, 0x48, 0x43, 0x4B, 0x58, 0x4A:
                    if parameters.contains("?") { return "private \(parameters)" }  // m H C K X J
                case 0x68, 0x6C: if parameters != "?2026" { return "mode \(parameters)" }  // h l
                default: return "final \(bytes[end])"
                }
                index = end
            } else if byte < 0x20 || byte == 0x7F {
                return "control \(byte) at \(index)"
            } else if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] < 0xA0 {
                return "C1 \(bytes[index + 1])"
            }
            index += 1
        }
        return nil
    }
}
