import BedsideDomain

/// Compares what is expected of one alarm with its lines on the board.
struct StateCheck {
    let view: WardView
    let memory: WardMemory
    let name: AlarmName

    func complaint(_ state: AlarmState) -> String? {
        let rows = view.rows.filter { name.matches($0) }
        switch state {
        case .closed: return closed(rows)
        case .absent:
            return memory.knows(name) ? "there was one" : rows.isEmpty ? nil : "it is \(words(rows))"
        case .open: return rows.isEmpty ? gone : nil
        default: break
        }
        guard let row = rows.first else { return gone }
        guard rows.count == 1 else { return "there are \(rows.count) of it: say more exactly which" }
        return complaint(state, of: row)
    }

    private func complaint(_ state: AlarmState, of row: AlarmRow) -> String? {
        switch state {
        case .open, .closed, .absent: nil
        case .unacked: life(.unacked, row)
        case .acked(let nurse): life(.acked, row) ?? holder(nurse, row)
        case .attended(let nurse): life(.attended, row) ?? holder(nurse, row)
        case .returned: life(.returnedUnacked, row)
        case .shelved: life(.shelved, row)
        case .outOfService: life(.outOfService, row)
        case .level(let level): same("level \(level)", "level \(row.level)")
        case .raised(let times): same("raised \(times) times", "raised \(row.occurrences) times")
        case .due(let time):
            same("due in \(time.scenarioText)", "due in \(Duration.milliseconds(row.due).scenarioText)")
        case .waited(let time):
            same("waited \(time.scenarioText)", "waited \(Duration.milliseconds(row.age).scenarioText)")
        case .asks(let names): asks(names, row)
        }
    }

    private func closed(_ rows: [AlarmRow]) -> String? {
        if !rows.isEmpty { return "it is \(words(rows))" }
        if !memory.knows(name) { return "it never was open; \"absent\" says that" }
        if case .technical = name, view.board.folded > 0 { return "it may be one of the folded ones" }
        return nil
    }

    private var gone: String { memory.knows(name) ? "it is closed" : "it never was open" }

    private func words(_ rows: [AlarmRow]) -> String { rows.map(\.lifecycle.rawValue).joined(separator: ", ") }

    private func life(_ wanted: AlarmLifecycle, _ row: AlarmRow) -> String? {
        same(wanted.rawValue, row.lifecycle.rawValue)
    }

    private func holder(_ nurse: String?, _ row: AlarmRow) -> String? {
        guard let nurse else { return nil }
        return same(nurse, row.holder?.text ?? "nobody")
    }

    private func asks(_ names: Set<WardScreenName>?, _ row: AlarmRow) -> String? {
        let wanted = names ?? Set(view.board.screens.map(\.name))
        func text(_ names: Set<WardScreenName>) -> String { names.sorted().map(\.text).joined(separator: ", ") }
        return wanted == row.asked ? nil : "it asks " + (row.asked.isEmpty ? "nobody" : text(row.asked))
    }
}
