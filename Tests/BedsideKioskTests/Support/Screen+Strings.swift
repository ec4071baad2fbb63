import BedsideScreen

extension Screen {
    /// Everything that can be read on it.
    var strings: [String] {
        var strings = [place, clock, heading, remaining ?? "", code?.caption ?? ""]
        for block in blocks {
            switch block {
            case .text(let text, _): strings.append(text)
            case .facts(let facts): strings += facts.flatMap { [$0.label, $0.value] }
            case .table(let table): strings += table.columns.map(\.title) + table.rows.flatMap(\.self)
            case .entry(let entry): strings += [entry.label, entry.shown, entry.hint]
            case .progress(let label, _, _): strings.append(label)
            case .alarms(let list):
                strings += list.rows.flatMap { [$0.word, $0.place, $0.kind, $0.detail, $0.age, $0.holder, $0.state] }
            case .gap: break
            }
        }
        strings += choices.flatMap { [$0.title, $0.detail] }
        return strings + actions.flatMap { [$0.label, $0.title] }
    }

    func says(_ text: String) -> Bool { strings.contains { $0.contains(text) } }
}
