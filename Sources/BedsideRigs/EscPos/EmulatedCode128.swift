/// The text behind the data of GS k 73, read back as a printer reads it.
package struct EmulatedCode128: Sendable {
    package let text: String
    /// Symbol characters with start, check and stop.
    package let symbols: Int

    /// Nil for data that a printer would refuse.
    package init?(_ data: ArraySlice<UInt8>) {
        var text = ""
        var symbols = 2
        var isPairs: Bool?
        var index = data.startIndex
        while index < data.endIndex {
            let byte = data[index]
            index += 1
            if byte == 0x7B {
                guard index < data.endIndex else { return nil }
                let mark = data[index]
                index += 1
                symbols += 1
                switch mark {
                case 0x42: isPairs = false
                case 0x43: isPairs = true
                case 0x7B where isPairs == false: text.append("{")
                default: return nil
                }
                continue
            }
            guard let isPairs else { return nil }
            symbols += 1
            if isPairs {
                guard byte <= 99 else { return nil }
                text += byte < 10 ? "0\(byte)" : "\(byte)"
            } else {
                guard (0x20...0x7E).contains(byte) else { return nil }
                text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        self.text = text
        self.symbols = symbols
    }
}
