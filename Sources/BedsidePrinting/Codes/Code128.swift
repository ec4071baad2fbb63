/// A Code 128 symbol (ISO/IEC 15417), sets B and C, with its check character: the code of slips and wristbands.
struct Code128: Sendable, Hashable {
    /// Longest text; more would not be read from a moving hand.
    static let maximumLength = 48
    /// Blank modules that a reader needs on either side.
    static let quietZone = 10

    /// The symbol's characters with start, check and stop, as their values 0...106.
    let values: [Int]
    /// Widths in modules of bar, space, bar, … from the first bar to the last.
    let widths: [Int]
    /// Modules from the first bar to the last, without quiet zones.
    var moduleCount: Int { widths.reduce(0, +) }

    /// Throws ``PrintingError`` `barcodeRefused` unless the text is 1 to 48 characters of printable ASCII.
    init(_ text: String) throws(PrintingError) {
        let bytes = Array(text.utf8)
        guard (1...Self.maximumLength).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw PrintingError(
                .barcodeRefused,
                "A Code 128 symbol holds 1 to \(Self.maximumLength) printable ASCII characters; got \(bytes.count) bytes."
            )
        }
        var values = Self.encode(bytes)
        values.append(Self.checkCharacter(of: values))
        values.append(Self.stop)
        self.values = values
        widths = values.flatMap(Self.pattern(of:))
    }

    /// The sum of the values, each times its place (the start character counts once), modulo 103.
    static func checkCharacter(of values: [Int]) -> Int {
        values.enumerated().reduce(0) { sum, item in sum + item.element * max(1, item.offset) } % 103
    }

    /// Start character and data. Digits go in pairs (set C) where a run is long enough to pay for the change of set:
    /// four at either end, six in the middle (ISO/IEC 15417 annex E).
    private static func encode(_ bytes: [UInt8]) -> [Int] {
        var values: [Int] = []
        var position = 0
        var isPairs = false
        while position < bytes.count {
            let run = digitRun(bytes, from: position)
            if isPairs, run >= 2 {
                values.append(pair(bytes, at: position))
                position += 2
            } else if !isPairs, changesToPairs(run: run, position: position, count: bytes.count) {
                if values.isEmpty {
                    values.append(startC)
                } else if !run.isMultiple(of: 2) {
                    // The odd digit goes before the change, so that the pairs reach the end of the run.
                    values.append(Int(bytes[position]) - 0x20)
                    position += 1
                    values.append(codeC)
                } else {
                    values.append(codeC)
                }
                isPairs = true
            } else {
                if values.isEmpty { values.append(startB) }
                if isPairs { values.append(codeB) }
                isPairs = false
                values.append(Int(bytes[position]) - 0x20)
                position += 1
            }
        }
        return values
    }

    private static func changesToPairs(run: Int, position: Int, count: Int) -> Bool {
        let isAtEnd = position + run == count
        if position == 0 { return run >= 4 || (run == 2 && count == 2) }
        return run >= (isAtEnd ? 4 : 6)
    }

    private static func digitRun(_ bytes: [UInt8], from start: Int) -> Int {
        bytes[start...].prefix { (0x30...0x39).contains($0) }.count
    }

    private static func pair(_ bytes: [UInt8], at position: Int) -> Int {
        Int(bytes[position] - 0x30) * 10 + Int(bytes[position + 1] - 0x30)
    }

    private static func pattern(of value: Int) -> [Int] { patterns[value].utf8.map { Int($0) - 0x30 } }

    private static let codeC = 99
    private static let codeB = 100
    private static let startB = 104
    private static let startC = 105
    private static let stop = 106

    /// ISO/IEC 15417 table 1, values 0 to 106.
    private static let patterns = """
        212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
        123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
        232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
        313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
        111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
        111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
        114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
        """.split { $0 == " " || $0 == "\n" }
}
