import BedsideDomain

extension FactWriter {
    /// Money came in: it stands with this terminal until the stay is settled or given up.
    func pay(_ fact: PaymentPaidFact, _ event: OutboxEvent) throws {
        let fingerprint = fact.fingerprint?.text ?? ""
        let changed = try transaction.run(
            """
            INSERT INTO payments(hospital, payment, encounter, terminal, channel, purpose, fingerprint, amount_fen, state,
                created_ms, paid_ms, reference, recv_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'paid', $9, $9, $10, $11)
            ON CONFLICT (hospital, payment) DO UPDATE SET state = 'paid', paid_ms = excluded.paid_ms,
                reference = excluded.reference, recv_ms = excluded.recv_ms
                WHERE payments.state = 'created' AND payments.encounter = excluded.encounter
                    AND payments.terminal = excluded.terminal AND payments.channel = excluded.channel
                    AND payments.amount_fen = excluded.amount_fen
            """,
            [
                .id(hospital), .id(fact.payment), .id(fact.encounter), .id(terminal), .text(fact.channel.rawValue),
                .text(fingerprint.isEmpty ? "deposit" : "settlement"), .text(fingerprint), .int(fact.amountFen.fen),
                .at(fact.paidMs), .text(fact.reference.text), .at(now),
            ])
        guard changed == 1 else { throw HeldReason.paymentDiffers }
        try post([
            Movement(
                id: event.operation, debit: .channel(terminal, fact.channel),
                credit: .custody(terminal, fact.encounter),
                fen: fact.amountFen.fen, purpose: "deposit", reference: fact.payment.text)
        ])
    }

    func close(_ fact: PaymentClosedFact) throws {
        let changed = try transaction.run(
            """
            UPDATE payments SET state = 'closed', reason = $4, recv_ms = $5
            WHERE hospital = $1 AND payment = $2 AND terminal = $3 AND state = 'created'
            """, [.id(hospital), .id(fact.payment), .id(terminal), .text(fact.reason.text), .at(now)])
        guard changed == 1 else { throw HeldReason.unknownPayment }
    }

    /// A provider that says something else after the end: for the billing office, by `reconcile`.
    func contradict(_ fact: PaymentContradictedFact) throws {
        let changed = try transaction.run(
            "UPDATE payments SET contradicted = $3 WHERE hospital = $1 AND payment = $2",
            [.id(hospital), .id(fact.payment), .text("\(fact.stored.text) / \(fact.reported.text)")])
        guard changed == 1 else { throw HeldReason.unknownPayment }
    }

    func refund(_ fact: RefundFact, _ event: OutboxEvent) throws {
        let encounter = try encounter(of: fact.payment)
        let changed = try write(fact, "done", encounter)
        guard changed == 1 else { throw HeldReason.saidBefore }
        try post([
            Movement(
                id: event.operation, debit: .clearing(terminal, encounter), credit: .channel(terminal, fact.channel),
                fen: fact.amountFen.fen, purpose: "refund-done", reference: fact.refund.text)
        ])
    }

    /// The provider would not; the desk pays it out later, and the money waits in the clearing account.
    func refuseRefund(_ fact: RefundFact) throws {
        _ = try write(fact, "refused", try encounter(of: fact.payment))
    }

    private func write(_ fact: RefundFact, _ state: String, _ encounter: EncounterID) throws -> Int {
        try transaction.run(
            """
            INSERT INTO refunds(hospital, refund, payment, encounter, terminal, channel, amount_fen, state, at_ms, recv_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (hospital, refund) DO UPDATE SET state = excluded.state, channel = excluded.channel,
                at_ms = excluded.at_ms, recv_ms = excluded.recv_ms
                WHERE refunds.state = 'refused' AND refunds.amount_fen = excluded.amount_fen
            """,
            [
                .id(hospital), .id(fact.refund), .id(fact.payment), .id(encounter), .id(terminal),
                .text(fact.channel.rawValue), .int(fact.amountFen.fen), .text(state), .at(fact.atMs), .at(now),
            ])
    }

    private func encounter(of payment: PaymentOrderID) throws -> EncounterID {
        let row = try transaction.row(
            "SELECT encounter FROM payments WHERE hospital = $1 AND payment = $2", [.id(hospital), .id(payment)])
        guard let row else { throw HeldReason.unknownPayment }
        return try row.id(0)
    }
}
