package import BedsideDomain
import GRDB

extension Store {
    /// Refunds that have not reached the patient, oldest first.
    package func openRefunds() async throws -> [RefundOrder] {
        try await read { try $0.refunds("state <> 'done'") }
    }

    /// Writes where a refund stands. On `done`, once: the clearing movement, audit and outbox.
    ///
    /// A refund that a provider refused is paid out at the desk: its `done` then leaves by the cashier's channel. A
    /// refund that is done stays done.
    ///
    /// - Parameter by: the cashier who paid it out, if one did.
    ///
    /// Throws ``StoreError`` `notFound`.
    @discardableResult
    package func advanceRefund(
        _ id: PaymentOrderID, to state: RefundState, by staff: StaffID? = nil, at moment: Timestamp
    ) async throws -> RefundOrder {
        try await commit { transaction in
            guard var refund = try transaction.refunds("id = ?", id.text).first else {
                throw StoreError.notFound("refund")
            }
            guard refund.state != .done, refund.state != state else { return refund }
            if let staff { try transaction.requireStaff(staff, may: .confirmPayment) }
            let channel = refund.state == .refused ? .cashier : refund.part.channel
            try transaction.run(
                "UPDATE refund_orders SET state = ?, changed_ms = ? WHERE id = ?",
                [state.rawValue, moment.milliseconds, id.text])
            refund.state = state
            if state == .done {
                try transaction.post(
                    Transfer(
                        debit: .refundClearing(refund.encounter), credit: .channel(channel), amount: refund.part.amount,
                        purpose: .refundDone),
                    of: refund.encounter, reference: id.text, at: moment)
            }
            if state == .done || state == .refused {
                try transaction.note(refund, channel, by: staff, at: moment)
            }
            return refund
        }
    }
}

extension Transaction {
    func refunds(of settlement: SettlementID) throws -> [RefundOrder] {
        try refunds("settlement = ?", settlement.text)
    }

    /// - Parameters:
    ///   - condition: on `refund_orders`, with a `?` for each key.
    fileprivate func refunds(_ condition: String, _ keys: String...) throws -> [RefundOrder] {
        try all(
            """
            SELECT id, encounter, payment, channel, amount_fen, state FROM refund_orders WHERE \(condition)
            ORDER BY (SELECT settled_ms FROM settlements s WHERE s.id = settlement), length(id), id
            """, StatementArguments(keys)
        ) {
            RefundOrder(
                id: try $0.id(), encounter: try $0.id(),
                part: RefundPlan.Part(payment: try $0.id(), channel: try $0.word(), amount: try $0.money()),
                state: try $0.word())
        }
    }

    /// One order for each part; its number is the settlement's and the part's position, unique for ever.
    func insertRefunds(_ plan: RefundPlan?, _ settlement: Settlement, at moment: Timestamp) throws {
        for (position, part) in (plan?.parts ?? []).enumerated() {
            try run(
                """
                INSERT INTO refund_orders(id, encounter, settlement, payment, channel, amount_fen, state, changed_ms)
                VALUES (?, ?, ?, ?, ?, ?, 'created', ?)
                """,
                [
                    "\(settlement.id.text)-\(position + 1)", settlement.encounter.text, settlement.id.text,
                    part.payment.text, part.channel.rawValue, part.amount.fen, moment.milliseconds,
                ])
        }
    }

    fileprivate func note(
        _ refund: RefundOrder, _ channel: PaymentChannel, by staff: StaffID?, at moment: Timestamp
    ) throws {
        let facts: [String: Fact] = [
            "refund": .text(refund.id.text), "payment": .text(refund.part.payment.text),
            "amount_fen": .number(refund.part.amount.fen), "channel": .text(channel.rawValue),
            "state": .text(refund.state.rawValue), "at_ms": .number(moment.milliseconds),
        ]
        try audit(
            "refund-\(refund.state.rawValue)", by: staff.map(Actor.staff) ?? .terminal, of: "payment:\(refund.id.text)",
            facts, at: moment)
        try tell(
            "refund.\(refund.state.rawValue)",
            key: refund.state == .done ? refund.id.text : "\(refund.id.text):\(moment.milliseconds)",
            facts, at: moment)
    }
}
