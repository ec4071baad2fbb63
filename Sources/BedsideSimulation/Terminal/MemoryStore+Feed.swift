import BedsideDomain
import BedsideSync
import BedsideWire

extension MemoryStore {
    /// Others it refuses by a fact.
    static let known: Set<FeedTable> = [.beds, .priceLists, .stays, .commands]

    mutating func apply(_ rows: [FeedRow], cursor: FeedCursor, wall: Timestamp) -> FeedOutcome {
        var outcome = FeedOutcome()
        for row in rows { apply(row, &outcome, wall) }
        self.cursor = cursor
        return outcome
    }

    mutating func replace(_ rows: [FeedRow], cursor: FeedCursor, wall: Timestamp) -> FeedOutcome {
        things = [:]
        return apply(rows, cursor: cursor, wall: wall)
    }

    private mutating func apply(_ row: FeedRow, _ outcome: inout FeedOutcome, _ wall: Timestamp) {
        guard Self.known.contains(row.table) else {
            outcome.refused += 1
            tell(
                "feed.refused", key: "\(row.table.rawValue) \(row.key) \(row.version)", FactBody(command: row.key),
                wall: wall)
            return
        }
        let key = Key(table: row.table, key: row.key)
        guard row.version > things[key]?.version ?? 0 else { return }
        outcome.changed.insert(row.table)
        switch row.change {
        case .put(let body):
            things[key] = Thing(version: row.version, body: body)
            if row.table == .commands, commands[row.key] == nil { commands[row.key] = (body, .waiting) }
        case .leave: things[key] = Thing(version: row.version, body: nil)
        }
    }

    /// Stays that are this terminal's by the feed and are not here, with no release on its way.
    var offered: [EncounterID] {
        things.compactMap { key, thing -> EncounterID? in
            guard key.table == .stays, let body = thing.body, body.contains("\"keeper\":\"\(name.text)\"") else {
                return nil
            }
            let encounter = EncounterID(trusted: key.key)
            let own = stays[encounter]
            guard own?.isHere != true, own?.isSettled != true else { return nil }
            return canTake(encounter) ? encounter : nil
        }.sorted()
    }

    /// Not while the central store may not know of its own release: it would answer as if nothing had been given up.
    func canTake(_ encounter: EncounterID) -> Bool { stays[encounter]?.released.map { $0 <= acked } ?? true }

    mutating func take(_ stay: StayRow, hold: OperationID, wall: Timestamp) {
        guard holds.insert(hold).inserted, stays[stay.encounter]?.isHere != true else { return }
        stays[stay.encounter] = Stay(isHere: true, deposits: stay.payments.reduce(0) { $0 + $1.amountFen })
        tell("stay.taken", key: hold.description, FactBody(encounter: stay.encounter, hold: hold), wall: wall)
    }

    /// False when it cannot be given up.
    mutating func release(_ encounter: EncounterID, wall: Timestamp) -> Bool {
        guard let stay = stays[encounter], stay.isHere, !stay.isSettled else { return false }
        stays[encounter]?.isHere = false
        tell(
            "stay.released", key: "\(encounter.text) \(name.text) \(rows.count)",
            FactBody(encounter: encounter, amountFen: stay.deposits), wall: wall)
        let number = last
        stays[encounter]?.released = number
        return true
    }

    mutating func begin(command: String) -> Bool {
        guard commands[command]?.state == .waiting else { return false }
        commands[command]?.state = .begun
        return true
    }

    mutating func end(command: String, _ outcome: CommandOutcome, wall: Timestamp) {
        guard let state = commands[command]?.state, state != .ended else { return }
        commands[command]?.state = .ended
        tell(
            "command.done", key: "\(name.text) \(command)", FactBody(command: command, outcome: outcome.rawValue),
            wall: wall)
    }
}
