import Testing

@testable import BedsidePrinting

struct Code128Tests {
    @Test(
        "Known symbols, set B and set C",
        arguments: [
            // Wikipedia's worked example of the check character.
            ("PJJ123C", [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]),
            ("123456", [105, 12, 34, 56, 44, 106]),
            ("00", [105, 0, 2, 106]),
            // Digits at the end go in pairs; the odd one before the change.
            ("AB12345", [104, 33, 34, 17, 99, 23, 45, 7, 106]),
            ("1234567A", [105, 12, 34, 56, 100, 23, 33, 36, 106]),
        ])
    func symbols(text: String, values: [Int]) throws {
        #expect(try Code128(text).values == values)
    }

    @Test("Each character is 11 modules, the stop 13; the sum follows the standard")
    func widths() throws {
        for text in ["W", "WD202611220018", "a-b.c:D/e", String(repeating: "7", count: 48)] {
            let symbol = try Code128(text)
            #expect(symbol.moduleCount == (symbol.values.count - 1) * 11 + 13)
            let check = symbol.values[symbol.values.count - 2]
            #expect(Code128.checkCharacter(of: Array(symbol.values.dropLast(2))) == check)
        }
    }

    @Test(
        "Refused: empty, too long, outside printable ASCII",
        arguments: ["", "中", "a\u{1B}b", String(repeating: "x", count: 49)])
    func refused(text: String) {
        #expect { try Code128(text) } throws: { ($0 as? PrintingError)?.code == .barcodeRefused }
    }

    @Test("QR: the side grows with the payload, three finder corners, limits kept")
    func qr() throws {
        let small = try QRMatrix(Array("WD202611220018".utf8))
        #expect(small.side == 21)
        for (row, column) in [(0, 0), (0, small.side - 1), (small.side - 1, 0)] {
            #expect(small.isDark(row: row, column: column))
        }
        #expect(!small.isDark(row: 1, column: 1))
        #expect(try QRMatrix([UInt8](repeating: 0x41, count: 300)).side > 50)
        #expect { try QRMatrix([]) } throws: { ($0 as? PrintingError)?.code == .barcodeRefused }
        #expect { try QRMatrix([UInt8](repeating: 0x41, count: 301)) } throws: {
            ($0 as? PrintingError)?.code == .barcodeRefused
        }
    }
}
