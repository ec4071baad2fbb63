/// One line of a bill. Its amount is always quantity × unit price, rounded half away from zero per line.
package struct ChargeLine: Sendable, Hashable, Codable {
    package let id: ChargeID
    package let item: PriceItemID
    package let priceVersion: Int
    package let name: String
    package let unit: String
    package let category: ChargeCategory
    package let quantity: Quantity
    package let unitPrice: Money
    package let amount: Money
    /// What of the amount no insurance pays, by the item's class: never more than the amount.
    package let selfPay: Money
    package let chargedAt: Timestamp
    /// The bill day at the hospital.
    package let day: CivilDate
    /// The executed order behind the line; empty means that nobody recorded it (no record, no charge).
    package let orderReference: String
    /// Set when this line reverses another.
    package let reverses: ChargeID?

    /// Throws ``DomainError`` `linesDoNotAddUp` when an amount that came from outside is not quantity × price.
    package init(
        id: ChargeID, item: PriceItemID, priceVersion: Int, name: String, unit: String, category: ChargeCategory,
        quantity: Quantity, unitPrice: Money, statedAmount: Money? = nil, selfPayPercent: Int, chargedAt: Timestamp,
        day: CivilDate, orderReference: String, reverses: ChargeID?
    ) throws(DomainError) {
        let amount = try quantity.amount(unitPrice: unitPrice)
        guard statedAmount == nil || statedAmount == amount else {
            throw DomainError(
                .linesDoNotAddUp, "A line's amount must be quantity × unit price, rounded half away from zero to a fen."
            )
        }
        guard (0...100).contains(selfPayPercent) else {
            throw DomainError(.invalidAmount, "A self-pay share must be 0 to 100 per cent.")
        }
        self.id = id
        self.item = item
        self.priceVersion = priceVersion
        self.name = name
        self.unit = unit
        self.category = category
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.amount = amount
        self.selfPay = try Quantity(tenThousandths: Int64(selfPayPercent) * 100).amount(unitPrice: amount)
        self.chargedAt = chargedAt
        self.day = day
        self.orderReference = orderReference
        self.reverses = reverses
    }
}
