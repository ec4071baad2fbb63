import BedsideDevices
import Testing

/// Raw key codes, never the session's layout: a badge read on a Belgian or French terminal is the same badge.
@Suite struct WedgeLayoutTests {
    @Test func layoutsAreFoundByTheirNames() {
        for layout in KeyboardLayout.all { #expect(KeyboardLayout.named(layout.name) == layout) }
        #expect(KeyboardLayout.all.map(\.name) == ["us", "de", "fr", "es"])
        #expect(KeyboardLayout.named("FR") == nil)
        #expect(KeyboardLayout.named("") == nil)
    }

    @Test func digitsOfAzertyAreShiftedOfOthersPlain() {
        let shifted = "S+0 S+0 S+1 S+3 S+7 S+4 S+8 S+9 S+1 S+1 ENTER"
        #expect(typed(.fr, shifted) == ["'0013748911'"])
        #expect(typed(.fr, "0 0 1 3 7 4 8 9 1 1 ENTER") == ["'àà&\"è'_ç&&'"], "the badge as the wrong layout shows it")
        for layout in [KeyboardLayout.us, .de, .es] {
            #expect(typed(layout, "0 0 1 3 7 4 8 9 1 1 ENTER") == ["'0013748911'"])
        }
    }

    @Test(
        arguments: [
            ("de", "S+2 S+3 S+7 S+8 S+MINUS Y Z S+Y S+Z SLASH S+SLASH 102ND S+102ND S+DOT", "\"§/(?zyZY-_<>:"),
            ("de", "LEFTBRACE SEMICOLON APOSTROPHE MINUS S+LEFTBRACE S+SEMICOLON S+APOSTROPHE", "üöäßÜÖÄ"),
            ("de", "G+Q G+7 G+8 G+9 G+0 G+MINUS G+RIGHTBRACE G+102ND G+E G+M G+2", "@{[]}\\~|€µ²"),
            ("de", "BACKSLASH S+BACKSLASH RIGHTBRACE S+RIGHTBRACE S+GRAVE", "#'+*°"),
            ("fr", "Q W A Z SEMICOLON M COMMA DOT SLASH S+M S+COMMA S+DOT S+SLASH", "azqwm,;:!?./§"),
            ("fr", "2 7 9 0 APOSTROPHE 6 8 4 5 3 S+APOSTROPHE BACKSLASH EQUAL S+EQUAL", "éèçàù-_'(\"%*=+"),
            ("fr", "G+3 G+4 G+5 G+6 G+8 G+9 G+0 G+MINUS G+EQUAL G+E", "#{[|\\^@]}€"),
            ("es", "SEMICOLON S+SEMICOLON BACKSLASH S+BACKSLASH MINUS EQUAL S+EQUAL GRAVE", "ñÑçÇ'¡¿º"),
            ("es", "G+1 G+2 G+3 G+LEFTBRACE G+RIGHTBRACE G+APOSTROPHE G+BACKSLASH G+GRAVE S+7", "|@#[]{}\\/"),
        ])
    func charactersOfACountry(_ layout: String, _ chords: String, _ text: String) throws {
        #expect(typed(try #require(KeyboardLayout.named(layout)), chords + " ENTER") == ["'\(text)'"])
    }

    @Test(arguments: KeyboardLayout.all)
    func everyASCIICharacterCanBeTyped(_ layout: KeyboardLayout) {
        var reached: Set<String> = []
        for code in UInt16(1)...88 where ![15, 28, 29, 42, 54, 56, 58].contains(code) {
            for modifiers in [[], [Keys.code("LEFTSHIFT")], [Keys.code("RIGHTALT")]] {
                for isThenSpace in [false, true] {
                    var decoder = WedgeDecoder(layout: layout)
                    let keys = isThenSpace ? [code, Keys.code("SPACE")] : [code]
                    var events: [KeyEvent] = modifiers.map { .down($0) } + [.down(keys[0]), .up(keys[0])]
                    events += modifiers.map { .up($0) } + keys.dropFirst().flatMap { [.down($0), .up($0)] }
                    events.append(.down(Keys.code("ENTER")))
                    for event in events { reached.formUnion(decoder.feed(event, at: moment(0)).map(shown)) }
                }
            }
        }
        for value in UInt8(0x20)...0x7E {
            #expect(reached.contains("'\(Character(Unicode.Scalar(value)))'"), "\(layout.name) \(value)")
        }
    }

    @Test(
        arguments: [
            ("de", "GRAVE SPACE", "^"), ("de", "GRAVE A", "â"), ("de", "GRAVE S+O", "Ô"), ("de", "GRAVE X", "^x"),
            ("de", "GRAVE GRAVE A", "^â"), ("de", "GRAVE", "^"), ("de", "GRAVE 1", "^1"), ("de", "EQUAL E", "é"),
            ("de", "S+EQUAL SPACE", "`"), ("de", "S+EQUAL E", "è"), ("de", "EQUAL X", "´x"),
            ("fr", "LEFTBRACE SPACE", "^"), ("fr", "LEFTBRACE E", "ê"), ("fr", "S+LEFTBRACE E", "ë"),
            ("fr", "G+7 SPACE", "`"), ("fr", "G+2 SPACE", "~"), ("fr", "G+2 N", "ñ"), ("fr", "G+2 B", "~b"),
            ("es", "APOSTROPHE A", "á"), ("es", "S+APOSTROPHE U", "ü"), ("es", "LEFTBRACE SPACE", "`"),
            ("es", "S+LEFTBRACE SPACE", "^"), ("es", "G+4 SPACE", "~"), ("es", "LEFTBRACE KP:065 SPACE", "`A "),
        ])
    func aDeadKeyChangesTheNextCharacterAndLosesNothing(_ layout: String, _ chords: String, _ text: String) throws {
        let layout = try #require(KeyboardLayout.named(layout))
        #expect(typed(layout, "1 \(chords) ENTER".replacing1(layout)) == ["'1\(text)'"])
        // The same where an accent that a letter takes back was text among bytes of another code page.
        #expect(typed(layout, "1 \(chords) ENTER".replacing1(layout), encoding: .gbk) == ["'1\(text)'"])
        #expect(typed(layout, "1 \(chords)".replacing1(layout), framing: .silence) == ["'1\(text)'"])
    }

    @Test func controlWithLeftAltIsAltGrWhereThereIsOne() {
        #expect(typed(.de, "C+A+Q ENTER") == ["'@'"])
        #expect(typed(.us, "G+Q ENTER") == ["unsupported-key"])
        #expect(typed(.de, "G+W ENTER") == ["unsupported-key"], "nothing there")
    }

    @Test func capsLockReversesShiftOnEachLetterAlsoWithAnUmlaut() {
        #expect(typed(.de, "CAPSLOCK LEFTBRACE S+LEFTBRACE A S+A 1 S+1 MINUS S+MINUS ENTER") == ["'ÜüAa1!ß?'"])
        #expect(
            typed(.fr, "CAPSLOCK Q S+Q 2 S+2 ENTER") == ["'Aaé2'"], "é and 2 share a key: no letter and its capital")
        #expect(typed(.es, "CAPSLOCK SEMICOLON S+SEMICOLON ENTER") == ["'Ññ'"])
    }

    @Test func keypadAndItsEnterAreTheSameInEveryLayout() {
        for layout in KeyboardLayout.all {
            #expect(typed(layout, "KP0 KP1 KP2 KP3 KP4 KP5 KP6 KP7 KP8 KP9 KPENTER") == ["'0123456789'"])
        }
    }

    private func typed(
        _ layout: KeyboardLayout, _ chords: String, framing: ScanFraming = .standard, encoding: TextEncoding = .utf8
    ) -> [String] {
        var decoder = WedgeDecoder(layout: layout, framing: framing, format: PayloadFormat(encoding: encoding))
        return decoder.take(chords)
    }
}

extension String {
    /// The digit 1 of a layout before the keys of a test.
    fileprivate func replacing1(_ layout: KeyboardLayout) -> String {
        layout == .fr ? "S+1" + replacing(" 1 ", with: " S+1 ").dropFirst() : self
    }
}
