package import BedsideDomain

extension CentralStore {
    /// Whether the hospital's store was restored and still waits for terminals.
    package func isInDoubt(_ hospital: HospitalID) async throws -> Bool {
        try await database.read { try $0.row("SELECT 1 FROM doubts WHERE hospital = $1", [.id(hospital)]) != nil }
    }

    /// Ends the doubt of a restored store if every terminal was heard; true when it ended now.
    func endDoubt(of hospital: HospitalID, at now: Timestamp) async throws -> Bool {
        let catalogue = catalogue
        return try await database.write { try $0.endDoubt(of: hospital, catalogue, isForced: false, at: now) }
    }

    /// A person says that the terminals that were not heard since the restore are not to be waited for: destroyed, or away
    /// for long. What another terminal says it has taken from one of them counts as given up. False when nothing waits.
    package func endWait(of hospital: HospitalID, at now: Timestamp) async throws -> Bool {
        let catalogue = catalogue
        return try await database.write { try $0.endDoubt(of: hospital, catalogue, isForced: true, at: now) }
    }
}

extension CentralTransaction {
    fileprivate func endDoubt(
        of hospital: HospitalID, _ catalogue: FactCatalogue, isForced: Bool, at now: Timestamp
    ) throws -> Bool {
        guard let since = try doubt(in: hospital) else { return false }
        let unheard = try row("SELECT count(*) FROM unheard WHERE hospital = $1", [.id(hospital)])?.int(0) ?? 0
        guard isForced || unheard == 0 else { return false }
        // No upload runs beside it, and each terminal is locked before anything else.
        _ = try rows(
            "SELECT name FROM terminals WHERE hospital = $1 ORDER BY name\(dialect.forUpdate)", [.id(hospital)])
        // Whoever had taken one for good has said so.
        for hold in try holds("ended_ms IS NULL", [.id(hospital)]) { _ = try expire(hold, in: hospital, at: now) }
        try Resolution(transaction: self, hospital: hospital, catalogue: catalogue, now: now).run(since: since)
        try run("DELETE FROM unheard WHERE hospital = $1", [.id(hospital)])
        try run("DELETE FROM doubts WHERE hospital = $1", [.id(hospital)])
        try goOnWithMoves(in: hospital, at: now)
        return true
    }
}

/// Tries what was held during the doubt again, in an order in which the stays can have gone from hand to hand.
///
/// Each terminal's facts are in order, but not the terminals among each other. A stay is with one terminal at a time, and
/// until it is settled its deposits only grow. So of several that say they took it next, the first is the one that gave it up
/// again with the least; the one that never gave it up has it still.
private struct Resolution {
    let transaction: any CentralTransaction
    let hospital: HospitalID
    let catalogue: FactCatalogue
    let now: Timestamp

    /// A `stay.taken` that is held.
    private struct Taking {
        let held: HeldEvent
        let encounter: EncounterID
        /// With which it was given up again; the most of all when it was not.
        let deposits: Int64
    }

    func run(since: Timestamp) throws {
        let held = try transaction.heldEvents(of: hospital, limit: Int(Int32.max)).filter {
            $0.heldAt >= since && HeldReason.waitingForOthers.contains($0.code)
        }.sorted { ($0.terminal.text, $0.seq) < ($1.terminal.text, $1.seq) }
        let others = held.filter { $0.kind != "stay.taken" }
        let takings = try takings(held).sorted {
            ($0.deposits, $0.held.terminal.text, $0.held.seq) < ($1.deposits, $1.held.terminal.text, $1.held.seq)
        }
        var done: Set<HeldEvent> = []
        func tries(_ event: HeldEvent) throws -> Bool {
            guard !done.contains(event),
                try transaction.replay(event, catalogue, isResolution: true, at: now)
            else { return false }
            done.insert(event)
            return true
        }
        var isMoving = true
        while isMoving {
            isMoving = false
            for event in others where try tries(event) { isMoving = true }
            // One step of each stay, then whatever follows from it.
            var stepped: Set<EncounterID> = []
            for taking in takings where !stepped.contains(taking.encounter) {
                guard try tries(taking.held) else { continue }
                stepped.insert(taking.encounter)
                isMoving = true
            }
        }
    }

    private func takings(_ held: [HeldEvent]) throws -> [Taking] {
        var takings: [Taking] = []
        // The release that follows, seen from behind.
        var next: [String: Int64] = [:]
        for event in held.reversed() where event.kind == "stay.taken" || event.kind == "stay.released" {
            guard case .success(let fact)? = try transaction.kept(event, catalogue)?.fact else { continue }
            switch fact {
            case .stayReleased(let fact): next["\(event.terminal.text)/\(fact.encounter.text)"] = fact.depositsFen.fen
            case .stayTaken(let fact):
                let deposits = next["\(event.terminal.text)/\(fact.encounter.text)"] ?? .max
                takings.append(Taking(held: event, encounter: fact.encounter, deposits: deposits))
            default: break
            }
        }
        return takings
    }
}
