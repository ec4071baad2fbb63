/// Money that a patient's payment moved, as one of the books tells it: the payment provider's bill or the ledger.
package struct MoneyMovement: Sendable, Hashable {
    /// A payment is matched by its own number, a refund by the refund's: an order may be refunded in parts.
    package struct Key: Sendable, Hashable, Comparable {
        package enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case payment, refund }

        package let kind: Kind
        /// The merchant's number of the payment or of the refund: 1 to 64 visible ASCII signs.
        package let number: String

        package init(_ kind: Kind, _ number: String) {
            self.kind = kind
            self.number = number
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.number, left.kind.rawValue) < (right.number, right.kind.rawValue)
        }
    }

    package let key: Key
    /// Always above zero; ``Key/kind`` says which way it went.
    package let amount: Money
    package let at: Timestamp
    /// For a row of the ledger: which terminal took it.
    package let terminal: TerminalName?
    /// For a settlement's payment: the bill that it was paid towards. Two of them for one bill is one too many.
    package let towards: String?
    /// The line of the bill, from 1; 0 for a row of the ledger.
    package let line: Int

    package init(
        _ key: Key, amount: Money, at: Timestamp, terminal: TerminalName? = nil, towards: String? = nil, line: Int = 0
    ) {
        self.key = key
        self.amount = amount
        self.at = at
        self.terminal = terminal
        self.towards = towards
        self.line = line
    }

    /// What it adds to the hospital's money: a refund takes away.
    package var signed: Money { key.kind == .payment ? amount : amount.negated }
}
