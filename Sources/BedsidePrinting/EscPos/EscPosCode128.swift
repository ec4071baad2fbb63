/// A Code 128 symbol as GS k wants it: set changes written as `{B` and `{C`, digit pairs as their value.
struct EscPosCode128 {
    let data: [UInt8]
    /// Modules with quiet zones.
    let moduleCount: Int

    /// Throws ``PrintingError`` `barcodeRefused`, as ``Code128`` does.
    init(_ text: String) throws(PrintingError) {
        let values = try Code128(text).values
        var data: [UInt8] = []
        // Start, check and stop; the stop has two modules more.
        var symbols = 3
        var isPairs = values.first == 105
        data += isPairs ? Self.setC : Self.setB
        for value in values.dropFirst().dropLast(2) {
            switch value {
            case 99 where !isPairs:
                isPairs = true
                data += Self.setC
            case 100 where isPairs:
                isPairs = false
                data += Self.setB
            case let value where isPairs && data.last == 0x10 && [0x04, 0x05, 0x14].contains(value):
                // The pairs 16 04, 16 05 and 16 20 are bytes that a printer obeys wherever they stand: spelt as digits.
                data +=
                    Self.setB + [0x30 + UInt8(clamping: value / 10), 0x30 + UInt8(clamping: value % 10)] + Self.setC
                symbols += 3
            case let value where isPairs: data.append(UInt8(clamping: value))
            case let value:
                let character = UInt8(clamping: value + 0x20)
                data += character == 0x7B ? [0x7B, 0x7B] : [character]
            }
            symbols += 1
        }
        self.data = data
        moduleCount = symbols * 11 + 2 + 2 * Code128.quietZone
    }

    private static let setB: [UInt8] = [0x7B, 0x42]
    private static let setC: [UInt8] = [0x7B, 0x43]
}
