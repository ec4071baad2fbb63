/// One screen as a value: what a patient, nurse or IT person sees, without any layout.
///
/// The daemon's flow makes it, the terminal lays it out for its size. It is the only thing that crosses from the rules to
/// the glass, so a screen can be tested as text without a terminal, and a second front end needs no second flow.
package struct Screen: Sendable, Hashable, Codable {
    /// A stable kebab-case name of the step, for tests and the walkthrough: `welcome`, `daily-bill`.
    package var name: String
    /// Left of the top bar: ward, bed and masked name. Never a whole name.
    package var place: String
    /// Right of the top bar: `HH:MM`.
    package var clock: String
    package var tone: Tone
    /// The one line that says what this screen is for, in large type.
    package var heading: String
    package var blocks: [Block]
    /// At most four; shown as large keys or as one bar (see ``choiceStyle``).
    package var choices: [Choice]
    package var choiceStyle: ChoiceStyle
    /// Small keys of the bottom bar: back, language, call a person.
    package var actions: [Action]
    /// Right of the bottom bar: seconds left, `请在 20 秒内按任意键`.
    package var remaining: String?
    /// A code for the patient's phone.
    package var code: CodeMatrix?
    /// True when a patient's session has just ended: the terminal forgets everything it showed before.
    package var wipes: Bool

    package init(
        name: String, place: String = "", clock: String = "", tone: Tone = .calm, heading: String, blocks: [Block] = [],
        choices: [Choice] = [], choiceStyle: ChoiceStyle = .keys, actions: [Action] = [], remaining: String? = nil,
        code: CodeMatrix? = nil, wipes: Bool = false
    ) {
        self.name = name
        self.place = place
        self.clock = clock
        self.tone = tone
        self.heading = heading
        self.blocks = blocks
        self.choices = choices
        self.choiceStyle = choiceStyle
        self.actions = actions
        self.remaining = remaining
        self.code = code
        self.wipes = wipes
    }

    /// What a key can mean: the screen, its heading and its choices, not what else it says or which choice is selected. The
    /// second of three consents differs from the first by its heading only.
    package struct Page: Sendable, Hashable {
        let name: String
        let heading: String
        let choices: [Choice]
    }

    package var page: Page {
        Page(
            name: name, heading: heading,
            choices: choices.map { choice in
                var choice = choice
                choice.isSelected = false
                return choice
            })
    }

    /// What the colours say; never the only sign, the words say it too.
    package enum Tone: String, Sendable, Hashable, Codable {
        /// Patients' ordinary screens.
        case calm
        /// It went well; done.
        case success
        /// Something needs attention or could not be done.
        case caution
        /// Staff pages.
        case staff
    }

    package enum ChoiceStyle: String, Sendable, Hashable, Codable {
        /// Large keys, one under another: three rows each, as on the welcome screen.
        case keys
        /// One row at the bottom, for screens whose room a list needs.
        case bar
    }
}

/// A numbered choice. Pressing its digit, clicking it, or selecting it and pressing Enter are the same.
package struct Choice: Sendable, Hashable, Codable {
    /// 1 to 4 (5 to 7 only in a bar).
    package var digit: Int
    package var title: String
    /// A second, quieter text beside the title.
    package var detail: String
    package var isSelected: Bool
    package var weight: Weight

    package enum Weight: String, Sendable, Hashable, Codable {
        case ordinary, danger
    }

    package init(
        _ digit: Int, _ title: String, detail: String = "", isSelected: Bool = false, weight: Weight = .ordinary
    ) {
        self.digit = digit
        self.title = title
        self.detail = detail
        self.isSelected = isSelected
        self.weight = weight
    }
}

/// A small key of the bottom bar.
package struct Action: Sendable, Hashable, Codable {
    package var key: Key
    /// What is printed on the keyboard: `0`, `*`, `+`.
    package var label: String
    package var title: String

    package init(_ key: Key, label: String, title: String) {
        self.key = key
        self.label = label
        self.title = title
    }
}
