import BedsideDomain

extension FactWriter {
    /// The terminal that admits keeps the stay first.
    mutating func admit(_ fact: AdmittedFact) throws {
        let changed = try transaction.run(
            """
            INSERT INTO stays(hospital, encounter, admission_order, keeper, custody, ward, bed, state, state_ms, admitted_ms,
                confirmed_by, phone, consents)
            VALUES ($1, $2, $3, $4, 'kept', $5, $6, 'in-ward', $7, $7, $8, $9, $10) ON CONFLICT DO NOTHING
            """,
            [
                .id(hospital), .id(fact.encounter), .id(fact.order), .id(terminal), .id(fact.ward), .id(fact.bed),
                .at(fact.admittedMs), .id(fact.confirmedBy), .text(fact.phone.text),
                .text(try feedJSON(fact.consents.map(\.text))),
            ])
        guard changed == 1 else { throw HeldReason.stayExists }
        changedStays.insert(fact.encounter)
    }

    /// The bill is closed: the deposits pay it, and what is left over waits to go back.
    mutating func settle(_ fact: SettledFact, _ event: OutboxEvent) throws {
        try requireKeeper(of: fact.encounter)
        let used = fact.totalFen.fen - fact.insuranceFen.fen - fact.accountFen.fen
        guard used >= 0, used - fact.depositsFen.fen == fact.dueFen.fen else { throw HeldReason.badBody }
        let changed = try transaction.run(
            """
            INSERT INTO settlements(hospital, encounter, settlement, terminal, total_fen, insurance_fen, account_fen,
                deposits_fen, due_fen, fingerprint, agreed_by, settled_ms, recv_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING
            """,
            [
                .id(hospital), .id(fact.encounter), .id(fact.settlement), .id(terminal), .int(fact.totalFen.fen),
                .int(fact.insuranceFen.fen), .int(fact.accountFen.fen), .int(fact.depositsFen.fen),
                .int(fact.dueFen.fen), .text(fact.fingerprint.text), .id(fact.agreedBy), .at(event.wall), .at(now),
            ])
        guard changed == 1 else { throw HeldReason.saidBefore }
        let custody = LedgerAccount.custody(terminal, fact.encounter)
        let receivable = LedgerAccount.receivable(fact.encounter)
        let legs: [(LedgerAccount, LedgerAccount, Int64, String)] = [
            (receivable, .revenue, fact.totalFen.fen, "charge"),
            (.insuranceFund, receivable, fact.insuranceFen.fen, "insurance"),
            (.insuranceAccount, receivable, fact.accountFen.fen, "account"),
            (custody, receivable, used, "deposit-used"),
            (custody, .clearing(terminal, fact.encounter), max(0, -fact.dueFen.fen), "refund-decided"),
        ]
        try post(
            legs.enumerated().filter { $0.element.2 > 0 }.map { index, leg in
                Movement(
                    id: Movement.id(event.operation, index), debit: leg.0, credit: leg.1, fen: leg.2, purpose: leg.3,
                    reference: fact.settlement.text)
            })
        try transaction.run(
            "UPDATE stays SET state = 'settled', state_ms = $3 WHERE hospital = $1 AND encounter = $2",
            [.id(hospital), .id(fact.encounter), .at(event.wall)])
        changedStays.insert(fact.encounter)
    }

    /// The keeper gave the stay up, which nobody can take back: its deposits belong to nobody for a moment, and go on to
    /// whoever asked last.
    mutating func release(_ fact: StayReleasedFact, _ event: OutboxEvent) throws {
        try requireKeeper(of: fact.encounter)
        guard ["in-ward", "awaiting-settlement"].contains(fact.state.text) else { throw HeldReason.badBody }
        let custody = LedgerAccount.custody(terminal, fact.encounter)
        let available = try transaction.available(custody, in: hospital)
        // Tried late, what came in when the terminal had the stay again is there too.
        guard available == fact.depositsFen.fen || (isResolution && available > fact.depositsFen.fen) else {
            throw HeldReason.depositsDiffer
        }
        // Also the hold that the keeper asked for itself: taken for good later, it would make two keepers.
        for hold in try transaction.holds(
            "encounter = $2 AND ended_ms IS NULL", [.id(hospital), .id(fact.encounter)])
        { _ = try transaction.end(hold, .void, in: hospital, at: now) }
        try post([
            Movement(
                id: event.operation, debit: custody, credit: .transit(fact.encounter), fen: fact.depositsFen.fen,
                purpose: "custody-out", reference: fact.encounter.text)
        ])
        try transaction.run(
            """
            UPDATE stays SET custody = 'free', state = $3, state_ms = $4 WHERE hospital = $1 AND encounter = $2
            """, [.id(hospital), .id(fact.encounter), .text(fact.state.text), .at(fact.stateMs)])
        if try transaction.doubt(in: hospital) == nil {
            try transaction.holdForWaiting(fact.encounter, in: hospital, id: Movement.id(event.operation, 1), at: now)
        }
        changedStays.insert(fact.encounter)
        freedStays.insert(fact.encounter)
    }

    /// The new keeper wrote the stay down; the hold must have been taken for good before.
    mutating func confirmTaken(_ fact: StayTakenFact) throws {
        let hold = try transaction.hold(fact.hold, in: hospital)
        if let hold {
            guard hold.terminal == terminal, hold.encounter == fact.encounter else { throw HeldReason.holdNotPosted }
            if hold.ending == .post { return }
        }
        guard try transaction.doubt(in: hospital) != nil, hold?.ending == nil else { throw HeldReason.holdNotPosted }
        if let hold { try postForgotten(hold) } else { try takeForgotten(fact) }
    }

    /// Throws ``HeldReason`` unless this terminal keeps the stay.
    private func requireKeeper(of encounter: EncounterID) throws {
        guard let stay = try transaction.lockedStay(encounter, in: hospital) else { throw HeldReason.unknownStay }
        guard stay.custody == .kept, stay.keeper == terminal else { throw HeldReason.notKeeper }
    }
}
