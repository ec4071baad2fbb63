import BedsideDevices
import Testing

/// Text that scanners type as numbers with Alt held, in the code page that the device declares.
@Suite struct WedgeAltCodeTests {
    @Test(arguments: ["KP", "TOP"])
    func aLeadingZeroMeansAByteAndNoneACharacter(_ keys: String) {
        #expect(typed("\(keys):052 \(keys):0065 \(keys):066 ENTER") == ["'4AB'"])
        #expect(typed("\(keys):065 \(keys):123 ENTER") == ["'A{'"], "up to 255 a byte also without the zero")
        #expect(typed("\(keys):31508 \(keys):35760 \(keys):26412 MINUS 0 1 ENTER") == ["'笔记本-01'"])
        #expect(typed("\(keys):128512 \(keys):937 ENTER") == ["'😀Ω'"])
    }

    @Test(arguments: [
        (TextEncoding.utf8, [0xE5, 0xBA, 0x8A]), (.gbk, [0xB4, 0xB2]), (.gbk, [0x81, 0x30, 0x84, 0x36]),
        (.latin1, [0xE9]), (.utf8, [0xC3, 0xA9]),
    ])
    func bytesAreDecodedOnceAtTheEndInTheDeclaredCodePage(_ encoding: TextEncoding, _ bytes: [UInt8]) {
        let text =
            switch (encoding, bytes.count) {
            case (.utf8, 3), (.gbk, 2): "床"
            case (.gbk, _): "¥"
            default: "é"
            }
        let codes = bytes.map { "KP:0\($0)" }.joined(separator: " ")
        #expect(typed("B \(codes) 1 2 ENTER", encoding) == ["'b\(text)12'"])
    }

    @Test func theSecondByteOfACharacterMayBeTypedAsAPlainKey() {
        // 0x8140 is 丂: its second byte is the @ key.
        #expect(typed("KP:0129 S+2 ENTER", .gbk) == ["'丂'"])
    }

    @Test func lettersOfALayoutAreTextWhateverTheCodePage() {
        #expect(typed("LEFTBRACE KP:0180 KP:0178 S+LEFTBRACE ENTER", .gbk, .de) == ["'ü床Ü'"])
        #expect(typed("KP:26412 KP:0180 KP:0178 ENTER", .gbk) == ["'本床'"])
    }

    @Test(arguments: [
        (TextEncoding.gbk, "KP:0180 ENTER"), (.gbk, "KP:0255 KP:0255 ENTER"), (.utf8, "KP:0180 KP:0178 ENTER"),
        (.gbk, "KP:0129 KP:26412 KP:064 ENTER"),
    ])
    func bytesThatAreNoTextOfTheCodePageAreRefused(_ encoding: TextEncoding, _ chords: String) {
        #expect(typed(chords, encoding) == ["not-text"])
    }

    @Test(arguments: ["KP:0", "KP:02", "KP:5", "KP:52", "KP:00521", "KP:0999", "KP:55357", "KP:1114112", "KP:99999999"])
    func tooFewOrTooManyDigitsMeanLoss(_ code: String) {
        var decoder = WedgeDecoder()
        #expect(decoder.take("A \(code) B ENTER") == ["events-lost"])
        #expect(decoder.take("2 ENTER", from: 100) == ["'2'"])
    }

    @Test func anEndingMayComeAsACode() {
        #expect(typed("1 2 KP:013 KP:010 3 KP:009") == ["'12'", "'3'"])
    }

    @Test func aCodeThatStopsInTheMiddleIsNoScanAlsoWhereSilenceEnds() {
        for (framing, faults) in [(ScanFraming.standard, ["incomplete"]), (.silence, ["incomplete"])] {
            var decoder = WedgeDecoder(framing: framing)
            #expect(
                KeyScript("0 +1\n1 -1\n2 +LEFTALT\n3 +KP0\n4 -KP0\n5 +KP6\n6 -KP6").run(&decoder, silenceAfter: true)
                    == faults)
            #expect(
                KeyScript("3000 -LEFTALT\n3001 +7\n3002 -7\n3003 +ENTER\n3004 -ENTER").run(&decoder).first
                    == (framing == .silence ? nil : "'7'"))
        }
    }

    @Test func otherKeysWithAltAreRefused() {
        #expect(typed("1 A+X 2 ENTER") == ["unsupported-key"])
        #expect(typed("1 A+ENTER 2 ENTER") == ["unsupported-key"])
        #expect(typed("1 M+5 2 ENTER") == ["unsupported-key"])
    }

    private func typed(_ chords: String, _ encoding: TextEncoding = .utf8, _ layout: KeyboardLayout = .us) -> [String] {
        var decoder = WedgeDecoder(layout: layout, format: PayloadFormat(encoding: encoding))
        return decoder.take(chords)
    }
}
