import BedsideDomain

extension FactWriter {
    func open(_ fact: DisputeOpenedFact, _ event: OutboxEvent) throws {
        try transaction.run(
            """
            INSERT INTO disputes(hospital, dispute, encounter, charge, reason, opened_ms) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """,
            [
                .id(hospital), .id(fact.dispute), .id(fact.encounter), .id(fact.charge), .text(fact.reason.text),
                .at(event.wall),
            ])
    }

    func answer(_ fact: DisputeAnsweredFact, _ event: OutboxEvent) throws {
        try transaction.run(
            "UPDATE disputes SET answered_ms = $3 WHERE hospital = $1 AND dispute = $2 AND answered_ms IS NULL",
            [.id(hospital), .id(fact.dispute), .at(event.wall)])
    }

    /// Kept as it was said; `reconcile` compares it with what came.
    func keep(_ fact: DayStatement, _ event: OutboxEvent) throws {
        let (paid, refunded) = (try words(fact.paid), try words(fact.refunded))
        try transaction.run(
            """
            INSERT INTO statements(hospital, terminal, day, epoch, seq, from_seq, to_seq, head_hash, events, paid, refunded,
                settled_fen, settlements, waiting, recv_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            [
                .id(hospital), .id(terminal), .text(fact.day.text), .fixed(fact.epoch), .int(event.seq),
                .int(fact.fromSeq), .int(fact.toSeq), .fixed(fact.headHash), .int(fact.events), .text(paid),
                .text(refunded), .int(fact.settledFen), .int(fact.settlements), .int(fact.waiting), .at(now),
            ])
    }

    func noteRefusal(_ fact: FeedRefusedFact) throws {
        try transaction.run(
            """
            INSERT INTO feed_refusals(hospital, terminal, table_name, key, version, code, recv_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (hospital, terminal, table_name, key) DO UPDATE SET version = excluded.version,
                code = excluded.code, recv_ms = excluded.recv_ms
            """,
            [
                .id(hospital), .id(terminal), .text(fact.table.text), .text(fact.key.text), .int(fact.version),
                .text(fact.code.text), .at(now),
            ])
    }

    private func words(_ amounts: [PaymentChannel: Int64]) throws(CentralError) -> String {
        try feedJSON([String: Int64](uniqueKeysWithValues: amounts.map { ($0.key.rawValue, $0.value) }))
    }
}
