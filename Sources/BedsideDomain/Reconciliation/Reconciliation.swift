/// 对账: what the payment provider's bill, the ledger and the terminals say of one day, and every difference between them.
package struct Reconciliation: Sendable {
    package let day: CivilDate
    /// In the order of the bill and the ledger, then of the terminals, then of the accounts.
    package let differences: [Difference]
    /// Nil without a bill.
    package let bill: BookTotals?
    package let ledger: BookTotals

    /// What goes into it. Nothing of it is believed: it is compared.
    package struct Books: Sendable {
        package let day: CivilDate
        package let clock: HospitalClock
        /// The provider's lines; nil when there is no bill.
        package let bill: [MoneyMovement]?
        /// The ledger's payments and refunds of the bill's channel, of the day and some days around it.
        package let ledger: [MoneyMovement]
        /// Every terminal that should have closed the day.
        package let terminals: [TerminalDay]
        package let accounts: [AccountAtDayEnd]
        package let held: [HeldMoney]

        package init(
            day: CivilDate, clock: HospitalClock, bill: [MoneyMovement]?, ledger: [MoneyMovement],
            terminals: [TerminalDay], accounts: [AccountAtDayEnd], held: [HeldMoney]
        ) {
            self.day = day
            self.clock = clock
            self.bill = bill
            self.ledger = ledger
            self.terminals = terminals
            self.accounts = accounts
            self.held = held
        }
    }

    /// Throws ``DomainError`` `overflow` when a day's money is beyond every hospital's.
    package init(_ books: Books) throws(DomainError) {
        day = books.day
        var found: [Difference] = []
        if let lines = books.bill {
            let match = try BookMatch(books.day, books.clock, bill: lines, ledger: books.ledger)
            found += match.differences
            bill = match.bill
            ledger = match.ledger
        } else {
            bill = nil
            let rows = books.ledger.filter { books.clock.day(of: $0.at) == books.day }
            var totals = try BookTotals(rows)
            for row in rows { try totals.add(row, to: .notCompared) }
            ledger = totals
        }
        found += Self.paidTwice(books)
        for terminal in books.terminals.sorted(by: { $0.terminal < $1.terminal }) {
            found += StatementCheck.differences(books.day, terminal)
        }
        found += books.accounts.sorted { $0.account < $1.account }.compactMap(\.difference)
        found += books.held.map { Difference(.held(seq: $0.seq, code: $0.code), terminal: $0.terminal, .resolveHeld) }
        differences = found
    }

    /// Whether everything agrees. Another day alone is no disagreement: both days add up with it.
    package var agrees: Bool { differences.allSatisfy { $0.action == .none } }

    /// Two payments under two numbers for one bill.
    private static func paidTwice(_ books: Books) -> [Difference] {
        var first: [String: MoneyMovement] = [:]
        var seen: Set<MoneyMovement.Key> = []
        var found: [Difference] = []
        let payments = books.ledger.filter { $0.key.kind == .payment && $0.towards != nil }
        for payment in payments.sorted(by: { ($0.at, $0.key) < ($1.at, $1.key) }) {
            guard let towards = payment.towards, seen.insert(payment.key).inserted else { continue }
            guard let earlier = first[towards] else {
                first[towards] = payment
                continue
            }
            guard books.clock.day(of: payment.at) == books.day else { continue }
            found.append(
                Difference(.paidTwice(first: earlier, again: payment), terminal: payment.terminal, .refund))
        }
        return found
    }
}

/// An account's balance at the end of the day, and the rule for it.
package struct AccountAtDayEnd: Sendable, Hashable {
    package enum Rule: Sendable, Hashable {
        /// A clearing account, and the custody of a stay that is over.
        case mustBeZero
        /// The custody of a stay that goes on.
        case mustNotBeNegative
    }

    package let account: String
    package let balance: Money
    package let rule: Rule

    package init(account: String, balance: Money, rule: Rule) {
        self.account = account
        self.balance = balance
        self.rule = rule
    }

    fileprivate var difference: Difference? {
        switch rule {
        case .mustBeZero: balance == .zero ? nil : Difference(.notZero(account: account, balance), .correct)
        case .mustNotBeNegative:
            balance.isNegative ? Difference(.overspent(account: account, balance), .correct) : nil
        }
    }
}

/// An event that moves money and was kept without being applied.
package struct HeldMoney: Sendable, Hashable {
    package let terminal: TerminalName
    package let seq: Int64
    package let code: String

    package init(terminal: TerminalName, seq: Int64, code: String) {
        self.terminal = terminal
        self.seq = seq
        self.code = code
    }
}
