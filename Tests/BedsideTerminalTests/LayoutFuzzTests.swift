import BedsideScreen
import BedsideTerminal
import Testing

/// Screens that no flow would make, at sizes that no terminal has: never a crash, never half a character.
struct LayoutFuzzTests {
    @Test(arguments: 0..<8)
    func anyScreenAtAnySize(_ seed: Int) {
        var dice = Dice(UInt64(seed))
        for _ in 0..<400 {
            let screen = Self.screen(&dice)
            let size = Viewport(columns: 20 + dice.below(180), rows: 6 + dice.below(60))
            let layout = Layout(screen: screen, viewport: size)
            GridTests.expectWhole(layout.grid, "seed \(seed), \(size)")
            var renderer = Renderer()
            var bytes: [UInt8] = []
            renderer.render(layout.grid, into: &bytes)
            OutputRules.check(bytes, "seed \(seed), \(screen)")
        }
    }

    private static func screen(_ dice: inout Dice) -> Screen {
        let tones: [Screen.Tone] = [.calm, .success, .caution, .staff]
        let side = 1 + dice.below(60)
        return Screen(
            name: "any", place: text(&dice), clock: text(&dice, 10), tone: tones[dice.below(4)], heading: text(&dice),
            blocks: (0..<dice.below(9)).map { _ in block(&dice) },
            choices: (0..<dice.below(9)).map {
                Choice(
                    $0 + 1, text(&dice), detail: text(&dice), isSelected: dice.often(0.2),
                    weight: dice.often(0.3) ? .danger : .ordinary)
            },
            choiceStyle: dice.often(0.5) ? .bar : .keys,
            actions: (0..<dice.below(5)).map { _ in Action(.call, label: text(&dice, 3), title: text(&dice, 12)) },
            remaining: dice.often(0.5) ? text(&dice) : nil,
            code: dice.often(0.3)
                ? CodeMatrix(side: side, modules: (0..<side * side).map { _ in dice.often(0.5) }, caption: text(&dice))
                : nil)
    }

    private static func block(_ dice: inout Dice) -> Block {
        let emphases: [Block.Emphasis] = [.ordinary, .strong, .quiet, .caution, .success]
        switch dice.below(7) {
        case 0: return .text(text(&dice, 200), emphasis: emphases[dice.below(5)])
        case 1: return .facts((0..<dice.below(9)).map { _ in Fact(text(&dice), text(&dice), emphases[dice.below(5)]) })
        case 2:
            let columns = dice.below(6)
            return .table(
                Table(
                    columns: (0..<columns).map { _ in
                        .init(text(&dice, 8), dice.often(0.5) ? .trailing : .leading, mayShorten: dice.often(0.4))
                    },
                    rows: (0..<dice.below(12)).map { _ in (0..<dice.below(7)).map { _ in text(&dice) } },
                    selected: dice.often(0.5) ? dice.below(14) : nil))
        case 3:
            return .entry(
                Entry(label: text(&dice), shown: text(&dice, 60), hint: text(&dice), isSecret: dice.often(0.5)))
        case 4: return .progress(label: text(&dice), done: dice.below(20) - 5, total: dice.below(20) - 5)
        case 5: return .alarms(alarms(&dice))
        default: return .gap
        }
    }

    private static func alarms(_ dice: inout Dice) -> AlarmList {
        let urgencies = AlarmList.Urgency.allCases
        let standings = AlarmList.Standing.allCases
        return AlarmList(
            rows: (0..<dice.below(12)).map { _ in
                AlarmList.Row(
                    urgency: urgencies[dice.below(urgencies.count)], standing: standings[dice.below(standings.count)],
                    word: text(&dice, 6), place: text(&dice),
                    number: dice.often(0.5) ? "\(dice.below(2000))" : text(&dice, 4),
                    kind: text(&dice), detail: text(&dice), age: text(&dice, 8), level: dice.below(6),
                    holder: text(&dice), state: text(&dice))
            }, selected: dice.often(0.5) ? dice.below(14) : nil)
    }

    private static let alphabet = Array(
        "ab 1,.●“床位号（，。）👍한ⅠＡ\u{1B}[6n\u{9B}\u{7}\u{202E}\u{FE0F}\u{301}\u{0}\u{31350}".unicodeScalars)

    private static func text(_ dice: inout Dice, _ longest: Int = 40) -> String {
        var view = String.UnicodeScalarView()
        for _ in 0..<dice.below(longest) { view.append(alphabet[dice.below(alphabet.count)]) }
        return String(view)
    }
}
