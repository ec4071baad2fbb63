import BedsideDevices

/// The endings of scans by the words that the configuration file and recordings use.
enum ScanEndingWord: String, CaseIterable {
    case carriageReturn = "CR"
    case lineFeed = "LF"
    case tab = "TAB"

    var ending: ScanEnding {
        switch self {
        case .carriageReturn: .carriageReturn
        case .lineFeed: .lineFeed
        case .tab: .tab
        }
    }

    static func words(of endings: Set<ScanEnding>) -> [String] {
        allCases.filter { endings.contains($0.ending) }.map(\.rawValue)
    }
}

/// A scanner's own characters around a code, as people write them: printable ASCII as it is, anything else as `\xHH`, a
/// backslash as `\\`.
enum ByteText {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            switch byte {
            case UInt8(ascii: "\\"): "\\\\"
            case 0x20...0x7E: String(UnicodeScalar(byte))
            default: "\\x" + Hexadecimal.text([byte])
            }
        }.joined()
    }

    /// Nil for a text that is not of this form.
    static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard (0x20...0x7E).contains(byte) else { return nil }
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "x"):
                let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                guard let value = Hexadecimal.bytes(digits), value.count == 1 else { return nil }
                bytes += value
                rest = rest.dropFirst(2)
            default: return nil
            }
        }
        return bytes
    }
}
