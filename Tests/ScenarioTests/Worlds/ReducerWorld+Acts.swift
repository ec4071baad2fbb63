import BedsideDomain

/// Nurses, and what there is to see, in the pure world.
extension ReducerWorld {
    func act(_ act: NurseAct, by nurse: String, at place: Whereabouts) throws -> AlarmRefusal? {
        refusal = nil
        try hand(.act(try act.onTable(id), by: StaffID(nurse), from: try actPlace(act, place)))
        return refusal
    }

    /// The open alarm by that name, or the last one there was: a nurse may press accept on what has just gone.
    private func id(_ name: AlarmName) throws -> AlarmID {
        let open = table.open.values.filter { name.matches($0.source) }.sorted { $0.id < $1.id }
        if let current = open.last { return current.id }
        if let past = newest.filter({ name.covers($0.key) }).values.max() { return past }
        throw ScenarioFailure("there never was an alarm \(name)")
    }

    private func actPlace(_ act: NurseAct, _ place: Whereabouts) throws -> ActPlace {
        switch place {
        case .screen(let name?): return .screen(name)
        case .screen(nil):
            guard let first = scenario.ward.screens.first else { throw ScenarioFailure("at which screen?") }
            return .screen(first)
        case .bed:
            switch act {
            case .attendAll(let bed): return .bed(bed)
            default:
                guard case .input(_, let bed)? = act.alarm else { throw ScenarioFailure("at which bed?") }
                return .bed(bed)
            }
        }
    }

    func look() throws -> WardView {
        guard isAlive else { throw ScenarioFailure("the terminal is dead: nothing can be seen") }
        let findings = AlarmAudit.findings(
            stored: Array(journal.values), kept: table.open.mapValues(\.revision),
            armed: isTimerAlive ? table.nextDue() : nil, at: clock.now)
        return WardView(
            board: table.board(at: clock.now), sound: table.sound(at: clock.now),
            patients: table.progress(), audit: findings.map(\.line), records: journal.values.map(\.history),
            wall: clock.wall)
    }
}
