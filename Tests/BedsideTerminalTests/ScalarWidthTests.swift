import BedsideTerminal
import Foundation
import Testing

struct ScalarWidthTests {
    /// glibc 2.36 is what Debian 12, foot and xterm use; the table must say the same of every scalar.
    @Test func everyScalarIsAsWideAsGlibcSays() throws {
        let outcome = try Python.run(
            """
            import ctypes, sys
            c = ctypes.CDLL(None)
            c.setlocale.restype = ctypes.c_char_p
            if not c.setlocale(6, b"C.UTF-8"): sys.exit("no locale C.UTF-8")
            c.wcwidth.argtypes = [ctypes.c_int]
            sys.stdout.buffer.write(bytes(c.wcwidth(u) + 1 for u in range(0x110000)))
            """)
        #expect(outcome.status == 0, "\(outcome.complaint)")
        #expect(outcome.output.count == 0x110000)
        var different: [String] = []
        for (value, byte) in outcome.output.enumerated() {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            if width(of: scalar) != Int(byte) - 1 { different.append("U+\(String(value, radix: 16)) \(Int(byte) - 1)") }
        }
        #expect(different.isEmpty, "\(different.count) differ, first \(different.prefix(10))")
    }

    @Test(arguments: [
        ("●", 1), ("a", 1), ("床", 2), ("…", 1), ("─", 1), ("한", 2), ("👍", 2), ("\u{301}", 0), ("\u{1B}", -1),
    ])
    func knownWidths(_ text: String, _ cells: Int) throws {
        let scalar = try #require(text.unicodeScalars.first)
        #expect(width(of: scalar) == cells)
    }
}
