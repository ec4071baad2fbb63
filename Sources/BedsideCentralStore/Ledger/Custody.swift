package import BedsideDomain
package import BedsideWire

/// What became of a wish to keep a stay.
package enum TakeOutcome: Sendable {
    case held(TakeAnswer)
    /// Its keeper was told to give it up; ask again when the feed or the time moves on.
    case asked
}

extension CentralStore {
    /// A terminal wants to keep a stay. Call it again while it answers `asked`; the same wish has the same end.
    ///
    /// - Parameter wait: seconds for which the terminal waits; the keeper is not asked to give it up later than that.
    ///
    /// Throws `SyncRefusal` `not-found`, `not-yours`, `stay-in-use`, `busy` after a restore; ``CentralError``.
    package func take(
        _ encounter: EncounterID, for terminal: TerminalName, of hospital: HospitalID, wait: Int64, at now: Timestamp
    ) async throws -> TakeOutcome {
        let id = ids.operation()
        return try await database.write { transaction in
            try transaction.take(
                Wish(encounter: encounter, terminal: terminal, hospital: hospital, now: now), wait: wait, id: id)
        }
    }

    /// The terminal of a hold takes the stay for good; again is the same. Only then may it use it.
    ///
    /// Throws `SyncRefusal` `not-found`, `frozen`, `hold-ended`, `busy` after a restore; ``CentralError``.
    package func post(
        hold: OperationID, by terminal: TerminalName, of hospital: HospitalID, at now: Timestamp
    ) async throws -> StayRow {
        let row = try await database.write { transaction in
            try transaction.post(hold, by: terminal, in: hospital, at: now)
        }
        guard let row else {
            throw SyncRefusal(.holdEnded, "The hold ended before it was taken; ask for the stay again.")
        }
        return row
    }

    /// Ends every hold whose time is over: the stay is offered to its old keeper again. After a restore none ends until every
    /// terminal was heard again, and then all do. Returns how many, or 1 for the end of such a doubt.
    @discardableResult
    package func expireHolds(of hospital: HospitalID, at now: Timestamp) async throws -> Int {
        if try await isInDoubt(hospital) { return try await endDoubt(of: hospital, at: now) ? 1 : 0 }
        return try await database.write { transaction in
            let late = try transaction.holds("ended_ms IS NULL AND expires_ms < $2", [.id(hospital), .at(now)])
            return try late.count { try transaction.expire($0, in: hospital, at: now) }
        }
    }
}

/// Who wants which stay.
struct Wish: Sendable {
    let encounter: EncounterID
    let terminal: TerminalName
    let hospital: HospitalID
    let now: Timestamp
}

extension CentralTransaction {
    func take(_ wish: Wish, wait: Int64, id: OperationID) throws -> TakeOutcome {
        let (encounter, terminal, hospital, now) = (wish.encounter, wish.terminal, wish.hospital, wish.now)
        try refuseInDoubt(hospital)
        guard var stay = try lockedStay(encounter, in: hospital) else {
            throw SyncRefusal(.notFound, "This central store knows no such stay.")
        }
        let mine = try row(
            "SELECT ward FROM terminals WHERE hospital = $1 AND name = $2 AND state = 'active'",
            [.id(hospital), .id(terminal)])
        guard let mine, try mine.text(0) == stay.ward.text else {
            throw SyncRefusal(.notYours, "The stay is in another ward than this terminal.")
        }
        guard ["in-ward", "awaiting-settlement"].contains(stay.state) else {
            throw SyncRefusal(.stayInUse, "The stay is over; nothing of it can be taken.")
        }
        if stay.custody == .held, let id = stay.hold, let old = try hold(id, in: hospital) {
            if old.expires < now {
                _ = try expire(old, in: hospital, at: now)
                stay = try lockedStay(encounter, in: hospital) ?? stay
            } else if old.terminal == terminal {
                return .held(try answer(old, wish))
            } else {
                throw SyncRefusal(.stayInUse, "Another terminal is just taking the stay; try again.")
            }
        }
        if stay.custody == .kept, let keeper = stay.keeper {
            if keeper == terminal { return .held(try holdAgain(wish, id)) }
            guard try free(encounter, of: keeper, wish, id) else {
                try ask(keeper, wish, wait)
                return .asked
            }
        }
        try hold(encounter, for: terminal, in: hospital, id: id, at: now)
        try publishStay(encounter, in: hospital, at: now)
        guard let made = try hold(id, in: hospital) else { throw CentralError.damaged("a hold is not there") }
        return .held(try answer(made, wish))
    }

    /// Nil when the hold has ended.
    func post(_ id: OperationID, by terminal: TerminalName, in hospital: HospitalID, at now: Timestamp) throws
        -> StayRow?
    {
        try refuseInDoubt(hospital)
        guard let found = try hold(id, in: hospital), found.terminal == terminal,
            let stay = try lockedStay(found.encounter, in: hospital), let hold = try hold(id, in: hospital)
        else { throw SyncRefusal(.notFound, "This terminal has no such hold.") }
        let standing = try row(
            "SELECT state FROM terminals WHERE hospital = $1 AND name = $2", [.id(hospital), .id(terminal)])
        // Of a stream that forked, nobody knows which machine asks.
        guard try standing?.text(0) == TerminalState.active.rawValue else {
            throw SyncRefusal(.frozen, "This terminal is frozen or revoked; enrol it with a fresh token.")
        }
        switch hold.ending {
        case .post: return try stayRow(hold.encounter, in: hospital)
        case .void: return nil
        case nil: break
        }
        guard hold.expires >= now else {
            _ = try expire(hold, in: hospital, at: now)
            return nil
        }
        guard try give(hold, stay, in: hospital, at: now) else { return nil }
        try publishStay(hold.encounter, in: hospital, at: now)
        return try stayRow(hold.encounter, in: hospital)
    }

