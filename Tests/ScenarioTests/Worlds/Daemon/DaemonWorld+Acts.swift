import BedsideDomain
import BedsideKiosk
import BedsideStore

@testable import BedsideDaemon

/// Nurses, and what there is to see, in the daemon's world.
extension DaemonWorld {
    func act(_ act: NurseAct, by nurse: String, at place: Whereabouts) async throws -> AlarmRefusal? {
        let life = try alive()
        let wanted = try act.onTable { name in
            let board = life.house.engine.board
            if let row = (board.rows + board.held).filter(name.matches).max(by: { $0.id < $1.id }) { return row.id }
            guard let id = newest.filter({ name.covers($0.key) }).values.max() else {
                throw ScenarioFailure("there never was an alarm \(name)")
            }
            return id
        }
        let staff = try StaffID(nurse)
        let refusal: AlarmRefusal?
        switch place {
        case .bed: refusal = await life.house.engine.ask { .act(wanted, by: staff, from: .kiosk, $0) }
        case .screen(let name):
            guard let name = name ?? scenario.ward.screens.first else { throw ScenarioFailure("at which screen?") }
            switch await life.desk.run(.act(wanted, by: staff), for: name) {
            case .done: refusal = nil
            case .refused(let reason): refusal = reason
            case let other: throw ScenarioFailure("the desk answered \(other)")
            }
        }
        try await rest()
        return refusal
    }

    func look() async throws -> WardView {
        let life = try alive()
        let board = life.house.engine.board
        let findings = await life.house.auditor.audit(after: [])
        try await rest()
        return WardView(
            board: board, sound: life.sounder.sound, patients: life.patients.all, audit: findings.map(\.line),
            records: try await records(life), wall: clock.now.wall)
    }

    /// What the journal and the archive hold, each alarm once: what the archive has the journal may have forgotten.
    private func records(_ life: DaemonLife) async throws -> [AlarmHistory] {
        var newest: [AlarmID: AlarmHistory] = [:]
        let kept = AlarmRecorder.episodes(try await life.journal.read()).episodes.map(\.history)
        let whole = (from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: .max))
        for history in try await store.alarms(from: whole.from, to: whole.to) + kept
        where newest[history.id].map({ $0.revision < history.revision }) ?? true {
            newest[history.id] = history
        }
        return Array(newest.values)
    }
}
