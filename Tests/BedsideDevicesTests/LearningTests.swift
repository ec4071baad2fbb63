import BedsideDomain
import Testing

@testable import BedsideDevices

/// Scanners of every setting, played by the test, learned from three codes.
@Suite struct LearningTests {
    private static let codes = ["BEDSIDE-SETUP-1-aZ09", "BEDSIDE-SETUP-2-QwertYzuimAq", "BEDSIDE-SETUP-3-./:;_+=?"]

    /// A scanner that types with a layout, after what stands in front of the code and before what ends it.
    private func typed(
        _ text: String, layout: KeyboardLayout, ending: [String], pause: Duration = .milliseconds(1)
    ) -> Recording {
        var recording = Recording()
        var elapsed = Duration.zero
        func add(_ event: KeyEvent) {
            recording.steps.append(Recording.Step(elapsed, .key(event)))
            elapsed += pause
        }
        func press(_ code: UInt16, _ modifiers: [UInt16] = []) {
            for modifier in modifiers { add(.down(modifier)) }
            add(.down(code))
            add(.up(code))
            for modifier in modifiers.reversed() { add(.up(modifier)) }
            add(.report)
        }
        for character in text {
            guard let key = LayoutKeys.key(typing: character, in: layout) else {
                Issue.record("\(layout.name) has no \(character)")
                continue
            }
            press(key.code, key.modifiers)
        }
        for name in ending {
            let isControl = name.hasPrefix("CTRL+")
            press(Keys.code(isControl ? String(name.dropFirst(5)) : name), isControl ? [Keys.code("LEFTCTRL")] : [])
        }
        return recording
    }

    private static func scanner(_ serial: Bool = false) throws -> ScannerConfiguration {
        ScannerConfiguration(
            name: try ScannerName("desk"),
            match: serial ? .serialPath(try SerialPath("/dev/a")) : .evdev(try UdevMatch(["ID_PATH": "x"])))
    }

    @Test(arguments: KeyboardLayout.all) func everyLayoutIsFound(_ layout: KeyboardLayout) throws {
        let recordings = Self.codes.map { typed($0, layout: layout, ending: ["ENTER"]) }
        let learned = try Learning.learn(recordings, codes: Self.codes, scanner: try Self.scanner())
        #expect(learned.layout == layout)
        #expect(learned.endings == [.carriageReturn] && learned.prefix.isEmpty && learned.suffix.isEmpty)
        #expect(learned.idleGap == .milliseconds(300) && !learned.sendsAim)
    }

    @Test(
        arguments: [
            (["ENTER"], [.carriageReturn]), (["KPENTER"], [.carriageReturn]), (["TAB"], [.tab]),
            (["CTRL+J"], [.lineFeed]),
            (["ENTER", "CTRL+J"], [.carriageReturn, .lineFeed]), ([], []),
        ] as [([String], Set<ScanEnding>)])
    func everyEndingIsFound(_ keys: [String], _ endings: Set<ScanEnding>) throws {
        let recordings = Self.codes.map { typed($0, layout: .us, ending: keys) }
        #expect(try Learning.learn(recordings, codes: Self.codes, scanner: try Self.scanner()).endings == endings)
    }

    @Test func prefixSuffixAimAndSlownessAreFound() throws {
        let recordings = Self.codes.map {
            typed("B]Q1" + $0 + "xy", layout: .us, ending: ["TAB"], pause: .milliseconds(120))
        }
        let learned = try Learning.learn(recordings, codes: Self.codes, scanner: try Self.scanner())
        #expect(learned.prefix == Array("B".utf8) && learned.suffix == Array("xy".utf8) && learned.sendsAim)
        #expect(learned.endings == [.tab] && learned.idleGap == .milliseconds(360))
    }

    @Test func controlCharactersAroundACodeOfASerialLineAreFound() throws {
        let recordings = Self.codes.map { code in
            Recording(steps: [
                Recording.Step(.zero, .bytes([0x02] + Array(code.utf8.prefix(5)))),
                Recording.Step(.milliseconds(9), .bytes(Array(code.utf8.dropFirst(5)) + [0x03, 0x0D, 0x0A])),
            ])
        }
        let learned = try Learning.learn(recordings, codes: Self.codes, scanner: try Self.scanner(true))
        #expect(learned.layout == nil)
        #expect(learned.prefix + learned.suffix == [] || (learned.prefix == [2] && learned.suffix == [3]))
        // What was learned reads the next code.
        let settings = ScannerConfiguration(
            name: try ScannerName("desk"), match: .serialPath(try SerialPath("/dev/a")),
            framing: try ScanFraming(
                endings: learned.endings, idleGap: learned.idleGap, prefix: learned.prefix, suffix: learned.suffix))
        let results = try Replay.run(recordings[0], settings: [settings])
        #expect(results.map(\.outcome) == [.scan(Reading(Array(Self.codes[0].utf8)))])
    }

    @Test func whatIsNotThePageIsToldInWords() throws {
        let other = Self.codes.map { typed($0 + "1", layout: .us, ending: ["ENTER"]) }.shuffled()
        let wrong = [other[0], other[0], other[0]]
        #expect(throws: DeviceError.self) { try Learning.learn(wrong, codes: Self.codes, scanner: try Self.scanner()) }
        let silent = [typed("x", layout: .us, ending: []), Recording(), Recording()]
        #expect { try Learning.learn(silent, codes: Self.codes, scanner: try Self.scanner()) } throws: {
            ($0 as? DeviceError)?.sentence.contains("code 2") == true
        }
        #expect(throws: DeviceError.self) { try Learning.learn([], codes: Self.codes, scanner: try Self.scanner()) }
    }
}

/// Which key a layout has for a character, found by asking the layout's own decoder: the tests of the layouts themselves
/// stand elsewhere.
enum LayoutKeys {
    static func key(typing character: Character, in layout: KeyboardLayout) -> (code: UInt16, modifiers: [UInt16])? {
        let (shift, altGr) = (Keys.code("LEFTSHIFT"), Keys.code("RIGHTALT"))
        for modifiers in [[], [shift], [altGr]] {
            for code in UInt16(2)...86 where ![28, 29, 42, 54, 56, 58, 69, 70].contains(code) {
                var decoder = WedgeDecoder(layout: layout)
                var told: [ScanOutcome] = []
                for key in modifiers { told += decoder.feed(.down(key), at: moment(0)) }
                told += decoder.feed(.down(code), at: moment(0)) + decoder.feed(.up(code), at: moment(0))
                for key in modifiers { told += decoder.feed(.up(key), at: moment(0)) }
                told += decoder.feed(.down(28), at: moment(1))
                if told.map(shown) == ["'\(character)'"] { return (code, modifiers) }
            }
        }
        return nil
    }
}
