import BedsideTerminal
import Testing

struct InputDecoderTests {
    private static func events(_ text: String) -> [InputEvent] { events(Array(text.utf8)) }

    private static func events(_ bytes: [UInt8]) -> [InputEvent] {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        decoder.decode(bytes, into: &events)
        decoder.flush(into: &events)
        return events
    }

    @Test(arguments: [
        ("1a*+", [InputEvent.character("1"), .character("a"), .character("*"), .character("+")]), ("\r", [.enter]),
        ("\n", [.enter]), ("\u{8}\u{7F}", [.backspace, .backspace]), ("\u{3}", [.interrupt]), ("\u{1A}\u{E}\t", []),
        ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}[A\u{1B}OB", [.up, .down]),
        ("\u{1B}[C\u{1B}[D\u{1B}[1;5C", [.right, .left, .right]), ("\u{1B}[5~\u{1B}[6~", [.pageUp, .pageDown]),
        ("\u{1B}[3~", [.backspace]), ("\u{1B}Op\u{1B}Oy\u{1B}OM", [.character("0"), .character("9"), .enter]),
        ("\u{1B}Oj\u{1B}Ok", [.character("*"), .character("+")]), ("\u{1B}[<0;26;8M", [.click(column: 25, row: 7)]),
        ("\u{1B}[<0;26;8m", []), ("\u{1B}[<2;26;8M\u{1B}[<35;1;1M\u{1B}[<64;1;1M", []),
        ("\u{1B}[<16;1;1M", [.click(column: 0, row: 0)]), ("\u{1B}[<0;0;8M\u{1B}[<0;5M\u{1B}[<0;99999;1M", []),
        ("住é", [.character("住"), .character("é")]), ("\u{1B}[H\u{1B}[F\u{1B}[2~\u{1B}[15~\u{1B}OP", []),
        ("\u{1B}a1", [.character("1")]), ("\u{1B}[M !!2", [.character("2")]),
        ("\u{1B}[200~12\r\u{1B}[A\u{3}\u{1B}[201~7", [.character("7")]),
        ("\u{1B}[200~\u{1B}\u{1B}[201~7", [.character("7")]),
    ])
    func sequencesMeanThis(_ text: String, _ expected: [InputEvent]) {
        #expect(Self.events(text) == expected)
    }

    /// What foot and xterm answer to the queries that hostile text can hold.
    static let answers = [
        "\u{1B}[?62;4;22c", "\u{1B}[>1;11301;0c", "\u{1B}[12;40R", "\u{1B}[0n", "\u{1B}[8;20;80t", "\u{1B}[?2026;2$y",
        "\u{1B}[?1u", "\u{1B}P>|foot(1.13.1)\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P1+r544e=666f6f74\u{1B}\\",
        "\u{1B}]4;1;rgb:cd/31/31\u{1B}\\", "\u{1B}]11;rgb:00/00/00\u{7}", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^x1\u{1B}\\",
        "\u{1B}X12\u{1B}\\", "\u{1B}[?2;0;1280;800S", "\u{9B}12;40R", "\u{90}1$r0m\u{9C}\u{1B}\\", "\u{1B}(B",
        "\u{1B}[I\u{1B}[O",
    ]

    @Test(arguments: answers)
    func answersAreSwallowedHoweverTheyAreCut(_ answer: String) {
        let bytes = Array("1\(answer)2".utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                var decoder = InputDecoder()
                var events: [InputEvent] = []
                for part in [bytes[..<first], bytes[first..<second], bytes[second...]] {
                    decoder.decode(part, into: &events)
                }
                #expect(
                    events == [.character("1"), .character("2")],
                    "\(answer.debugDescription) cut at \(first), \(second)")
            }
        }
    }

    @Test func cutsNeverChangeTheMeaning() {
        var dice = Dice(5)
        let pieces =
            Self.answers + ["1", "住", "\u{1B}[A", "\u{1B}[200~ab\u{1B}[201~", "\u{1B}[<0;3;4M", "\u{1B}Op", "\r", "x"]
        for _ in 0..<2000 {
            let bytes = Array((0..<12).map { _ in pieces[dice.below(pieces.count)] }.joined().utf8)
            var decoder = InputDecoder()
            var events: [InputEvent] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let length = 1 + dice.below(min(9, rest.count))
                decoder.decode(rest.prefix(length), into: &events)
                rest = rest.dropFirst(length)
            }
            decoder.flush(into: &events)
            #expect(events == Self.events(bytes))
        }
    }

    @Test func randomBytesNeverCrashAndNeverBecomeControls() {
        var dice = Dice(6)
        let favourites: [UInt8] = [
            0x1B, 0x5B, 0x3B, 0x3C, 0x4D, 0x4F, 0x5D, 0x50, 0x7E, 0x32, 0x30, 0x9B, 0xE4, 0xBD, 0x8F, 0xF4,
        ]
        var decoder = InputDecoder()
        for _ in 0..<20000 {
            let bytes = (0..<dice.below(40)).map { _ in
                dice.often(0.6) ? favourites[dice.below(favourites.count)] : UInt8(dice.below(256))
            }
            var events: [InputEvent] = []
            decoder.decode(bytes, into: &events)
            if dice.often(0.3) { decoder.flush(into: &events) }
            for case .character(let scalar) in events where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            {
                Issue.record("control U+\(String(scalar.value, radix: 16))")
            }
        }
    }

    @Test func theWaitDependsOnWhatIsPending() {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        #expect(decoder.patience == nil)
        decoder.decode([0x1B], into: &events)
        #expect(decoder.patience == .milliseconds(50))
        decoder.decode([0x5B], into: &events)
        #expect(decoder.patience == .seconds(1))
        decoder.flush(into: &events)
        #expect(decoder.patience == nil)
        decoder.decode([0x31], into: &events)
        #expect(events == [.character("1")])
    }

    /// ESC at the end of a read, in the middle of an answer, is not the Esc key.
    @Test(arguments: ["\u{1B}]11;rgb:0\u{1B}", "\u{1B}P1\u{1B}\u{1B}\\", "\u{1B}[200~x\u{1B}"])
    func anAnswerCutAtItsEscapeIsNoKey(_ answer: String) {
        #expect(Self.events(answer).isEmpty)
    }

    /// Alt+] begins what looks like an answer: the kiosk must not be deaf for ever.
    @Test func anAnswerThatNeverEndsIsGivenUp() {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        decoder.decode(Array("\u{1B}]123".utf8), into: &events)
        decoder.flush(into: &events)
        decoder.decode(Array("4".utf8), into: &events)
        #expect(events == [.character("4")])
    }

    @Test func aHugePasteIsSwallowedWithoutBeingKept() {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        decoder.decode(Array("\u{1B}[200~".utf8), into: &events)
        decoder.decode(repeatElement(0x31, count: 2_000_000), into: &events)
        decoder.decode(Array("\u{1B}[201~5".utf8), into: &events)
        // Only the count: a difference of two million events would never be printed.
        let count = events.count
        #expect(count == 1)
        #expect(events.last == .character("5"))
        #expect(Self.events("\u{1B}[" + String(repeating: "1;", count: 5000) + "A6") == [.character("6")])
    }

    @Test(arguments: [
        [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xE4, 0xBD], [0xBF],
    ])
    func badUTF8IsDropped(_ bytes: [UInt8]) {
        #expect(Self.events(bytes + [0x0D]) == [.enter])
    }
}