    /// The hold's terminal keeps the stay from now on; false when the hold had ended before.
    func give(_ hold: HoldRow, _ stay: StayStanding, in hospital: HospitalID, at now: Timestamp)
        throws(CentralError) -> Bool
    {
        guard try end(hold, .post, in: hospital, at: now) else { return false }
        if stay.hold == hold.id {
            try run(
                "UPDATE stays SET custody = 'kept', keeper = $3, hold = NULL WHERE hospital = $1 AND encounter = $2",
                [.id(hospital), .id(hold.encounter), .id(hold.terminal)])
        }
        return true
    }

    /// False when the hold had ended before.
    func expire(_ hold: HoldRow, in hospital: HospitalID, at now: Timestamp) throws(CentralError) -> Bool {
        let stay = try lockedStay(hold.encounter, in: hospital)
        guard try end(hold, .void, in: hospital, at: now) else { return false }
        guard stay?.hold == hold.id else { return true }
        try run(
            "UPDATE stays SET custody = 'free', hold = NULL WHERE hospital = $1 AND encounter = $2",
            [.id(hospital), .id(hold.encounter)])
        try publishStay(hold.encounter, in: hospital, at: now)
        try finishMove(of: hold.encounter, in: hospital, at: now)
        return true
    }

    private func answer(_ hold: HoldRow, _ wish: Wish) throws -> TakeAnswer {
        guard let stay = try stayRow(hold.encounter, in: wish.hospital) else {
            throw CentralError.damaged("a stay is not there")
        }
        return TakeAnswer(
            hold: hold.id, holdMs: max(0, hold.expires.milliseconds - wish.now.milliseconds), stay: stay)
    }

    /// By the books the terminal keeps it already, but it asks: its answer was lost, or it forgot the stay.
    private func holdAgain(_ wish: Wish, _ id: OperationID) throws -> TakeAnswer {
        let old = try holds(
            "encounter = $2 AND terminal = $3 AND (ended_ms IS NULL OR ending = 'post')",
            [.id(wish.hospital), .id(wish.encounter), .id(wish.terminal)]
        ).last { $0.ending == .post || $0.expires >= wish.now }
        if let old { return try answer(old, wish) }
        let expires = wish.now.adding(seconds: Self.holdSeconds)
        try noteHold(id, wish.encounter, wish.terminal, in: wish.hospital, until: expires)
        let made = HoldRow(
            id: id, encounter: wish.encounter, terminal: wish.terminal, expires: expires, ending: nil)
        return try answer(made, wish)
    }

    /// A terminal that was revoked will never give anything up: a person took its word away, and its stays with it.
    private func free(_ encounter: EncounterID, of keeper: TerminalName, _ wish: Wish, _ id: OperationID) throws -> Bool
    {
        let row = try row(
            "SELECT state FROM terminals WHERE hospital = $1 AND name = $2", [.id(wish.hospital), .id(keeper)])
        guard try row?.text(0) == TerminalState.revoked.rawValue else { return false }
        try free(encounter, of: keeper, by: Movement.id(id, 2), in: wish.hospital, at: wish.now)
        return true
    }

    /// The stay and its deposits are nobody's, without the keeper's word. `id` is the transfer's number.
    func free(
        _ encounter: EncounterID, of keeper: TerminalName, by id: OperationID, in hospital: HospitalID,
        at now: Timestamp
    ) throws {
        let custody = LedgerAccount.custody(keeper, encounter)
        try post(
            [
                Movement(
                    id: id, debit: custody, credit: .transit(encounter), fen: try available(custody, in: hospital),
                    purpose: "custody-out", reference: encounter.text)
            ], by: keeper, in: hospital, at: now)
        try run(
            "UPDATE stays SET custody = 'free', keeper = NULL WHERE hospital = $1 AND encounter = $2",
            [.id(hospital), .id(encounter)])
    }

    /// Tells the keeper to give the stay up, once for all who ask within the time.
    private func ask(_ keeper: TerminalName, _ wish: Wish, _ wait: Int64) throws(CentralError) {
        let until = wish.now.adding(seconds: max(1, min(wait, Int64(SyncLimits.longestWait))))
        let old = try row(
            "SELECT terminal, until_ms FROM takes WHERE hospital = $1 AND encounter = $2",
            [.id(wish.hospital), .id(wish.encounter)])
        if let old, try old.moment(1) >= wish.now {
            // The newest wish has it; whoever asked before finds it in use.
            guard try old.text(0) != wish.terminal.text else { return }
            try run(
                "UPDATE takes SET terminal = $3 WHERE hospital = $1 AND encounter = $2",
                [.id(wish.hospital), .id(wish.encounter), .id(wish.terminal)])
            return
        }
        let command = try command(
            .releaseStay(encounter: wish.encounter), for: keeper, in: wish.hospital, notAfter: until, at: wish.now)
        try run(
            """
            INSERT INTO takes(hospital, encounter, terminal, command, until_ms) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (hospital, encounter) DO UPDATE SET terminal = excluded.terminal, command = excluded.command,
                until_ms = excluded.until_ms
            """, [.id(wish.hospital), .id(wish.encounter), .id(wish.terminal), .text(command), .at(until)])
    }
}
