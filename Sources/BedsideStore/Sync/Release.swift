package import BedsideDomain
import GRDB

/// What became of the wish that a stay goes to another terminal.
package enum StayRelease: Sendable, Hashable {
    /// Given up, with this much of deposits.
    case released(deposits: Money)
    case refused(Reason)

    package enum Reason: String, Sendable, Hashable, CaseIterable {
        case paymentOpen = "payment-open"
        case refundOpen = "refund-open"
        /// A top-up was paid for the bill as it is now.
        case settlementUnderWay = "settlement-under-way"
        case notKept = "not-kept"
        case over
    }
}

extension Store {
    /// Gives a stay up for another terminal, with its deposits, in one transaction, unless something is under way.
    package func release(_ encounter: EncounterID, at moment: Timestamp) async throws -> StayRelease {
        try await commit { transaction in
            if let reason = try transaction.reasonToKeep(encounter) { return .refused(reason) }
            return .released(deposits: try transaction.release(encounter, at: moment))
        }
    }
}

extension Transaction {
    fileprivate func reasonToKeep(_ encounter: EncounterID) throws -> StayRelease.Reason? {
        guard try isKeptHere(encounter), try stayElsewhere(encounter) == nil, let stay = try self.encounter(encounter)
        else { return .notKept }
        let open = try first(
            """
            SELECT EXISTS (SELECT 1 FROM payment_orders WHERE encounter = ?1 AND \(PaymentRecord.isOpen)),
                EXISTS (SELECT 1 FROM refund_orders WHERE encounter = ?1 AND state <> 'done')
            """, [encounter.text]
        ) { (payment: try $0.flag(), refund: try $0.flag()) }
        guard open?.payment != true else { return .paymentOpen }
        guard open?.refund != true else { return .refundOpen }
        guard stay.state.isOpen else { return .over }
        return try isBeingSettled(encounter) ? .settlementUnderWay : nil
    }

    /// Whether somebody paid the rest of the very bill of now. Without a bill there is nothing to be paid.
    private func isBeingSettled(_ encounter: EncounterID) throws -> Bool {
        do { return try settlementOffer(encounter).toppedUp.isPositive } catch is DomainError { return false }
    }

    fileprivate func release(_ encounter: EncounterID, at moment: Timestamp) throws -> Money {
        let tenure = try tenure(of: encounter)
        let deposits = try depositBalance(encounter)
        if deposits.isPositive {
            try post(
                Transfer(
                    debit: .deposit(encounter), credit: .custody(encounter), amount: deposits, purpose: .custodyOut),
                of: encounter, reference: tenure, at: moment)
        }
        let row = try first(
            """
            SELECT e.admission_order, o.ward, e.bed, e.state, e.state_ms FROM encounters e
            JOIN admission_orders o ON o.id = e.admission_order WHERE e.number = ?
            """, [encounter.text]
        ) {
            (
                stay: StayElsewhere(
                    encounter: encounter, order: try $0.id(), keeper: nil, ward: try $0.id(), bed: try $0.id(),
                    state: try $0.text()),
                since: try $0.int()
            )
        }
        guard let row else { throw StoreError.notFound("stay") }
        try run("UPDATE encounters SET away = 1 WHERE number = ?", [encounter.text])
        try save(row.stay)
        let facts: [String: Fact] = [
            "encounter": .text(encounter.text), "deposits_fen": .number(deposits.fen), "state": .text(row.stay.state),
            "state_ms": .number(row.since),
        ]
        try audit("stay-released", by: .centre, of: "encounter:\(encounter.text)", facts, at: moment)
        try tell("stay.released", key: tenure, facts, at: moment)
        return deposits
    }

    /// What the ledger holds of a stay's deposits.
    func depositBalance(_ encounter: EncounterID) throws -> Money {
        try first(
            """
            SELECT coalesce(sum(CASE ?1 WHEN credit THEN amount_fen WHEN debit THEN -amount_fen END), 0)
            FROM ledger_transfers WHERE encounter = ?2
            """, [Account.deposit(encounter).code, encounter.text]
        ) { try $0.money() } ?? .zero
    }
}
