/// A difference as a table or JSON shows it. Numbers of payments and stays are what the cashier's desk works with; there
/// is no name and nothing of an illness in it.
package struct DifferenceRow: Sendable, Hashable, Codable {
    /// ``Difference/word``
    package let difference: String
    package let terminal: String?
    /// `payment JF1`, `refund ST1-1`, an account, a run of events.
    package let about: String
    /// What the provider, or the terminal's statement, says; in fen, or a count of events.
    package let stated: Int64?
    /// What the ledger, or the inbox, says.
    package let found: Int64?
    /// The line of the bill, from 1.
    package let line: Int?
    package let action: String

    package init(_ difference: Difference) {
        self.difference = difference.word
        terminal = difference.terminal?.text
        action = difference.action.rawValue
        var line: Int?
        switch difference.kind {
        case .providerOnly(let bill), .billedTwice(let bill):
            (about, stated, found) = (Self.name(bill), bill.signed.fen, nil)
            line = bill.line
        case .ledgerOnly(let row), .bookedTwice(let row):
            (about, stated, found) = (Self.name(row), nil, row.signed.fen)
        case .amountDiffers(let bill, let row), .anotherDay(let bill, let row):
            (about, stated, found) = (Self.name(bill), bill.signed.fen, row.signed.fen)
            line = bill.line
        case .paidTwice(let first, let again):
            (about, stated, found) = ("\(Self.name(again)) after \(Self.name(first))", nil, again.signed.fen)
        case .statementMissing(let day): (about, stated, found) = (day.text, nil, nil)
        case .statementDisagrees(let item, let said, let got): (about, stated, found) = (item.word, said, got)
        case .headDiffers(let seq): (about, stated, found) = ("event \(seq)", nil, nil)
        case .rangeHasGap(let range), .rangesOverlap(let range):
            (about, stated, found) = ("events \(range.lowerBound)-\(range.upperBound)", Int64(range.count), nil)
        case .notZero(let account, let balance), .overspent(let account, let balance):
            (about, stated, found) = (account, nil, balance.fen)
        case .held(let seq, let code): (about, stated, found) = ("event \(seq) \(code)", nil, nil)
        }
        self.line = line
    }

    private static func name(_ movement: MoneyMovement) -> String {
        "\(movement.key.kind.rawValue) \(movement.key.number)"
    }
}
