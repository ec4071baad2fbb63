/// What does not agree between the payment provider's bill, the ledger, and what the terminals say of their day.
package struct Difference: Sendable, Hashable {
    package let kind: Kind
    /// Which terminal it is about, when it is about one.
    package let terminal: TerminalName?
    /// What a person does about it.
    package let action: Action

    package init(_ kind: Kind, terminal: TerminalName? = nil, _ action: Action) {
        self.kind = kind
        self.terminal = terminal
        self.action = action
    }

    package enum Kind: Sendable, Hashable {
        /// 长款: the provider has it, the ledger has not.
        case providerOnly(MoneyMovement)
        /// 短款: the ledger has it, the provider has not.
        case ledgerOnly(MoneyMovement)
        case amountDiffers(bill: MoneyMovement, ledger: MoneyMovement)
        /// Both have it, on different days.
        case anotherDay(bill: MoneyMovement, ledger: MoneyMovement)
        /// The provider has the same number twice or more; this is one more than the first.
        case billedTwice(MoneyMovement)
        /// The ledger has the same number twice or more; this is one more than the first.
        case bookedTwice(MoneyMovement)
        /// Another payment was taken for a bill that was paid before.
        case paidTwice(first: MoneyMovement, again: MoneyMovement)
        case statementMissing(CivilDate)
        /// The terminal's word about its day differs from what the central store got.
        case statementDisagrees(StatementItem, stated: Int64, found: Int64)
        /// The statement's last hash is not that of the event that the central store has there.
        case headDiffers(seq: Int64)
        /// These events of the day never came, or no statement speaks of them.
        case rangeHasGap(ClosedRange<Int64>)
        /// Two statements speak of the same events.
        case rangesOverlap(ClosedRange<Int64>)
        /// An account that must be empty at the end of the day is not.
        case notZero(account: String, Money)
        /// More went out of an account than came in.
        case overspent(account: String, Money)
        /// An event that moves money is kept and not applied.
        case held(seq: Int64, code: String)
    }

    /// What a statement says.
    package enum StatementItem: Sendable, Hashable {
        case events
        case paid(PaymentChannel)
        case refunded(PaymentChannel)
        case settled
        case settlements

        package var word: String {
            switch self {
            case .events: "events"
            case .paid(let channel): "paid.\(channel.rawValue)"
            case .refunded(let channel): "refunded.\(channel.rawValue)"
            case .settled: "settled"
            case .settlements: "settlements"
            }
        }
    }

    /// What to do, by the reference's three (late post, refund, suspend) and the questions that lead to them.
    package enum Action: String, Sendable, Hashable, Codable, CaseIterable {
        /// Ask the terminal to inquire the order again; it posts the payment late.
        case latePost = "late-post"
        /// Give the money back to the patient by the same channel.
        case refund
        /// Keep it apart and ask the provider with its number.
        case askProvider = "ask-provider"
        /// It lies so close to midnight that the next day's bill has it: look there first.
        case waitForNextBill = "wait-for-next-bill"
        /// Nothing to do: it is told so that both days add up.
        case none
        /// A correcting transfer, agreed by two people.
        case correct
        /// Look at the terminal: it did not close its day or its store is not the one that wrote.
        case lookAtTerminal = "look-at-terminal"
        /// Look at the held event and apply or answer it.
        case resolveHeld = "resolve-held"
    }

    /// A stable word for tables and `--json`.
    package var word: String {
        switch kind {
        case .providerOnly: "provider-only"
        case .ledgerOnly: "ledger-only"
        case .amountDiffers: "amount-differs"
        case .anotherDay: "another-day"
        case .billedTwice: "billed-twice"
        case .bookedTwice: "booked-twice"
        case .paidTwice: "paid-twice"
        case .statementMissing: "statement-missing"
        case .statementDisagrees: "statement-disagrees"
        case .headDiffers: "head-differs"
        case .rangeHasGap: "range-has-gap"
        case .rangesOverlap: "ranges-overlap"
        case .notZero: "not-zero"
        case .overspent: "overspent"
        case .held: "held"
        }
    }
}
