package import BedsideDomain
import GRDB

extension Store {
    /// Settles a stay: everything is computed again in this transaction and must come to what the patient agreed to.
    ///
    /// Called again with the same fingerprint after success, the stored settlement, refunds and jobs come back.
    ///
    /// - Parameters:
    ///   - agreed: the fingerprint of the preview that the patient saw.
    ///   - staff: whose badge and PIN agreed to a refund above the limit.
    ///   - papers: what to print; given the stay as it was, the preview and the settlement.
    ///
    /// Throws ``DomainError``: `gateClosed`, `billChanged`, `notPaid`, `staffMustAgree`, `wrongState`,
    /// `insuranceDisagrees`; ``StoreError`` `notFound`.
    package func settle(
        _ encounter: EncounterID, agreed: String, staff: StaffID?, refundLimit: Money, at moment: Timestamp,
        papers: @escaping @Sendable (Encounter, SettlementPreview, Settlement) throws -> [Paper]
    ) async throws -> (Settlement, [RefundOrder], [PrintJob]) {
        try await commit { transaction in
            let stay = try transaction.knownEncounter(encounter)
            if let done = try transaction.settlement(of: encounter) {
                guard done.fingerprint == agreed else {
                    throw DomainError(.wrongState, "This stay is already settled, by another agreement.")
                }
                return (
                    done, try transaction.refunds(of: done.id),
                    try transaction.printJobs(of: encounter, .settlement(done.id))
                )
            }
            let offer = try transaction.settlementOffer(encounter)
            if let staff { try transaction.requireStaff(staff, may: .agreeRefund) }
            let commit = try SettlementCommit(
                preview: offer.preview, fingerprint: offer.fingerprint, agreedFingerprint: agreed,
                toppedUp: offer.toppedUp, gates: DischargeGate.checklist(transaction.standing(stay)),
                refundLimit: refundLimit, staff: staff)
            let settlement = try transaction.write(offer, commit, staff: staff, stay, at: moment)
            let refunds = try transaction.refunds(of: settlement.id)
            let jobs = try transaction.enqueue(
                papers(stay, offer.preview, settlement), of: encounter, .settlement(settlement.id), at: moment)
            return (settlement, refunds, jobs)
        }
    }

    /// The finished settlement of a stay, for its papers again.
    package func settlement(of encounter: EncounterID) async throws -> Settlement? {
        try await read { try $0.settlement(of: encounter) }
    }
}

extension Transaction {
    func settlement(of encounter: EncounterID) throws -> Settlement? {
        try first(
            """
            SELECT id, total_fen, insurance_fen, account_fen, deposits_fen, due_fen, fingerprint, settled_ms
            FROM settlements WHERE encounter = ?
            """, [encounter.text]
        ) {
            Settlement(
                id: try $0.id(), encounter: encounter, total: try $0.money(), insurance: try $0.money(),
                account: try $0.money(), deposits: try $0.money(), due: try $0.money(), fingerprint: try $0.text(),
                settledAt: try $0.moment())
        }
    }

    fileprivate func write(
        _ offer: (preview: SettlementPreview, fingerprint: String, toppedUp: Money), _ commit: SettlementCommit,
        staff: StaffID?, _ stay: Encounter, at moment: Timestamp
    ) throws -> Settlement {
        let preview = offer.preview
        let settlement = Settlement(
            id: SettlementID(trusted: codeNumber("JS", at: moment)), encounter: stay.id, total: preview.bill.total,
            insurance: preview.insurance, account: preview.account, deposits: preview.deposits, due: preview.due,
            fingerprint: offer.fingerprint, settledAt: moment)
        for line in preview.bill.lines {
            try run(
                """
                INSERT INTO settlement_lines(settlement, charge, quantity, unit_price_fen, amount_fen)
                VALUES (?, ?, ?, ?, ?)
                """,
                [
                    settlement.id.text, line.id.text, line.quantity.tenThousandths, line.unitPrice.fen, line.amount.fen,
                ])
        }
        try run(
            """
            INSERT INTO settlements(id, encounter, total_fen, insurance_fen, account_fen, deposits_fen, due_fen,
                topped_up_fen, fingerprint, insurance_result, discharged_day, agreed_by, settled_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                settlement.id.text, stay.id.text, preview.bill.total.fen, preview.insurance.fen, preview.account.fen,
                preview.deposits.fen, preview.due.fen, offer.toppedUp.fen, offer.fingerprint,
                try insuranceResult(stay.id)?.id.text, preview.dischargedOn.daysSince1970, staff?.text,
                moment.milliseconds,
            ])
        for transfer in commit.transfers {
            try post(transfer, of: stay.id, reference: settlement.id.text, at: moment)
        }
        try insertRefunds(preview.refund, settlement, at: moment)
        try save(stay.state.settling(settlement.id, at: moment), of: stay.id)
        try noteSettlement(settlement, lines: preview.bill.lines.count, staff: staff, at: moment)
        return settlement
    }

    private func noteSettlement(_ settlement: Settlement, lines: Int, staff: StaffID?, at moment: Timestamp) throws {
        let facts: [String: Fact] = [
            "settlement": .text(settlement.id.text), "encounter": .text(settlement.encounter.text),
            "total_fen": .number(settlement.total.fen), "insurance_fen": .number(settlement.insurance.fen),
            "account_fen": .number(settlement.account.fen), "deposits_fen": .number(settlement.deposits.fen),
            "due_fen": .number(settlement.due.fen), "fingerprint": .text(settlement.fingerprint),
            "lines": .count(lines), "agreed_by": .optional(staff?.text),
        ]
        try audit(
            "settled", by: staff.map(Actor.staff) ?? .patient, of: "encounter:\(settlement.encounter.text)", facts,
            at: moment)
        try tell("encounter.settled", key: settlement.encounter.text, facts, at: moment)
    }
}
