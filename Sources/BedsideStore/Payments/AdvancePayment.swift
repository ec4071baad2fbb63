package import BedsideDomain
import GRDB

extension Store {
    /// Writes where a payment stands now. On `paid`, once: the ledger's movement, audit, outbox and the receipt's job.
    ///
    /// A final state never changes: what is stored comes back with its jobs. A provider that says otherwise afterwards
    /// leaves an audit row and a fact for the billing office.
    ///
    /// - Parameters:
    ///   - by: the cashier who confirmed it, if one did.
    ///   - papers: what to print, given the paid order and the deposits less the self-pay part after it.
    ///
    /// Throws ``StoreError`` `notFound`.
    package func advancePayment(
        _ id: PaymentOrderID, to state: PaymentState, by staff: StaffID? = nil, at moment: Timestamp,
        papers: @escaping @Sendable (PaymentOrder, _ balance: Money) throws -> [Paper]
    ) async throws -> (PaymentOrder, [PrintJob]) {
        try await commit { transaction in
            var order = try transaction.knownPayment(id)
            guard order.state.isOpen else {
                if state.word != order.state.word { try transaction.noteContradiction(order, state, at: moment) }
                return (order, try transaction.printJobs(of: order.encounter, .payment(id)))
            }
            if let staff { try transaction.requireStaff(staff, may: .confirmPayment) }
            try transaction.save(state, of: id)
            order.state = state
            guard !state.isOpen else { return (order, []) }
            try transaction.noteEnd(of: order, by: staff, at: moment)
            guard case .paid = state else { return (order, []) }
            let sums = try transaction.totals(order.encounter)
            let balance = try transaction.heldDeposits(order.encounter).subtracting(sums.selfPay)
            let jobs = try transaction.enqueue(
                papers(order, balance), of: order.encounter, .payment(id), at: moment)
            return (order, jobs)
        }
    }

    /// Every order that has not ended, oldest first: what must be inquired after a start.
    package func openPayments() async throws -> [PaymentOrder] {
        try await read {
            try $0.all(
                "\(PaymentRecord.select) WHERE \(PaymentRecord.isOpen) ORDER BY created_ms", [], PaymentRecord.read)
        }
    }

    /// What the cashier's desk has to confirm, oldest first.
    package func paymentsAwaitingCashier() async throws -> [PaymentOrder] {
        try await openPayments().filter { $0.channel == .cashier }
    }

    package func payment(_ id: PaymentOrderID) async throws -> PaymentOrder? {
        try await read { try $0.first("\(PaymentRecord.select) WHERE id = ?", [id.text], PaymentRecord.read) }
    }
}

extension Transaction {
    fileprivate func noteEnd(of order: PaymentOrder, by staff: StaffID?, at moment: Timestamp) throws {
        var facts: [String: Fact] = [
            "payment": .text(order.id.text), "encounter": .text(order.encounter.text),
            "amount_fen": .number(order.amount.fen), "channel": .text(order.channel.rawValue),
            "state": .text(order.state.word),
        ]
        switch order.state {
        case .paid(let at, let reference):
            facts["paid_ms"] = .number(at.milliseconds)
            facts["reference"] = .text(reference)
            facts["fingerprint"] = .text(order.purpose.columns.fingerprint)
            try post(
                Transfer(
                    debit: .channel(order.channel), credit: .deposit(order.encounter), amount: order.amount,
                    purpose: .deposit),
                of: order.encounter, reference: order.id.text, at: at)
        case .closed(let reason): facts["reason"] = .text(reason.rawValue)
        case .created, .sent, .waiting, .unknown: return
        }
        try audit(
            "payment-\(order.state.word)", by: staff.map(Actor.staff) ?? .terminal, of: "payment:\(order.id.text)",
            facts,
            at: moment)
        try tell("payment.\(order.state.word)", key: order.id.text, facts, at: moment)
    }

    /// Money that a provider reports after the order ended must reach a person, not the ledger.
    fileprivate func noteContradiction(_ order: PaymentOrder, _ state: PaymentState, at moment: Timestamp) throws {
        guard !state.isOpen else { return }
        let facts: [String: Fact] = [
            "payment": .text(order.id.text), "stored": .text(order.state.word), "reported": .text(state.word),
        ]
        let known = try first(
            "SELECT 1 FROM outbox WHERE op_id = ?",
            [databaseBytes(Chain.operation("payment.contradicted", order.id.text))]
        ) { try $0.int() }
        guard known == nil else { return }
        try audit("payment-contradicted", by: .terminal, of: "payment:\(order.id.text)", facts, at: moment)
        try tell("payment.contradicted", key: order.id.text, facts, at: moment)
    }
}
