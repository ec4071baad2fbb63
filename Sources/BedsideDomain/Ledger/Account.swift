/// An account of the double-entry ledger. Every transfer debits one and credits another, so the sum over all is zero by
/// construction; balances are always derived.
package enum Account: Sendable, Hashable {
    /// Money that came in through a channel: the cashier's drawer, a wallet's settlement account.
    case channel(PaymentChannel)
    /// 预交金: what the hospital owes the patient until settlement (a liability).
    case deposit(EncounterID)
    /// What the patient owes for charges at settlement; zero again when the settlement is whole.
    case receivable(EncounterID)
    /// Refunds that are decided and not yet known to have reached the patient; must return to zero.
    case refundClearing(EncounterID)
    /// Deposits of a stay that another terminal keeps or kept: debited when they come, credited when they go.
    case custody(EncounterID)
    case revenue
    /// 统筹基金: owed by the insurance fund.
    case insuranceFund
    /// 个人账户: paid from the patient's insurance account.
    case insuranceAccount

    /// A stable text for the store: `deposit:WD1`.
    package var code: String {
        switch self {
        case .channel(let channel): "channel:\(channel.rawValue)"
        case .deposit(let encounter): "deposit:\(encounter.text)"
        case .receivable(let encounter): "receivable:\(encounter.text)"
        case .refundClearing(let encounter): "refund-clearing:\(encounter.text)"
        case .custody(let encounter): "custody:\(encounter.text)"
        case .revenue: "revenue"
        case .insuranceFund: "insurance-fund"
        case .insuranceAccount: "insurance-account"
        }
    }
}

/// How money moves. A refund goes back through the channel that it came by.
package enum PaymentChannel: String, Sendable, Hashable, Codable, CaseIterable {
    /// The cashier's desk: a slip with a code, staff confirm.
    case cashier
    /// A phone wallet, by QR code on the screen.
    case wallet
}

/// One movement of the ledger: append only, never changed, never deleted.
package struct Transfer: Sendable, Hashable {
    package let debit: Account
    package let credit: Account
    /// Always above zero; a correction is a new transfer the other way.
    package let amount: Money
    package let purpose: Purpose

    package enum Purpose: String, Sendable, Hashable, Codable, CaseIterable {
        case deposit, charge, insurance, account
        case depositUsed = "deposit-used"
        case refundDecided = "refund-decided"
        case refundDone = "refund-done"
        case refundReturned = "refund-returned"
        /// A stay goes to another terminal with its deposits, or comes back with those that this one knows.
        case custodyOut = "custody-out"
        case custodyIn = "custody-in"
    }

    /// Throws ``DomainError`` `invalidAmount` unless the amount is above zero and the accounts differ.
    package init(debit: Account, credit: Account, amount: Money, purpose: Purpose) throws(DomainError) {
        guard amount.isPositive, debit != credit else {
            throw DomainError(.invalidAmount, "A transfer moves more than zero fen between two different accounts.")
        }
        self.debit = debit
        self.credit = credit
        self.amount = amount
        self.purpose = purpose
    }
}
