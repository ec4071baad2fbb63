/// How one book's day falls apart: every movement is in exactly one of the parts, so they add up to the whole.
package struct BookTotals: Sendable, Hashable {
    package enum Part: String, Sendable, Hashable, CaseIterable {
        case matched
        case amountDiffers = "amount-differs"
        case anotherDay = "another-day"
        /// 长款 on the bill's side, 短款 on the ledger's.
        case alone
        case twice
        /// There was no bill.
        case notCompared = "not-compared"
    }

    /// Movements and what they add to the hospital's money: refunds are below zero.
    package struct Tally: Sendable, Hashable {
        package var count = 0
        package var amount = Money.zero

        package init() {}

        mutating func add(_ movement: MoneyMovement) throws(DomainError) {
            amount = try amount.adding(movement.signed)
            count += 1
        }
    }

    /// Of the day, counted before anything was compared.
    package private(set) var whole = Tally()
    package private(set) var parts: [Part: Tally] = [:]

    init(_ movements: [MoneyMovement]) throws(DomainError) {
        for movement in movements { try whole.add(movement) }
    }

    mutating func add(_ movement: MoneyMovement, to part: Part) throws(DomainError) {
        var tally = self[part]
        try tally.add(movement)
        parts[part] = tally
    }

    package subscript(part: Part) -> Tally { parts[part] ?? Tally() }

    /// Whether the parts are the whole. False would be a fault of this program: nothing that it says counts then.
    package var addsUp: Bool {
        do {
            let sum = try parts.values.map(\.amount).total()
            return sum == whole.amount && parts.values.reduce(0) { $0 + $1.count } == whole.count
        } catch { return false }
    }
}
