/// CRC-32C (Castagnoli; RFC 3720 appendix B.4): finds every burst of up to 32 wrong bits in a frame.
struct Crc32c {
    private var register: UInt32 = .max

    /// The sum of everything that was added.
    var value: UInt32 { ~register }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        let table = Self.table
        var sum = register
        var place = bytes.startIndex
        let end = bytes.endIndex
        // An index and no iterator: a debug build replays a journal of megabytes too.
        while place < end {
            sum = table[Int((sum ^ UInt32(bytes[place])) & 0xFF)] ^ (sum >> 8)
            place += 1
        }
        register = sum
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var sum = Crc32c()
        sum.add(bytes)
        return sum.value
    }

    /// What each byte does to the register: the polynomial 0x1EDC6F41, its bits reversed.
    private static let table: [UInt32] = (0..<256).map { (byte: UInt32) in
        (0..<8).reduce(byte) { value, _ in value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1 }
    }
}
