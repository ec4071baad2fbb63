/// What the insurance pays, as its pre-settlement answered (2303/2304); the kiosk never computes it itself.
package struct InsuranceResult: Sendable, Hashable, Codable {
    package let id: InsuranceResultID
    /// medfee_sumamt: the total that the insurance saw.
    package let total: Money
    /// fund_pay_sumamt
    package let fund: Money
    /// acct_pay
    package let account: Money
    /// psn_cash_pay
    package let cash: Money

    /// Throws ``DomainError`` `insuranceDisagrees` unless total = fund + account + cash and no part is negative
    /// (services.md 4.3).
    package init(id: InsuranceResultID, total: Money, fund: Money, account: Money, cash: Money) throws(DomainError) {
        guard !fund.isNegative, !account.isNegative, !cash.isNegative, try [fund, account, cash].total() == total else {
            throw DomainError(
                .insuranceDisagrees,
                "The insurance's total must equal fund + account + cash, none of them negative; ask the insurance office."
            )
        }
        self.id = id
        self.total = total
        self.fund = fund
        self.account = account
        self.cash = cash
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            id: fields.decode(InsuranceResultID.self, forKey: .id), total: fields.decode(Money.self, forKey: .total),
            fund: fields.decode(Money.self, forKey: .fund), account: fields.decode(Money.self, forKey: .account),
            cash: fields.decode(Money.self, forKey: .cash))
    }
}
