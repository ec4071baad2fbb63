import BedsideDevices
import BedsideDomain
import Testing

/// AIM identifiers, GS1 and code pages, whichever decoder brings them.
@Suite struct DecoderFormatTests {
    private static let gsrn = "690123400000012349"

    @Test func anAIMIdentifierIsTakenOffAndTold() throws {
        let outcomes = serial("]C0WD0000017\r]Q1笔记本\r", PayloadFormat(aim: .prefix))
        #expect(outcomes.map(shown) == ["'WD0000017'", "'笔记本'"])
        let kinds = outcomes.map { outcome -> Symbology? in
            guard case .scan(let reading) = outcome, case .code(let aim) = reading.content else { return nil }
            return aim?.symbology
        }
        #expect(kinds == [.code128, .qrCode])
        #expect(serial("]C0WD0000017\r", .standard).map(shown) == ["']C0WD0000017'"], "not without being told")
    }

    @Test func withoutItsIdentifierAScanIsNotWhole() {
        #expect(
            serial("WD0000017\r]C\r]C0\r]C01\r", PayloadFormat(aim: .prefix)).map(shown) == [
                "incomplete", "incomplete", "incomplete", "'1'",
            ])
    }

    @Test func whatTheScannerSaysOfItselfIsNoScan() {
        #expect(serial("]Z6REVINF\r]X0MENU\r]X9123\r", PayloadFormat(aim: .prefix)).map(shown) == ["'123'"])
    }

    @Test func identifiersComeAfterTheOwnPrefix() throws {
        let framing = try ScanFraming(endings: [], prefix: [0x02], suffix: [0x03])
        var decoder = SerialDecoder(framing: framing, format: PayloadFormat(aim: .prefix))
        #expect(
            decoder.take("\u{2}]E04006381333931\u{3}\u{2}]Z6OK\u{3}\u{2}12\u{3}", at: 0) == [
                "'4006381333931'", "incomplete",
            ])
    }

    @Test(arguments: ["]C1", "]d2", "]Q3", "]e0"])
    func gs1IsReadWhereTheIdentifierSaysSo(_ aim: String) {
        let format = PayloadFormat(aim: .prefix)
        #expect(serial("\(aim)8018\(Self.gsrn)\u{1D}80191\r", format).map(shown) == ["'(8018)\(Self.gsrn)(8019)1'"])
        #expect(
            serial("\(aim)8018\(Self.gsrn)80191\r", format).map(shown) == ["'(8018)\(Self.gsrn)(8019)1'"], "GS dropped")
        #expect(serial("\(aim)0104006381333931\u{1D}10A(1)\\\r", format).map(shown) == ["control-characters"])
        #expect(serial("\(aim)010400638133393110A(1)\r", format).map(shown) == ["'(01)04006381333931(10)A\\(1\\)'"])
        #expect(serial("\(aim)99XYZ\r", format).map(shown) == ["'99XYZ'"], "an identifier that is not ours")
    }

    @Test func gs1IsNotReadWhereTheIdentifierSaysOtherwise() {
        let format = PayloadFormat(aim: .prefix, kind: .gs1)
        #expect(serial("]C08018\(Self.gsrn)\r", format).map(shown) == ["'8018\(Self.gsrn)'"])
        #expect(serial("]C08018\(Self.gsrn)\u{1D}80191\r", format).map(shown) == ["control-characters"])
    }

    @Test func withoutIdentifiersOnlySureCodesAreGS1() {
        let format = PayloadFormat(kind: .gs1)
        #expect(serial("8018\(Self.gsrn)80191\r", format).map(shown) == ["'(8018)\(Self.gsrn)(8019)1'"])
        #expect(serial("8017\(Self.gsrn)\r", format).map(shown) == ["'(8017)\(Self.gsrn)'"])
        #expect(serial("10ABC\u{1D}21X\r", format).map(shown) == ["'(10)ABC(21)X'"])
        for number in ["103456789012345678", "210102199003070016", "8018690123400000012340", "WD0000017"] {
            #expect(serial(number + "\r", format).map(shown) == ["'\(number)'"], "an ordinary number stays what it is")
        }
    }

    @Test(arguments: ["C+RIGHTBRACE", "F8", "KP:029", "TOP:029", "KP:0029"])
    func aWedgeSendsTheSeparatorInItsOwnWays(_ separator: String) {
        let keys = "8 0 1 8 " + Self.gsrn.map(String.init).joined(separator: " ") + " \(separator) 8 0 1 9 1 ENTER"
        var decoder = WedgeDecoder(format: PayloadFormat(kind: .gs1))
        #expect(decoder.take(keys) == ["'(8018)\(Self.gsrn)(8019)1'"])
        var plain = WedgeDecoder()
        #expect(plain.take("1 \(separator) 2 ENTER").count == 1)
        #expect(plain.take("3 ENTER", from: 500) == ["'3'"])
    }

    @Test func aSerialScannersCodePage() {
        let bytes: [UInt8] = [0xB1, 0xCA, 0xBC, 0xC7, 0xB1, 0xBE, 0x2D, 0x31, 13]
        var gbk = SerialDecoder(format: PayloadFormat(encoding: .gbk))
        #expect(gbk.take(bytes, at: 0) == ["'笔记本-1'"])
        // A character of four bytes, which only GB18030 has, and one that ends too soon.
        #expect(gbk.take([0x95, 0x32, 0x82, 0x36, 13], at: 1) == ["'𠀀'"])
        #expect(gbk.take([0x41, 0xB1, 13], at: 2) == ["not-text"])
        #expect(gbk.take([0x41, 0xFF, 0x42, 13], at: 3) == ["not-text"])
        var latin = SerialDecoder(format: PayloadFormat(encoding: .latin1))
        #expect(latin.take([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 13], at: 0) == ["'Müller'"])
        #expect(latin.take([0x4D, 0x85, 13], at: 1) == ["control-characters"])
    }

    @Test func whatACodePageMakesOfControlsIsRefusedToo() {
        var gbk = SerialDecoder(format: PayloadFormat(encoding: .gbk))
        #expect(gbk.take([0xB1, 0xCA, 0x1B, 0x5B, 13], at: 0) == ["control-characters"])
        // U+202E, which turns the writing round.
        #expect(gbk.take([0x81, 0x36, 0xA7, 0x31, 13], at: 1) == ["control-characters"])
    }

    @Test func theLimitIsOfTheText() throws {
        let framing = try ScanFraming(limit: 5)
        var latin = SerialDecoder(framing: framing, format: PayloadFormat(encoding: .latin1))
        #expect(latin.take([0xE9, 0xE9, 0x41, 13], at: 0) == ["'ééA'"])
        #expect(latin.take([0xE9, 0xE9, 0xE9, 13], at: 1) == ["too-long"])
        var aim = SerialDecoder(framing: framing, format: PayloadFormat(aim: .prefix))
        #expect(aim.take("]C012345\r]C0123456\r", at: 0) == ["'12345'", "too-long"])
    }

    private func serial(_ text: String, _ format: PayloadFormat) -> [ScanOutcome] {
        var decoder = SerialDecoder(format: format)
        return decoder.feed(Array(text.utf8).span, at: moment(0))
    }
}
