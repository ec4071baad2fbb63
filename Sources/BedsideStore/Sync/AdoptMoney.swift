import BedsideDomain
import GRDB

extension Transaction {
    /// The deposits of a stay that comes: payments that this terminal knows come back as they went, the others are written
    /// with the terminal that took them.
    func adoptMoney(_ stay: StayBody, _ hold: OperationID, at moment: Timestamp) throws {
        let back = try first(
            "SELECT coalesce(sum(amount_fen), 0) FROM payment_orders WHERE encounter = ? AND state = 'paid'",
            [stay.encounter.text]
        ) { try $0.money() }
        if let back, back.isPositive {
            try post(
                Transfer(
                    debit: .custody(stay.encounter), credit: .deposit(stay.encounter), amount: back,
                    purpose: .custodyIn),
                of: stay.encounter, reference: "\(stay.encounter.text):\(hold)", at: moment)
        }
        for payment in stay.payments { try adopt(payment, of: stay.encounter) }
        guard try depositBalance(stay.encounter) == heldDeposits(stay.encounter) else {
            throw StoreError(
                .ruleBroken,
                "The deposits of a stay do not add up to its payments; nothing was changed. Tell the centre.")
        }
    }

    private func adopt(_ payment: StayBody.Payment, of encounter: EncounterID) throws {
        let stored = try first("\(PaymentRecord.select) WHERE id = ?", [payment.payment.text], PaymentRecord.read)
        if let stored {
            guard stored.encounter == encounter, stored.amount.fen == payment.amountFen, case .paid = stored.state
            else {
                throw StoreError(
                    .ruleBroken, "The centre tells another end of a payment of this terminal; nothing was changed.")
            }
            return
        }
        try run(
            """
            INSERT INTO payment_orders(id, encounter, purpose, fingerprint, channel, amount_fen, created_ms, state, paid_ms,
                reference, origin)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'paid', ?, ?, ?)
            """,
            [
                payment.payment.text, encounter.text, payment.purpose, payment.fingerprint, payment.channel.rawValue,
                payment.amountFen, payment.createdMs.milliseconds, payment.paidMs.milliseconds, payment.reference,
                payment.terminal.text,
            ])
        try post(
            Transfer(
                debit: .custody(encounter), credit: .deposit(encounter), amount: Money(fen: payment.amountFen),
                purpose: .deposit),
            of: encounter, reference: payment.payment.text, origin: payment.terminal.text, at: payment.paidMs)
    }
}
