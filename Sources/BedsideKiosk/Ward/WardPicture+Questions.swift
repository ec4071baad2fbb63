import BedsideDomain
import BedsideScreen

/// Questions, with the most urgent alarms above them: a question never hides an emergency.
extension WardPicture {
    func asking(_ question: WardQuestion) -> Screen {
        switch question {
        case .reason(let row, let hold):
            let keys = HoldReason.allCases.map(TextKey.of)
            return choosing("ward-reason", row, hold, .holdText, keys.map { words($0) })
        case .time(let row, let hold, _):
            let unit: TextKey = hold == .shelf ? .holdMinutes : .holdHours
            return choosing(
                "ward-time", row, hold, .holdTimeText, hold.times(flow.settings.rules).map { words(unit, .count($0)) })
        case .badge(let intent, let field): return badge(intent, field)
        case .pin(let intent, _, let field): return pin(intent, field)
        }
    }

    private func choosing(
        _ name: String, _ row: AlarmRow, _ hold: Hold, _ text: TextKey, _ titles: [String]
    ) -> Screen {
        let choices = titles.enumerated().map { Choice($0 + 1, $1) }
        let own: [Block] = room.isWall ? [] : [.gap, .text(words(text), emphasis: .strong)]
        return ask(name, title(hold.verb, row), own, rows: room.isWall ? choices.count : 2, choices: choices)
    }

    private func badge(_ intent: WardIntent?, _ field: Field) -> Screen {
        let isTyping = !field.isEmpty
        let text: Block = .text(words(.wardScanText), emphasis: .strong)
        let entry: Block = .entry(
            Entry(label: words(.wardNumberLabel), shown: field.text.uppercased(), hint: words(.wardNumberHint)))
        if room.isTiny { return ask("ward-badge", title(intent), [isTyping ? entry : text], rows: 3) }
        let lines = room.lines(words(.wardScanText))
        return ask("ward-badge", title(intent), [.gap, text, .gap, entry], rows: lines + 3)
    }

    private func pin(_ intent: WardIntent?, _ field: Field) -> Screen {
        let dots = String(repeating: "●" as Character, count: field.text.count)
        let entry = Entry(label: words(.pinLabel), shown: dots, hint: words(.pinHint), isSecret: true)
        return ask("ward-pin", title(intent), [.gap, .entry(entry)], rows: 3)
    }

    private func title(_ intent: WardIntent?) -> String {
        guard let intent else { return words(.wardLogOnHeading) }
        guard let row = intent.row else { return words(intent.verb) }
        return title(intent.verb, row)
    }

    private func title(_ verb: TextKey, _ row: AlarmRow) -> String {
        words(.wardAskHeading, .kind(verb), .bed(formatter.place(row.place)), .name(.of(row.kind)))
    }

    /// - Parameter rows: rows that `own` takes, choices on a wall included.
    private func ask(
        _ name: String, _ heading: String, _ own: [Block], rows: Int, choices: [Choice] = []
    ) -> Screen {
        // On a wall the heading takes rows that the list has otherwise; it may need two lines.
        let taken = rows + (room.isWall ? (Cells.width(of: heading) + 3 > room.width ? 2 : 1) : 0)
        let frame = frame(leaving: taken + 1)
        let left = max(room.rows - taken - frame.rows, 1)
        return Screen(
            name: name, tone: .staff, heading: heading,
            blocks: mostUrgent(min(left, room.isWall ? 3 : 8)) + frame.above + own, choices: choices,
            choiceStyle: room.isWall ? .keys : .bar,
            actions: room.isTiny ? [] : [Action(.back, label: "Esc", title: words(.actionBack))])
    }
}
