import BedsideDomain

// A `stay.taken` is the proof that this store gave the hold for good, also when a restore made it forget that.

extension FactWriter {
    /// The hold is here, pending: its post was forgotten.
    mutating func postForgotten(_ hold: HoldRow) throws {
        guard let stay = try transaction.lockedStay(hold.encounter, in: hospital) else { throw HeldReason.unknownStay }
        guard try transaction.give(hold, stay, in: hospital, at: now) else { throw HeldReason.holdNotPosted }
        changedStays.insert(hold.encounter)
    }

    /// The hold itself was forgotten.
    mutating func takeForgotten(_ fact: StayTakenFact) throws {
        let encounter = fact.encounter
        guard let stay = try transaction.lockedStay(encounter, in: hospital) else { throw HeldReason.unknownStay }
        switch (stay.custody, stay.keeper) {
        case (.kept, terminal):
            // It asked for what it had: no money moves.
            try transaction.noteHold(fact.hold, encounter, terminal, in: hospital, until: now)
            try give(fact.hold, stay)
            return
        case (.kept, let keeper?):
            guard isResolution, try isGone(keeper) else { throw HeldReason.holdNotPosted }
            // Without its own word: it is revoked, or a person said not to wait for it.
            try transaction.free(encounter, of: keeper, by: Movement.id(fact.hold, 2), in: hospital, at: now)
        case (.free, _): guard isResolution else { throw HeldReason.holdNotPosted }
        // Promised to another one, until all were heard.
        case (.held, _), (.kept, nil): throw HeldReason.holdNotPosted
        }
        try transaction.hold(encounter, for: terminal, in: hospital, id: fact.hold, at: now)
        guard let held = try transaction.lockedStay(encounter, in: hospital) else { throw HeldReason.unknownStay }
        try give(fact.hold, held)
        changedStays.insert(encounter)
        try follow(encounter, from: stay.ward)
    }

    private func give(_ hold: OperationID, _ stay: StayStanding) throws {
        guard let made = try transaction.hold(hold, in: hospital),
            try transaction.give(made, stay, in: hospital, at: now)
        else { throw HeldReason.holdNotPosted }
    }

    private func isGone(_ keeper: TerminalName) throws(CentralError) -> Bool {
        if try transaction.isUnheard(keeper, in: hospital) { return true }
        let row = try transaction.row(
            "SELECT state FROM terminals WHERE hospital = $1 AND name = $2", [.id(hospital), .id(keeper)])
        return try row?.text(0) == TerminalState.revoked.rawValue
    }

    /// Only a terminal of a stay's ward can take it, so the patient had moved; the move itself was forgotten. The bed comes
    /// with the next import.
    private mutating func follow(_ encounter: EncounterID, from old: WardID) throws(CentralError) {
        let row = try transaction.row(
            "SELECT ward FROM terminals WHERE hospital = $1 AND name = $2", [.id(hospital), .id(terminal)])
        guard let row, try row.text(0) != old.text else { return }
        let ward: WardID = try row.id(0)
        try transaction.run(
            "UPDATE stays SET ward = $3 WHERE hospital = $1 AND encounter = $2",
            [.id(hospital), .id(encounter), .id(ward)])
        movedStays[encounter] = ward
    }
}
