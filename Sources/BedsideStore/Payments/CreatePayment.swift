package import BedsideDomain
import GRDB

extension Store {
    /// Commits the intent to pay, before anything is sent anywhere.
    ///
    /// Asked again for the same stay, purpose, channel and amount while the order is open, the same order comes back:
    /// there is never a second number while the first has not ended.
    ///
    /// Throws ``StoreError``: `paymentStillOpen` when another order of the same stay is open, `notFound`;
    /// ``DomainError``: `wrongState` when the stay is over or the bill is already paid, `invalidAmount`, and for a
    /// settlement `billChanged` when the fingerprint is not of now.
    package func createPayment(
        encounter: EncounterID, purpose: PaymentOrder.Purpose, channel: PaymentChannel, amount: Money,
        at moment: Timestamp
    ) async throws -> PaymentOrder {
        try await commit { transaction in
            _ = try transaction.openEncounter(encounter)
            let open = try transaction.first(
                "\(PaymentRecord.select) WHERE encounter = ? AND \(PaymentRecord.isOpen)", [encounter.text],
                PaymentRecord.read)
            if let open {
                guard open.purpose == purpose, open.channel == channel, open.amount == amount else {
                    throw StoreError(
                        .paymentStillOpen,
                        "A payment of this stay has not ended yet; wait for it or close it before a new one is begun.")
                }
                return open
            }
            try transaction.requirePayable(encounter, purpose, amount)
            return try transaction.insertPayment(encounter, purpose, channel, amount, at: moment)
        }
    }
}

extension Transaction {
    fileprivate func requirePayable(_ encounter: EncounterID, _ purpose: PaymentOrder.Purpose, _ amount: Money) throws {
        try DepositRule(minimum: Money(fen: 1), maximum: Money(fen: 9_999_999_999)).check(amount)
        guard case .settlement(let fingerprint) = purpose else { return }
        let offer = try settlementOffer(encounter)
        guard offer.fingerprint == fingerprint else {
            throw DomainError(
                .billChanged, "The bill changed after it was shown; look at it again. Nothing was charged.")
        }
        let missing = try offer.preview.due.subtracting(offer.toppedUp)
        guard missing.isPositive else {
            throw DomainError(.wrongState, "Nothing is due for this bill any more; nothing was charged.")
        }
        guard amount == missing else {
            throw DomainError(
                .invalidAmount, "A top-up must be exactly the \(missing.yuan) yuan due; nothing was charged.")
        }
    }

    fileprivate func insertPayment(
        _ encounter: EncounterID, _ purpose: PaymentOrder.Purpose, _ channel: PaymentChannel, _ amount: Money,
        at moment: Timestamp
    ) throws -> PaymentOrder {
        let order = PaymentOrder(
            id: PaymentOrderID(trusted: codeNumber(surroundings.reader.prefixes.paymentSlip, at: moment)),
            encounter: encounter, purpose: purpose, channel: channel, amount: amount, createdAt: moment, state: .created
        )
        try run(
            """
            INSERT INTO payment_orders(id, encounter, purpose, fingerprint, channel, amount_fen, created_ms, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'created')
            """,
            [
                order.id.text, encounter.text, purpose.columns.word, purpose.columns.fingerprint, channel.rawValue,
                amount.fen, moment.milliseconds,
            ])
        let facts: [String: Fact] = [
            "payment": .text(order.id.text), "encounter": .text(encounter.text), "channel": .text(channel.rawValue),
            "purpose": .text(purpose.columns.word), "amount_fen": .number(amount.fen),
            "fingerprint": .text(purpose.columns.fingerprint),
        ]
        try audit("payment-created", by: .patient, of: "payment:\(order.id.text)", facts, at: moment)
        try tell("payment.created", key: order.id.text, facts, at: moment)
        return order
    }

    /// A new number with a prefix and a check digit: the date, 12 digits of chance, Luhn.
    func codeNumber(_ prefix: String, at moment: Timestamp) -> String {
        let day = clock.day(of: moment).text.filter(\.isNumber).suffix(6)
        return surroundings.reader.code(prefix, digits: day + ids.digits(12))
    }
}
