/// Reads JSON (RFC 8259) from front to end. Each caller says what must come next, so that nothing nests deeper than the
/// format does, and a file of a hundred megabytes needs no tree in memory.
struct JsonScanner: ~Copyable {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next byte that is no white space; nil at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return bytes[position]
            }
        }
        return nil
    }

    /// Takes the byte if it comes next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    mutating func require(_ byte: UInt8) throws(ImportFault) { guard take(byte) else { throw .notJSON } }

    /// Takes `null` if it comes next.
    mutating func takeNull() throws(ImportFault) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        guard takeWord("null") else { throw .notJSON }
        return true
    }

    mutating func flag() throws(ImportFault) -> Bool {
        switch peek() {
        case UInt8(ascii: "t"): if takeWord("true") { return true }
        case UInt8(ascii: "f"): if takeWord("false") { return false }
        default: throw .otherType
        }
        throw .notJSON
    }

    /// A whole number, without fraction or exponent.
    mutating func integer() throws(ImportFault) -> Int64 {
        guard let first = peek(), first == 0x2D || (0x30...0x39).contains(first) else { throw .otherType }
        var digits: [UInt8] = []
        while position < bytes.count, bytes[position] == 0x2D || (0x30...0x39).contains(bytes[position]) {
            digits.append(bytes[position])
            position += 1
            guard digits.count <= 20 else { throw .otherType }
        }
        if position < bytes.count, [0x2E, 0x65, 0x45].contains(bytes[position]) { throw .otherType }
        let text = String(decoding: digits, as: UTF8.self)
        guard let value = Int64(text), String(value) == text else { throw .otherType }
        return value
    }

    /// A string, its escapes resolved, of at most that many bytes.
    mutating func string(most: Int) throws(ImportFault) -> String {
        guard peek() == UInt8(ascii: "\"") else { throw .otherType }
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != 0x22, bytes[position] != 0x5C, bytes[position] >= 0x20 {
            position += 1
        }
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            guard text.count <= most else { throw ImportFault("It is longer than the format allows.") }
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x22:
                guard let valid = String(validating: text, as: UTF8.self) else { throw .notJSON }
                return valid
            case 0x5C: text += try escape()
            case 0..<0x20: throw .notJSON
            default: text.append(byte)
            }
        }
        throw .notJSON
    }

    /// Throws unless nothing follows.
    mutating func end() throws(ImportFault) { guard peek() == nil else { throw .notJSON } }

    private mutating func takeWord(_ word: String) -> Bool {
        let word = Array(word.utf8)
        guard bytes[position...].starts(with: word) else { return false }
        position += word.count
        return true
    }

    private mutating func escape() throws(ImportFault) -> [UInt8] {
        guard position < bytes.count else { throw .notJSON }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            let unit = try unit()
            if let scalar = Unicode.Scalar(unit) { return Array(String(Character(scalar)).utf8) }
            // Half of a pair: the other half must follow.
            guard unit < 0xDC00, bytes[position...].starts(with: Array("\\u".utf8)) else { throw .notJSON }
            position += 2
            let low = try self.unit()
            guard (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(unit - 0xD800) << 10) + UInt32(low - 0xDC00))
            else { throw .notJSON }
            return Array(String(Character(scalar)).utf8)
        default: throw .notJSON
        }
    }

    private mutating func unit() throws(ImportFault) -> UInt16 {
        guard position + 4 <= bytes.count,
            let text = String(validating: bytes[position..<position + 4], as: UTF8.self), text.utf8.count == 4,
            text.utf8.first != UInt8(ascii: "+"), text.utf8.first != UInt8(ascii: "-"),
            let unit = UInt16(text, radix: 16)
        else { throw .notJSON }
        position += 4
        return unit
    }
}
