package import BedsideDomain

/// What is held, for a person's eyes: no body.
package struct HeldEvent: Sendable, Hashable {
    package let hospital: HospitalID
    package let terminal: TerminalName
    package let epoch: StreamEpoch
    package let seq: Int64
    package let kind: String
    package let code: String
    package let heldAt: Timestamp
}

extension CentralStore {
    /// Everything that is held in a hospital, the oldest first.
    package func heldEvents(of hospital: HospitalID, limit: Int = 1000) async throws -> [HeldEvent] {
        try await database.read { try $0.heldEvents(of: hospital, limit: limit) }
    }

    /// Tries held events again: after an upgrade those that this version may know now, by a person's word all of them.
    /// Each is a transaction of its own. Returns how many took effect.
    @discardableResult
    package func replayHeld(of hospital: HospitalID, everything: Bool = false, at now: Timestamp) async throws -> Int {
        var done = 0
        var waiting = try await heldEvents(of: hospital, limit: Int(Int32.max))
        if !everything { waiting = waiting.filter { HeldReason.waitingForUpgrade.contains($0.code) } }
        // In the order of each stream: what comes later may stand on what was before.
        for held in waiting.sorted(by: { ($0.terminal.text, $0.seq) < ($1.terminal.text, $1.seq) }) {
            let catalogue = catalogue
            if try await database.write({ try $0.replay(held, catalogue, at: now) }) { done += 1 }
        }
        return done
    }

    /// A person looked at a held event and says that nothing is to be done. False when it was not held.
    package func dismiss(_ held: HeldEvent, at now: Timestamp) async throws -> Bool {
        try await database.write { try $0.endHeld(held, "dismissed", at: now) }
    }
}

extension CentralTransaction {
    func heldEvents(of hospital: HospitalID, limit: Int) throws(CentralError) -> [HeldEvent] {
        try rows(
            """
            SELECT q.terminal, q.epoch, q.seq, i.kind, q.code, q.held_ms FROM quarantine q JOIN inbox i
                ON i.hospital = q.hospital AND i.terminal = q.terminal AND i.epoch = q.epoch AND i.seq = q.seq
            WHERE q.hospital = $1 AND q.ended_ms IS NULL ORDER BY q.held_ms, q.terminal, q.seq LIMIT $2
            """, [.id(hospital), .count(limit)]
        ).map { row throws(CentralError) in
            HeldEvent(
                hospital: hospital, terminal: try row.id(0), epoch: try row.fixed(1), seq: try row.int(2),
                kind: try row.text(3), code: try row.text(4), heldAt: try row.moment(5))
        }
    }

    /// - Parameter isResolution: every terminal was heard after a restore.
    func replay(_ held: HeldEvent, _ catalogue: FactCatalogue, isResolution: Bool = false, at now: Timestamp) throws
        -> Bool
    {
        let lock = try row(
            "SELECT signing_key FROM terminals WHERE hospital = $1 AND name = $2\(dialect.forUpdate)",
            [.id(held.hospital), .id(held.terminal)])
        guard lock != nil, let prepared = try kept(held, catalogue) else { return false }
        let batch = PreparedBatch(
            hospital: held.hospital, terminal: held.terminal, epoch: held.epoch, head: prepared.hash,
            events: [prepared])
        var writer = FactWriter(
            transaction: self, hospital: held.hospital, terminal: held.terminal, isResolution: isResolution, now: now)
        let verdict: String
        switch prepared.fact {
        case .failure(let reason): verdict = reason.code
        case .success: verdict = try applyAlone(prepared, [], batch, &writer)
        }
        guard Verdict.isFine(verdict) else {
            try run(
                """
                UPDATE quarantine SET code = $5 WHERE hospital = $1 AND terminal = $2 AND epoch = $3 AND seq = $4
                    AND ended_ms IS NULL
                """, held.key + [.text(verdict)])
            return false
        }
        guard try endHeld(held, verdict, at: now) else { return false }
        try run(
            "UPDATE inbox SET verdict = $5 WHERE hospital = $1 AND terminal = $2 AND epoch = $3 AND seq = $4",
            held.key + [.text(verdict)])
        try writer.finish()
        return verdict == Verdict.applied
    }

    func endHeld(_ held: HeldEvent, _ ending: String, at now: Timestamp) throws(CentralError) -> Bool {
        try run(
            """
            UPDATE quarantine SET ended_ms = $5, ending = $6 WHERE hospital = $1 AND terminal = $2 AND epoch = $3
                AND seq = $4 AND ended_ms IS NULL
            """, held.key + [.at(now), .text(ending)]) == 1
    }

    /// A held event as it came; nil when it is not held any more.
    func kept(_ held: HeldEvent, _ catalogue: FactCatalogue) throws(CentralError) -> PreparedEvent? {
        let row = try row(
            """
            SELECT i.op_id, i.kind, i.ver, i.body, i.wall_ms, i.mono_ms, i.boot_id, i.off_ms, i.signature, i.hash
            FROM inbox i JOIN quarantine q ON i.hospital = q.hospital AND i.terminal = q.terminal
                AND i.epoch = q.epoch AND i.seq = q.seq
            WHERE i.hospital = $1 AND i.terminal = $2 AND i.epoch = $3 AND i.seq = $4 AND q.ended_ms IS NULL
            """, held.key)
        guard let row else { return nil }
        let event = OutboxEvent(
            seq: held.seq, operation: try row.fixed(0), kind: try row.text(1), version: try row.count(2),
            body: String(decoding: try row.bytes(3), as: UTF8.self), wall: try row.moment(4),
            monotonic: try row.int(5), boot: try row.fixed(6), offset: try row.optionalInt(7),
            signature: try row.optionalText(8))
        let name = EpochName(hospital: held.hospital, terminal: held.terminal, epoch: held.epoch)
        return PreparedEvent(event, hash: try row.fixed(9), key: try signingKey(of: name), catalogue)
    }
}

extension HeldEvent {
    fileprivate var key: [SQLValue] { [.id(hospital), .id(terminal), .fixed(epoch), .int(seq)] }
}

extension PreparedBatch {
    /// One event that is here already.
    init(
        hospital: HospitalID, terminal: TerminalName, epoch: StreamEpoch, head: EventHash, events: [PreparedEvent]
    ) {
        self.hospital = hospital
        self.terminal = terminal
        self.epoch = epoch
        self.head = head
        self.events = events
        isBehind = false
        hasKey = true
        certificate = nil
    }
}
