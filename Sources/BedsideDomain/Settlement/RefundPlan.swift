/// How money goes back: to the original payments, oldest first, never more than was paid.
package struct RefundPlan: Sendable, Hashable, Codable {
    package struct Part: Sendable, Hashable, Codable {
        package let payment: PaymentOrderID
        package let channel: PaymentChannel
        package let amount: Money

        package init(payment: PaymentOrderID, channel: PaymentChannel, amount: Money) {
            self.payment = payment
            self.channel = channel
            self.amount = amount
        }
    }

    package let amount: Money
    package let parts: [Part]

    /// - Parameter deposits: oldest first.
    ///
    /// Throws ``DomainError`` `refundTooLarge` when the amount passes what is left of the deposits.
    package init(amount: Money, deposits: [Deposit]) throws(DomainError) {
        guard amount.isPositive else { throw DomainError(.invalidAmount, "A refund must be above zero.") }
        var rest = amount
        var parts: [Part] = []
        for deposit in deposits where rest.isPositive {
            let part = min(try deposit.left(), rest)
            guard part.isPositive else { continue }
            parts.append(Part(payment: deposit.payment, channel: deposit.channel, amount: part))
            rest = try rest.subtracting(part)
        }
        guard rest == .zero else {
            throw DomainError(.refundTooLarge, "A refund must never pass the deposits; nothing was paid back.")
        }
        self.amount = amount
        self.parts = parts
    }

    /// Whether staff must agree first. Throws nothing: the caller asks a badge when true.
    package func needsStaff(limit: Money) -> Bool { amount > limit }
}
