import BedsideDomain
import GRDB

/// How payment orders lie in the store.
enum PaymentRecord {
    static let select =
        "SELECT id, encounter, purpose, fingerprint, channel, amount_fen, created_ms, state, pay_by, paid_ms, reference, "
        + "close_reason FROM payment_orders"
    static let isOpen = "state IN ('created', 'sent', 'waiting', 'unknown')"

    static func read(_ columns: inout Columns) throws -> PaymentOrder {
        PaymentOrder(
            id: try columns.id(), encounter: try columns.id(), purpose: try readPurpose(&columns),
            channel: try columns.word(), amount: try columns.money(), createdAt: try columns.moment(),
            state: try readState(&columns))
    }

    private static func readPurpose(_ columns: inout Columns) throws -> PaymentOrder.Purpose {
        let word = try columns.text()
        let fingerprint = try columns.text()
        return word == "settlement" ? .settlement(fingerprint: fingerprint) : .deposit
    }

    private static func readState(_ columns: inout Columns) throws -> PaymentState {
        let word = try columns.text()
        let payBy = try columns.optionalText()
        let paidAt = try columns.optionalMoment()
        let reference = try columns.optionalText()
        let reason: PaymentState.CloseReason? = try columns.optionalWord()
        switch (word, payBy, paidAt, reference, reason) {
        case ("created", _, _, _, _): return .created
        case ("sent", _, _, _, _): return .sent
        case ("unknown", _, _, _, _): return .unknown
        case ("waiting", .some(let payBy), _, _, _): return .waiting(payBy: payBy)
        case ("paid", _, .some(let at), .some(let reference), _): return .paid(at: at, reference: reference)
        case ("closed", _, _, _, .some(let reason)): return .closed(reason: reason)
        default: throw StoreError.damaged("a payment has a state that does not exist")
        }
    }
}

extension PaymentOrder.Purpose {
    /// The two columns of the store.
    var columns: (word: String, fingerprint: String) {
        switch self {
        case .deposit: ("deposit", "")
        case .settlement(let fingerprint): ("settlement", fingerprint)
        }
    }
}

extension Transaction {
    /// Throws ``StoreError`` `notFound`.
    func knownPayment(_ id: PaymentOrderID) throws -> PaymentOrder {
        let order = try first("\(PaymentRecord.select) WHERE id = ?", [id.text], PaymentRecord.read)
        guard let order else { throw StoreError.notFound("payment") }
        return order
    }

    func save(_ state: PaymentState, of id: PaymentOrderID) throws {
        var (payBy, paid, reference, reason): (String?, Int64?, String?, String?) = (nil, nil, nil, nil)
        switch state {
        case .created, .sent, .unknown: break
        case .waiting(let text): payBy = text
        case .paid(let at, let text): (paid, reference) = (at.milliseconds, text)
        case .closed(let word): reason = word.rawValue
        }
        try run(
            """
            UPDATE payment_orders SET state = ?, pay_by = ?, paid_ms = ?, reference = ?, close_reason = ? WHERE id = ?
            """, [state.word, payBy, paid, reference, reason, id.text])
    }

    /// Writes one movement of the ledger.
    ///
    /// - Parameter origin: the terminal that took the money; empty for this one.
    func post(
        _ transfer: Transfer, of encounter: EncounterID, reference: String, origin: String = "", at moment: Timestamp
    ) throws {
        for account in [transfer.debit, transfer.credit] {
            try run("INSERT INTO ledger_accounts(code) VALUES (?) ON CONFLICT DO NOTHING", [account.code])
        }
        try run(
            """
            INSERT INTO ledger_transfers(debit, credit, amount_fen, purpose, encounter, reference, at_ms, origin)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                transfer.debit.code, transfer.credit.code, transfer.amount.fen, transfer.purpose.rawValue,
                encounter.text, reference, moment.milliseconds, origin,
            ])
    }
}
