/// Puts scalars together from bytes; what is not UTF-8 is dropped.
struct UTF8Assembler: Sendable {
    private var value: UInt32 = 0
    private var missing = 0
    private var smallest: UInt32 = 0

    /// In the middle of a character.
    var isPending: Bool { missing > 0 }

    /// The scalar that this byte completes. A single byte of 0x80...0x9F is a C1 control, as an 8-bit terminal sends it.
    mutating func add(_ byte: UInt8) -> Unicode.Scalar? {
        switch byte {
        case 0x00..<0x80:
            missing = 0
            return Unicode.Scalar(byte)
        case 0x80..<0xC0:
            return addContinuation(byte)
        case 0xC2..<0xE0: begin(UInt32(byte & 0x1F), missing: 1, smallest: 0x80)
        case 0xE0..<0xF0: begin(UInt32(byte & 0x0F), missing: 2, smallest: 0x800)
        case 0xF0..<0xF5: begin(UInt32(byte & 0x07), missing: 3, smallest: 0x10000)
        default: missing = 0
        }
        return nil
    }

    private mutating func addContinuation(_ byte: UInt8) -> Unicode.Scalar? {
        guard missing > 0 else { return byte < 0xA0 ? Unicode.Scalar(byte) : nil }
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        guard missing == 0, value >= smallest else { return nil }
        return Unicode.Scalar(value)
    }

    private mutating func begin(_ bits: UInt32, missing: Int, smallest: UInt32) {
        value = bits
        self.missing = missing
        self.smallest = smallest
    }
}
