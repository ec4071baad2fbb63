import BedsideDomain

// A hold promises a stay and its deposits to one terminal for a while: the pending transfer of the two-phase kind
// (sync.md 4). It ends once, by its post or its void; the unique index on `transfers.pending_id` says so.

extension CentralTransaction {
    /// How long a hold lasts.
    static var holdSeconds: Int64 { 60 }

    /// Promises a free stay to a terminal.
    func hold(
        _ encounter: EncounterID, for terminal: TerminalName, in hospital: HospitalID, id: OperationID,
        at now: Timestamp
    ) throws(CentralError) {
        let expires = now.adding(seconds: Self.holdSeconds)
        let transit = LedgerAccount.transit(encounter)
        let fen = try available(transit, in: hospital)
        try insert(
            transferInsert,
            [
                [
                    .id(hospital), .fixed(id), .text(transit.code),
                    .text(LedgerAccount.custody(terminal, encounter).code),
                    .int(fen), "pending", nil, .at(expires), "custody-in", .id(encounter), .id(terminal), .at(now),
                ]
            ])
        if fen > 0 {
            try run(
                """
                UPDATE accounts SET debits_pending_fen = debits_pending_fen + $3 WHERE hospital = $1 AND account = $2
                """, [.id(hospital), .text(transit.code), .int(fen)])
        }
        try noteHold(id, encounter, terminal, in: hospital, until: expires)
        try run(
            "UPDATE stays SET custody = 'held', hold = $3 WHERE hospital = $1 AND encounter = $2",
            [.id(hospital), .id(encounter), .fixed(id)])
    }

    /// A hold without a movement: the terminal keeps the stay already, by this store's books, and asks for its row again.
    func noteHold(
        _ id: OperationID, _ encounter: EncounterID, _ terminal: TerminalName, in hospital: HospitalID,
        until expires: Timestamp
    ) throws(CentralError) {
        try run(
            "INSERT INTO holds(hospital, hold, encounter, terminal, expires_ms) VALUES ($1, $2, $3, $4, $5)",
            [.id(hospital), .fixed(id), .id(encounter), .id(terminal), .at(expires)])
    }

    /// Promises a stay that was just given up to whoever asked last, if that one still waits.
    func holdForWaiting(
        _ encounter: EncounterID, in hospital: HospitalID, id: OperationID, at now: Timestamp
    ) throws(CentralError) {
        let taken = try row(
            """
            DELETE FROM takes WHERE hospital = $1 AND encounter = $2 RETURNING terminal, until_ms
            """, [.id(hospital), .id(encounter)])
        guard let taken, try taken.moment(1) >= now else { return }
        try hold(encounter, for: taken.id(0), in: hospital, id: id, at: now)
    }

    /// Ends a hold for good; false when it had ended before. `post` gives the deposits to its terminal, `void` leaves them
    /// with nobody. The caller has locked the stay.
    func end(_ hold: HoldRow, _ ending: HoldEnding, in hospital: HospitalID, at now: Timestamp)
        throws(CentralError) -> Bool
    {
        let ended = try run(
            "UPDATE holds SET ended_ms = $3, ending = $4 WHERE hospital = $1 AND hold = $2 AND ended_ms IS NULL",
            [.id(hospital), .fixed(hold.id), .at(now), .text(ending.rawValue)])
        guard ended == 1 else { return false }
        let pending = try row(
            "SELECT debit, credit, amount_fen FROM transfers WHERE hospital = $1 AND id = $2 AND mode = 'pending'",
            [.id(hospital), .fixed(hold.id)])
        guard let pending else { return true }
        let (debit, credit, fen) = (try pending.text(0), try pending.text(1), try pending.int(2))
        try insert(
            transferInsert,
            [
                [
                    .id(hospital), .fixed(Movement.id(hold.id, 0)), .text(debit), .text(credit), .int(fen),
                    .text(ending.rawValue), .fixed(hold.id), nil, "custody-in", .id(hold.encounter),
                    .id(hold.terminal), .at(now),
                ]
            ])
        guard fen > 0 else { return true }
        let posted = ending == .post ? fen : 0
        try run(
            """
            UPDATE accounts SET debits_pending_fen = debits_pending_fen - $3, debits_fen = debits_fen + $4
            WHERE hospital = $1 AND account = $2
            """, [.id(hospital), .text(debit), .int(fen), .int(posted)])
        if posted > 0 { try self.credit(credit, fen, in: hospital) }
        return true
    }
}

/// How a hold ended.
enum HoldEnding: String, Sendable { case post, void }

/// A hold as it stands.
struct HoldRow: Sendable {
    let id: OperationID
    let encounter: EncounterID
    let terminal: TerminalName
    let expires: Timestamp
    let ending: HoldEnding?
}

extension CentralTransaction {
    func hold(_ id: OperationID, in hospital: HospitalID) throws(CentralError) -> HoldRow? {
        try holds("hold = $2", [.id(hospital), .fixed(id)]).first
    }

    func holds(_ condition: String, _ arguments: [SQLValue]) throws(CentralError) -> [HoldRow] {
        try rows(
            """
            SELECT hold, encounter, terminal, expires_ms, ending FROM holds WHERE hospital = $1 AND \(condition)
            ORDER BY expires_ms, hold
            """, arguments
        ).map { row throws(CentralError) in
            HoldRow(
                id: try row.fixed(0), encounter: try row.id(1), terminal: try row.id(2), expires: try row.moment(3),
                ending: try row.optionalText(4).flatMap(HoldEnding.init))
        }
    }
}
