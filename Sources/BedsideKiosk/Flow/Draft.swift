import BedsideDomain
import BedsideScreen

/// A screen without its frame: what a step draws. The flow adds the place, the clock, the small keys and the warning.
struct Draft: Sendable {
    let name: String
    var heading: String
    var tone: Screen.Tone
    var blocks: [Block]
    var choices: [Choice]
    var style: Screen.ChoiceStyle
    /// The title of the key "back"; nil where there is nowhere to go back to.
    var back: TextKey?
    /// Small keys beside back, language and call.
    var actions: [Action]
    var code: CodeMatrix?

    init(
        _ name: String, _ heading: String, tone: Screen.Tone = .calm, blocks: [Block] = [], choices: [Choice] = [],
        style: Screen.ChoiceStyle = .keys, back: TextKey? = .actionBack, actions: [Action] = [],
        code: CodeMatrix? = nil
    ) {
        self.name = name
        self.heading = heading
        self.tone = tone
        self.blocks = blocks
        self.choices = choices
        self.style = style
        self.back = back
        self.actions = actions
        self.code = code
    }

    /// Label and value pairs whose values are as short as the room asks for.
    static func facts(_ facts: [Fact], _ room: Room) -> Block {
        let label = facts.map { Cells.width(of: $0.label) }.max() ?? 0
        return .facts(
            facts.map { fact in
                var fact = fact
                fact.value = Cells.clip(fact.value, to: room.valueWidth(label: label) - 2)
                return fact
            })
    }

    /// A line of the session's end or of help within a page.
    mutating func add(_ text: String, _ emphasis: Block.Emphasis = .ordinary) {
        blocks.append(.text(text, emphasis: emphasis))
    }
}

extension Screen.Tone {
    /// The warning's colour, but a staff page stays one.
    var warned: Screen.Tone { self == .staff ? .staff : .caution }
}

extension Draft {
    /// What stands for the moment until the first answer is there.
    static func loading(_ name: String, _ heading: String) -> Draft { Draft(name, heading) }
}
