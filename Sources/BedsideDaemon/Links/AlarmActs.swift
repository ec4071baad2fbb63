import BedsideDomain
import BedsideLinks

/// Brings an act to the alarm's owner: this terminal's table, or another terminal of the ward.
struct AlarmActs: Sendable {
    let engine: AlarmEngine
    let links: WardLinks?
    /// The beds at which whoever acts stands.
    let beds: Set<AlarmPlace>

    /// Nil when it was done. Never waits longer than a nurse does at a screen.
    func perform(_ act: AlarmAct, by staff: StaffID, from origin: ActOrigin) async -> AlarmRefusal? {
        switch act {
        case .accept(let id), .reject(let id), .attend(let id), .leave(let id), .unshelve(let id),
            .shelve(let id, _, _), .outOfService(let id, _, _):
            guard let links, let row = engine.latest.row(id), let terminal = row.terminal else { break }
            return await links.ask(terminal, act, by: staff, bed: beds.contains(row.place) ? row.place : nil)
        case .pauseSound: return await pause(by: staff, from: origin)
        case .attendAll: break
        }
        return await engine.ask { .act(act, by: staff, from: origin, $0) }
    }

    /// Everything that is heard here is paused where it belongs.
    private func pause(by staff: StaffID, from origin: ActOrigin) async -> AlarmRefusal? {
        let rows = engine.board.rows
        let here = await engine.ask { .act(.pauseSound, by: staff, from: origin, $0) }
        guard let links else { return here }
        let others = Set(
            rows.filter { $0.lifecycle == .unacked && $0.silentFor == nil && $0.pausedFor == 0 }.compactMap(\.terminal))
        guard !others.isEmpty else { return here }
        let refusals = await withTaskGroup(of: AlarmRefusal?.self) { group in
            for terminal in others { group.addTask { await links.ask(terminal, .pauseSound, by: staff, bed: nil) } }
            return await group.reduce(into: [here]) { $0.append($1) }
        }
        return refusals.compactMap(\.self).first
    }
}
