/// 催款: when a stay's deposits run low (services.md 3.3: listed when paid − self-pay × ratio < minimum).
package struct DunningRule: Sendable, Hashable, Codable {
    /// 0 to 100: how much of the self-pay part counts.
    package var ratioPercent: Int
    package var minimum: Money

    package init(ratioPercent: Int, minimum: Money) {
        self.ratioPercent = ratioPercent
        self.minimum = minimum
    }

    /// What to ask for, or nil when the deposits suffice. A sum asked for is rounded up to `step`.
    ///
    /// Throws ``DomainError`` `overflow`.
    package func shortfall(deposits: Money, selfPay: Money, step: Money) throws(DomainError) -> Money? {
        let counted = try Quantity(tenThousandths: Int64(ratioPercent) * 100).amount(unitPrice: selfPay)
        let left = try deposits.subtracting(counted)
        guard left < minimum else { return nil }
        let missing = try minimum.subtracting(left)
        let over = step.isPositive ? missing.fen % step.fen : 0
        return over == 0 ? missing : try missing.adding(Money(fen: step.fen - over))
    }
}
