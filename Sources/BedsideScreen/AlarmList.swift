/// Alarms for nurses, the most urgent first: one line each, or tall ones with large bed numbers where there is room.
///
/// Every text is ready; the layout only places it. What an alarm is and whether somebody has it is told four times: by a
/// shape, by words, by its place in the list, and by a filled bar (nobody has it) or plain text (somebody has). Colour
/// comes on top and is never needed.
package struct AlarmList: Sendable, Hashable, Codable {
    package var rows: [Row]
    /// The row that the actions are for.
    package var selected: Int?

    package init(rows: [Row], selected: Int? = nil) {
        self.rows = rows
        self.selected = selected
    }

    package struct Row: Sendable, Hashable, Codable {
        package var urgency: Urgency
        package var standing: Standing
        /// The urgency as a word: `紧急`.
        package var word: String
        /// `12床`, `卫生间 3`.
        package var place: String
        /// What of the place is worth large digits; empty when it holds more than a number.
        package var number: String
        /// `厕所呼叫`.
        package var kind: String
        /// What a wide list adds: how often, which input.
        package var detail: String
        /// `2:05`
        package var age: String
        /// 1 to 4; nothing is shown of the first.
        package var level: Int
        /// Who has it, short enough for the narrowest list; empty when nobody has.
        package var holder: String
        /// The same in words: `王护士 已接`, `无人应答`.
        package var state: String

        package init(
            urgency: Urgency, standing: Standing, word: String, place: String, number: String = "", kind: String,
            detail: String = "", age: String, level: Int = 1, holder: String = "", state: String
        ) {
            self.urgency = urgency
            self.standing = standing
            self.word = word
            self.place = place
            self.number = number
            self.kind = kind
            self.detail = detail
            self.age = age
            self.level = level
            self.holder = holder
            self.state = state
        }
    }

    /// Each has a shape and a colour of its own.
    package enum Urgency: String, Sendable, Hashable, Codable, CaseIterable {
        case emergency, infusion, call, technical
    }

    package enum Standing: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nobody has it: a filled bar, a full shape.
        case open
        /// It went away before anybody took it: to be seen, not to be run for.
        case passed
        /// Somebody has it, or is there: plain text, a hollow shape.
        case taken
    }
}
