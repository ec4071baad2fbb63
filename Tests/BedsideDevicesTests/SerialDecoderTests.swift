import BedsideDevices
import Testing

@Suite struct SerialDecoderTests {
    @Test(arguments: ["\r", "\n", "\r\n", "\t"])
    func everyEndingEndsAndPiecesAreCollected(_ ending: String) {
        var decoder = SerialDecoder()
        #expect(decoder.take("T", at: 0) == [])
        #expect(decoder.take("est", at: 5) == [])
        #expect(decoder.take(ending, at: 9) == ["'Test'"])
        #expect(decoder.take("2" + ending + "3" + ending, at: 9) == ["'2'", "'3'"])
        #expect(decoder.deadline == nil)
    }

    @Test func aCarriageReturnAndItsLineFeedMayComeApart() {
        var decoder = SerialDecoder()
        #expect(decoder.take("1\r", at: 0) == ["'1'"])
        #expect(decoder.take("\n2\r", at: 900) == ["'2'"])
    }

    @Test(arguments: [
        "\u{2}abc\u{3}\r", "\u{2}abc\r\u{3}", "abc\u{3}\r", "\u{2}abc\u{3}", "\r\u{3}\u{2}abc\r\n", "\u{2}\u{3}abc\r",
    ])
    func startAndEndOfTextAreFraming(_ transmission: String) {
        var decoder = SerialDecoder()
        #expect(decoder.take(transmission, at: 0) == ["'abc'"])
        #expect(decoder.take("next\r", at: 1) == ["'next'"])
    }

    @Test func silenceDiscardsAPartialScanAndIsNeverGlued() {
        var decoder = SerialDecoder()
        #expect(decoder.take("half", at: 0) == [])
        #expect(decoder.expire(at: moment(299)) == [])
        #expect(decoder.take("whole\r", at: 300) == ["incomplete", "'whole'"])
    }

    @Test func silenceIsTheEndWhereNoEndingIsConfigured() {
        var decoder = SerialDecoder(framing: .silence)
        #expect(decoder.take("40063", at: 0) == [])
        #expect(decoder.take("81333931", at: 149) == [])
        #expect(decoder.expire(at: moment(299)).map(shown) == ["'4006381333931'"])
        #expect(decoder.expire(at: moment(900)) == [])
        #expect(decoder.take("a\rb", at: 1000) == [])
        #expect(decoder.expire(at: moment(2000)).map(shown) == ["control-characters"])
    }

    @Test func lengthIsLimitedAndTheRestDropped() {
        let longest = String(repeating: "x", count: 4096)
        var decoder = SerialDecoder()
        #expect(decoder.take(longest + "\r", at: 0) == ["'\(longest)'"])
        #expect(decoder.take(longest + "x", at: 1) == ["too-long"])
        #expect(decoder.take(longest + longest, at: 2) == [])
        #expect(decoder.take("tail\rnext\r", at: 3) == ["'next'"])
        #expect(decoder.take(longest + "x", at: 4) == ["too-long"])
        #expect(decoder.expire(at: moment(400)) == [], "the fault was told")
        #expect(decoder.take("after\r", at: 401) == ["'after'"])
    }

    @Test func chineseIsText() {
        var decoder = SerialDecoder()
        #expect(decoder.take("住院单-张三\r", at: 0) == ["'住院单-张三'"])
    }

    @Test(
        arguments: [
            [0x41, 0xFF, 0x42], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xB1, 0xCA, 0xBC, 0xC7],
        ] as [[UInt8]])
    func binaryAndForeignCodePagesAreNoText(_ bytes: [UInt8]) {
        var decoder = SerialDecoder()
        #expect(decoder.take(bytes + [13], at: 0) == ["not-text"])
    }

    @Test(arguments: [
        "a\u{0}b", "\u{1B}[2J", "\u{1B}]0;title\u{7}", "a\u{8}", "a\u{7F}", "\u{85}", "\u{202E}abc", "\u{200B}",
        "\u{2066}",
        "\u{FEFF}a", "a\u{1D}b", "\u{2028}", "\u{E000}", "a\u{2}b",
    ])
    func controlCharactersAreRefused(_ payload: String) {
        var decoder = SerialDecoder()
        #expect(decoder.take(payload + "\r", at: 0) == ["control-characters"])
        #expect(decoder.take("'; DROP TABLE patient; --\r", at: 1) == ["''; DROP TABLE patient; --'"], "only text")
    }

    @Test func unplugReportsAPartialScanAlsoWhereSilenceEnds() {
        for framing in [ScanFraming.standard, .silence] {
            var decoder = SerialDecoder(framing: framing)
            _ = decoder.take("690", at: 0)
            #expect(decoder.close().map(shown) == ["unplugged"])
            #expect(decoder.close() == [])
        }
    }

    @Test func nothingOfAScanShowsInDescriptions() {
        var decoder = SerialDecoder()
        let outcomes = decoder.feed(Array("330106199001011234\r".utf8).span, at: moment(0))
        var text = ""
        dump(outcomes, to: &text)
        text += "\(outcomes)" + String(reflecting: outcomes)
        #expect(!text.contains("330106") && !text.contains("51"))
    }
}

extension SerialDecoder {
    mutating func take(_ text: String, at milliseconds: Double) -> [String] { take(Array(text.utf8), at: milliseconds) }

    mutating func take(_ bytes: [UInt8], at milliseconds: Double) -> [String] {
        feed(bytes.span, at: moment(milliseconds)).map(shown)
    }
}
