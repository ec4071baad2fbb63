import BedsideDomain

/// What was seen open since the scenario began, so that "closed" cannot be said of what never was.
struct WardMemory {
    private var seen: [AlarmRow] = []
    private var ids: Set<AlarmID> = []

    mutating func see(_ view: WardView) {
        for row in view.rows where ids.insert(row.id).inserted { seen.append(row) }
    }

    func knows(_ name: AlarmName) -> Bool { seen.contains(where: name.matches) }
    func row(_ id: AlarmID) -> AlarmRow? { seen.first { $0.id == id } }
}

/// Compares what is expected with what can be seen; a pure function for every world.
struct WardCheck {
    let view: WardView
    let memory: WardMemory

    /// What is different; nil when it is as expected.
    func complaint(_ expectation: Expectation) -> String? {
        switch expectation {
        case .alarm(let name, let state): return StateCheck(view: view, memory: memory, name: name).complaint(state)
        case .list(let names): return list(names)
        case .sound(let priority, let level): return sound(priority, level)
        case .paused(let time): return same(time.scenarioText, Duration.milliseconds(view.board.pausedFor).scenarioText)
        case .patient(let place, let progress):
            return same(progress?.rawValue ?? "quiet", view.patients[place]?.rawValue ?? "quiet")
        case .refused: return nil
        case .screen(let name, let isLive):
            guard let screen = view.board.screens.first(where: { $0.name == name }) else {
                return isLive ? "there is no screen \(name)" : nil
            }
            return same(isLive ? "live" : "lost", screen.isLive ? "live" : "lost")
        case .path(let name, let proof): return path(name, proof)
        case .folded(let count): return same("\(count)", "\(view.board.folded)")
        case .audit(let result): return audit(result)
        case .recorded(let name, let isOpen): return recorded(name, isOpen)
        case .records(let count): return same("\(count)", "\(view.records.count)")
        case .restartNote(let isShown):
            return same(isShown ? "a note" : "no note", view.board.restartedAgo == nil ? "no note" : "a note")
        }
    }

    private func list(_ names: [AlarmName]) -> String? {
        let rows = view.board.rows
        guard rows.count == names.count, zip(names, rows).allSatisfy({ $0.matches($1) }) else {
            return "the list is: " + (rows.isEmpty ? "empty" : rows.map(\.name.description).joined(separator: ", "))
        }
        return nil
    }

    private func sound(_ priority: AlarmPriority?, _ level: Int?) -> String? {
        let wanted = priority.map { "\($0)" } ?? "none"
        let heard = view.sound.map { "\($0.priority)" } ?? "none"
        guard wanted == heard else { return "the sound is \(heard)" }
        guard let level else { return nil }
        return same("level \(level)", "level \(view.sound?.level ?? 0)")
    }

    private func recorded(_ name: AlarmName, _ isOpen: Bool) -> String? {
        let records = view.records.filter { name.matches(place: $0.place, kind: $0.kind, origin: $0.origin) }
        guard let newest = records.max(by: { $0.id < $1.id }) else { return "there is no record of \(name)" }
        return same(isOpen ? "open" : "closed", newest.end == nil ? "open" : "closed")
    }

    private func path(_ name: WardScreenName, _ proof: PathProof) -> String? {
        guard let screen = view.board.screens.first(where: { $0.name == name }) else {
            return "there is no screen \(name)"
        }
        let ago = screen.provenAgo.map { Duration.milliseconds($0) }
        let seen = ago.map { "proven \($0.scenarioText) ago" } ?? "not proven"
        let isRight =
            switch proof {
            case .never: ago == nil
            case .ago(let time): ago == time
            case .within(let time): ago.map { $0 <= time } ?? false
            }
        return isRight ? nil : "the path to \(name) is \(seen)"
    }

    private func audit(_ result: AuditResult) -> String? {
        let found = view.audit.map { line in
            let row = view.rows.first { $0.id == line.id } ?? memory.row(line.id)
            return (row: row, word: line.word)
        }
        let text = found.map { "\($0.row?.name.description ?? "an alarm") \($0.word.rawValue)" }.joined(separator: ", ")
        let isRight =
            switch result {
            case .nothing: found.isEmpty
            case .finds(let name, let word):
                found.contains { one in one.word == word && one.row.map { name.matches($0) } == true }
            }
        return isRight ? nil : "the audit finds " + (text.isEmpty ? "nothing" : text)
    }
}

/// - Returns: a sentence when they differ.
func same(_ wanted: String, _ seen: String) -> String? { wanted == seen ? nil : "it is: \(seen)" }

extension AlarmRow {
    var name: AlarmName {
        switch kind {
        case .technical(let fault): .technical(fault, about: origin)
        default: .input(kind, place)
        }
    }
}
