import BedsideDomain
import GRDB

extension Transaction {
    /// The lines of a stay in the order of its bill; of one day when given.
    func lines(_ encounter: EncounterID, day: CivilDate? = nil) throws -> [ChargeLine] {
        let select =
            "SELECT c.id, c.item, c.price_version, i.name, i.unit, i.category, c.quantity, c.unit_price_fen, c.amount_fen, "
            + "c.self_pay_percent, c.charged_ms, c.day, c.order_reference, c.reverses FROM charges c "
            + "JOIN price_items i ON i.version = c.price_version AND i.id = c.item WHERE c.encounter = ?"
        let order = "ORDER BY c.encounter, c.day, c.charged_ms, c.id"
        guard let day else { return try all("\(select) \(order)", [encounter.text], Self.readLine) }
        return try all("\(select) AND c.day = ? \(order)", [encounter.text, day.daysSince1970], Self.readLine)
    }

    /// The line is computed again on the way out; a stored amount that differs is damage.
    private static func readLine(_ columns: inout Columns) throws -> ChargeLine {
        try ChargeLine(
            id: columns.id(), item: columns.id(), priceVersion: columns.count(), name: columns.text(),
            unit: columns.text(), category: columns.word(), quantity: Quantity(tenThousandths: columns.int()),
            unitPrice: columns.money(), statedAmount: columns.money(), selfPayPercent: columns.count(),
            chargedAt: columns.moment(), day: columns.day(), orderReference: columns.text(),
            reverses: columns.optionalID())
    }

    /// Sums of a stay up to a day, or of all of it.
    func totals(_ encounter: EncounterID, until day: CivilDate? = nil) throws -> (total: Money, selfPay: Money) {
        let sums = try first(
            """
            SELECT coalesce(sum(amount_fen), 0), coalesce(sum(self_pay_fen), 0) FROM charges
            WHERE encounter = ? AND day <= ?
            """, [encounter.text, day?.daysSince1970 ?? Int(Int32.max)]
        ) { (total: try $0.money(), selfPay: try $0.money()) }
        return sums ?? (.zero, .zero)
    }

    /// Days that have charges, in order.
    func chargedDays(_ encounter: EncounterID) throws -> [CivilDate] {
        try all("SELECT DISTINCT day FROM charges WHERE encounter = ? ORDER BY day", [encounter.text]) { try $0.day() }
    }

    /// What a stay has paid, oldest first.
    func deposits(_ encounter: EncounterID) throws -> [Deposit] {
        try all(
            """
            SELECT payment, channel, amount_fen, paid_ms, refunded_fen, nullif(fingerprint, '') FROM deposits
            WHERE encounter = ? ORDER BY paid_ms, payment
            """, [encounter.text]
        ) {
            Deposit(
                payment: try $0.id(), channel: try $0.word(), amount: try $0.money(), paidAt: try $0.moment(),
                refunded: try $0.money(), towards: try $0.optionalText())
        }
    }

    /// What of the deposits is still with the hospital.
    func heldDeposits(_ encounter: EncounterID) throws -> Money {
        var held = Money.zero
        for deposit in try deposits(encounter) { held = try held.adding(deposit.left()) }
        return held
    }
}
