/// One payment that a patient made towards the stay.
package struct Deposit: Sendable, Hashable, Codable {
    package let payment: PaymentOrderID
    package let channel: PaymentChannel
    package let amount: Money
    package let paidAt: Timestamp
    /// What already went back of it.
    package let refunded: Money
    /// The bill that it was paid for, when it was a top-up at discharge.
    package let towards: String?

    package init(
        payment: PaymentOrderID, channel: PaymentChannel, amount: Money, paidAt: Timestamp, refunded: Money,
        towards: String?
    ) {
        self.payment = payment
        self.channel = channel
        self.amount = amount
        self.paidAt = paidAt
        self.refunded = refunded
        self.towards = towards
    }

    /// What of it is still with the hospital.
    package func left() throws(DomainError) -> Money { try amount.subtracting(refunded) }
}

/// Rules of a deposit or top-up amount (stand3.0: multiples of 100 yuan; rw-bsoft: 0.01 to 99,999,999.99).
package struct DepositRule: Sendable, Hashable, Codable {
    package var minimum: Money
    package var maximum: Money

    package init(minimum: Money, maximum: Money) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Throws ``DomainError`` `invalidAmount`.
    package func check(_ amount: Money) throws(DomainError) {
        guard amount >= minimum, amount <= maximum else {
            throw DomainError(
                .invalidAmount, "A deposit must lie between \(minimum.yuan) and \(maximum.yuan) yuan.")
        }
    }
}
