import BedsideTerminal
import Testing

struct TextTests {
    @Test(arguments: [
        ("张\u{1B}[6n明", "张[6n明"), ("a\u{9B}6nb", "a6nb"), ("\u{0}\u{7}\u{7F}x\r\n\ty", "xy"),
        ("a\u{200B}\u{200F}\u{202E}b\u{2066}c\u{2069}\u{FEFF}", "abc"), ("❤\u{FE0F}", "❤"), ("e\u{301}", "e"),
        ("\u{2028}\u{2029}x", "x"), ("\u{E0041}x", "x"), ("普通 text", "普通 text"),
    ])
    func whatMustNotReachATerminalIsDropped(_ source: String, _ kept: String) {
        #expect(Text.sanitised(source) == kept)
    }

    /// A rare character that this terminal does not know must be seen to be missing.
    @Test func unknownScalarsBecomeQuestionMarks() {
        #expect(Text.sanitised("王\u{31350}") == "王?")
    }

    @Test func noScalarOfAnyKindGetsThrough() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for kept in Text.sanitised(String(scalar)).unicodeScalars where width(of: kept) < 1 || kept.value < 0x20 {
                Issue.record("U+\(String(value, radix: 16)) gets through")
            }
        }
    }

    @Test(arguments: [
        ("今日费用清单", 12), ("Bed 12床", 8), ("", 0), ("👍🏽", 4), ("一\u{200B}二", 4), ("●", 1),
        // Symbols that fonts draw wider than their cell get a blank, unless one is there.
        ("●●", 3), ("Ⅰ级", 4), ("Ⅰ 级", 4), ("——", 2),
    ])
    func widths(_ text: String, _ cells: Int) {
        #expect(Text(text).width == cells)
        #expect(Text.width(of: text) == cells)
    }

    @Test(arguments: [
        ("0.9% 氯化钠注射液", 10, "0.9% 氯化…"), ("氯化钠", 6, "氯化钠"), ("氯化钠", 5, "氯化…"), ("氯化钠", 4, "氯…"),
        ("abc", 1, "…"), ("abc", 0, ""),
    ])
    func shortening(_ text: String, _ limit: Int, _ shown: String) {
        let short = Text(text).shortened(to: limit)
        #expect(short.string == shown)
        #expect(short.width <= limit)
    }

    @Test func endings() {
        #expect(Text("一二三四").ending(5).string == "三四")
        #expect(Text("abc").ending(5).string == "abc")
    }

    @Test(arguments: [
        ("请把条码放平，再试一次。", 12, ["请把条码放", "平，再试一", "次。"]),
        ("scan your wristband now", 10, ["scan your", "wristband", "now"]),
        ("（一）入院（二）出院", 10, ["（一）入院", "（二）出院"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("", 8, [""]), ("请按 + 呼叫", 8, ["请按 +", "呼叫"]),
        ("他说“好的”就走", 6, ["他说", "“ 好", "的”就", "走"]),
    ])
    func wrapping(_ text: String, _ limit: Int, _ lines: [String]) {
        #expect(Text(text).wrapped(at: limit).map(\.string) == lines)
    }

    @Test func wrappedLinesFitAndLoseNothing() {
        var dice = Dice(7)
        let alphabet = Array("ab c，。（“床位1,.)")
        for _ in 0..<5000 {
            let source = String((0..<dice.below(60)).map { _ in alphabet[dice.below(alphabet.count)] })
            let limit = 2 + dice.below(20)
            let text = Text(source)
            let lines = text.wrapped(at: limit)
            #expect(lines.allSatisfy { $0.width <= limit }, "\(source) at \(limit)")
            #expect(lines.map(\.string).joined().filter { $0 != " " } == text.string.filter { $0 != " " })
        }
    }
}
