/// 预交金收据
package struct DepositReceipt: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let payment: PaymentOrderID
    package let amount: Money
    package let channel: PaymentChannel
    package let paidAt: Timestamp
    package let balance: Money

    package init(
        head: PaperHead, payment: PaymentOrderID, amount: Money, channel: PaymentChannel, paidAt: Timestamp,
        balance: Money
    ) {
        self.head = head
        self.payment = payment
        self.amount = amount
        self.channel = channel
        self.paidAt = paidAt
        self.balance = balance
    }
}

/// 缴费单: what the patient takes to the cashier's desk; its code is the payment order's.
package struct PaymentSlip: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let payment: PaymentOrderID
    package let amount: Money

    package init(head: PaperHead, payment: PaymentOrderID, amount: Money) {
        self.head = head
        self.payment = payment
        self.amount = amount
    }
}

/// 住院费用一日清单
package struct DailyBillPaper: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let bill: DailyBill

    package init(head: PaperHead, bill: DailyBill) {
        self.head = head
        self.bill = bill
    }
}

/// 住院费用总清单: admission to discharge, by chapter and day.
package struct ItemisedList: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let bill: Bill
    package let from: CivilDate
    package let to: CivilDate

    package init(head: PaperHead, bill: Bill, from: CivilDate, to: CivilDate) {
        self.head = head
        self.bill = bill
        self.from = from
        self.to = to
    }
}

/// 出院结算单, with the amounts in Chinese capitals.
package struct SettlementSlip: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let settlement: SettlementID
    package let settledAt: Timestamp
    package let dischargedOn: CivilDate
    package let days: Int
    package let chapters: [Chapter]
    package let total: Money
    package let insurance: Money
    package let account: Money
    package let deposits: Money
    package let due: Money
    package let refunds: [RefundPlan.Part]
    /// The first characters of the fingerprint, to find the agreement again.
    package let agreement: String

    package struct Chapter: Sendable, Hashable, Codable {
        package let category: ChargeCategory
        package let total: Money

        package init(category: ChargeCategory, total: Money) {
            self.category = category
            self.total = total
        }
    }

    package init(
        head: PaperHead, settlement: SettlementID, settledAt: Timestamp, dischargedOn: CivilDate, days: Int,
        chapters: [Chapter], total: Money, insurance: Money, account: Money, deposits: Money, due: Money,
        refunds: [RefundPlan.Part], agreement: String
    ) {
        self.head = head
        self.settlement = settlement
        self.settledAt = settledAt
        self.dischargedOn = dischargedOn
        self.days = days
        self.chapters = chapters
        self.total = total
        self.insurance = insurance
        self.account = account
        self.deposits = deposits
        self.due = due
        self.refunds = refunds
        self.agreement = agreement
    }
}
