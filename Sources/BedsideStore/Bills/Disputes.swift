package import BedsideDomain
import GRDB

extension Store {
    /// The patient disputes a line; asked again, the open dispute comes back.
    ///
    /// Throws ``StoreError`` `notFound`; ``DomainError``: `notYours` when the line is of another stay, `wrongState` when the
    /// stay is over.
    package func openDispute(
        _ encounter: EncounterID, charge: ChargeID, reason: Dispute.Reason, at moment: Timestamp
    ) async throws -> Dispute {
        try await commit { transaction in
            _ = try transaction.openEncounter(encounter)
            let owner: EncounterID? = try transaction.first(
                "SELECT encounter FROM charges WHERE id = ?", [charge.text]
            ) { try $0.id() }
            guard let owner else { throw StoreError.notFound("charge") }
            guard owner == encounter else { throw DomainError(.notYours, "This charge belongs to another stay.") }
            if let open = try transaction.disputes(encounter).first(where: { $0.charge == charge }) { return open }
            let dispute = Dispute(
                id: DisputeID(trusted: transaction.ids.ulid(milliseconds: moment.milliseconds)), encounter: encounter,
                charge: charge, reason: reason, openedAt: moment, resolvedAt: nil)
            try transaction.run(
                "INSERT INTO disputes(id, encounter, charge, reason, opened_ms) VALUES (?, ?, ?, ?, ?)",
                [dispute.id.text, encounter.text, charge.text, reason.rawValue, moment.milliseconds])
            let facts: [String: Fact] = [
                "dispute": .text(dispute.id.text), "encounter": .text(encounter.text), "charge": .text(charge.text),
                "reason": .text(reason.rawValue),
            ]
            try transaction.audit(
                "disputed", by: .patient, of: "encounter:\(encounter.text)", facts, at: moment)
            try transaction.tell("dispute.opened", key: dispute.id.text, facts, at: moment)
            return dispute
        }
    }

    /// Disputes of a stay that nobody has answered.
    package func openDisputes(_ encounter: EncounterID) async throws -> [Dispute] {
        try await read { try $0.disputes(encounter) }
    }

    /// The billing office answered a disputed line; false when it was not open.
    @discardableResult
    package func resolveDispute(of encounter: EncounterID, charge: ChargeID, at moment: Timestamp) async throws -> Bool
    {
        try await commit { try $0.resolveDispute(of: encounter, charge: charge, at: moment) }
    }
}

extension Transaction {
    /// Open ones only.
    func disputes(_ encounter: EncounterID) throws -> [Dispute] {
        try all(
            """
            SELECT id, charge, reason, opened_ms FROM disputes WHERE encounter = ? AND resolved_ms IS NULL
            ORDER BY opened_ms, id
            """, [encounter.text]
        ) {
            Dispute(
                id: try $0.id(), encounter: encounter, charge: try $0.id(), reason: try $0.word(),
                openedAt: try $0.moment(), resolvedAt: nil)
        }
    }

    func resolveDispute(of encounter: EncounterID, charge: ChargeID, at moment: Timestamp) throws -> Bool {
        guard let dispute = try disputes(encounter).first(where: { $0.charge == charge }) else { return false }
        let answered = max(moment, dispute.openedAt)
        try run("UPDATE disputes SET resolved_ms = ? WHERE id = ?", [answered.milliseconds, dispute.id.text])
        let facts: [String: Fact] = ["dispute": .text(dispute.id.text), "charge": .text(charge.text)]
        try audit("dispute-answered", by: .importer, of: "encounter:\(encounter.text)", facts, at: moment)
        try tell("dispute.answered", key: dispute.id.text, facts, at: moment)
        return true
    }
}
