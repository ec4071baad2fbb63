import BedsideWire

/// A step of a trace as a line for people: seconds, what, and the value. Only printable text of the daemon's own making and
/// payloads that passed its rule reach the terminal; raw bytes show as hexadecimal.
enum TraceText {
    static func line(_ message: TraceMessage) -> String {
        let lost = message.lost > 0 ? "  (\(message.lost) steps lost so far)" : ""
        return seconds(message.microseconds) + "  " + step(message.step) + lost
    }

    private static func step(_ step: TraceStepMessage) -> String {
        switch step {
        case .begin(_, let scanner, let isRevealed, let settings):
            let kinds = settings.map {
                "\($0.kind) layout \($0.layout ?? "-") endings \($0.endings.joined(separator: "+"))"
            }
            return "begin     \(scanner), \(isRevealed ? "content shown" : "content masked"); "
                + kinds.joined(separator: "; ")
        case .attached(let kind, let node, let model, _): return "attached  \(kind) \(node) \(model)"
        case .detached(let reason): return "detached  \(reason)"
        case .key(let type, let code, let value): return key(type, code, value)
        case .bytes(let hex, let payload, let length): return "bytes     " + bytes(hex, payload, length)
        case .scan(let text, let bytes, let content): return "SCAN      '\(text)' (\(bytes) bytes, \(content))"
        case .fault(let code, let sentence): return "FAULT     \(code): \(sentence)"
        case .limited(let verdict): return "limited   \(verdict): this scan does not count"
        case .mark(let text): return "mark      \(text)"
        }
    }

    private static func key(_ type: Int, _ code: Int, _ value: Int) -> String {
        switch (type, code) {
        case (0, 0): "report    end"
        case (0, 3): "report    LOST: the kernel's ring was full"
        case (1, _): "key       \(value == 0 ? "up  " : value == 1 ? "down" : "held") \(KeyName.of(code))"
        default: "event     type \(type) code \(code) value \(value)"
        }
    }

    /// Hexadecimal pairs, and the payload once more as characters with a dot for what is not printable ASCII.
    private static func bytes(_ hex: String, _ payload: Int, _ length: Int) -> String {
        let digits = Array(hex.utf8)
        let pairs = stride(from: 0, to: digits.count - 1, by: 2).map {
            String(decoding: digits[$0...($0 + 1)], as: UTF8.self)
        }
        let text = pairs.enumerated().map { index, pair -> Character in
            guard index >= payload, index - payload < length, let byte = UInt8(pair, radix: 16),
                (0x20...0x7E).contains(byte)
            else { return "." }
            return Character(UnicodeScalar(byte))
        }
        return pairs.joined(separator: " ") + "  |" + String(text) + "|"
    }

    private static func seconds(_ microseconds: Int) -> String {
        let milliseconds = microseconds / 1000
        let rest = String(milliseconds % 1000)
        let text = "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
        return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }
}
