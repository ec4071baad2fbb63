import BedsideDomain

extension RandomBooks {
    /// One of every way in which a day can disagree.
    static let ways: [@Sendable (inout RandomBooks) -> String] = [
        { books in
            books.bill.append(books.movement())
            return "provider-only"
        },
        { books in
            books.ledger.append(books.movement())
            return "ledger-only"
        },
        { books in
            let row = books.movement()
            books.ledger.append(row)
            let other = Money(fen: row.amount.fen + books.random.int(1...99))
            books.bill.append(
                copy(row, amount: other, at: books.random.chance(oneIn: 2) ? books.moment(86_400...90_000) : nil))
            return "amount-differs"
        },
        { books in
            let row = books.movement(at: books.moment(-7200 ... -1))
            books.ledger.append(row)
            books.bill.append(copy(row, at: books.moment()))
            return "another-day"
        },
        { books in
            let row = books.movement()
            books.ledger.append(row)
            books.bill.append(copy(row, at: books.moment(86_400...90_000)))
            return "another-day"
        },
        { books in
            let row = books.movement()
            books.ledger.append(row)
            books.bill += [copy(row, line: 900_001), copy(row, line: 900_002)]
            return "billed-twice"
        },
        { books in
            let row = books.movement()
            books.ledger += [row, row]
            books.bill.append(row)
            return "booked-twice"
        },
        { books in
            for _ in 0..<2 {
                let row = books.movement(towards: "one bill")
                books.ledger.append(row)
                books.bill.append(row)
            }
            return "paid-twice"
        },
        { books in
            books.terminals.append(
                TerminalDay(terminal: TerminalName(trusted: "M"), closedBefore: 7, statements: []))
            return "statement-missing"
        },
        { books in
            books.terminals.append(terminal("D", closedBefore: 9, from: 10, to: 20, paid: [.wallet: 5], found: [:]))
            return "statement-disagrees"
        },
        { books in
            books.terminals.append(
                terminal("S", closedBefore: 9, from: 10, to: 20, paid: [:], found: [:], settlements: 1))
            return "statement-disagrees"
        },
        { books in
            books.terminals.append(
                terminal("H", closedBefore: 9, from: 10, to: 20, paid: [:], found: [:], head: nil))
            return "head-differs"
        },
        { books in
            books.terminals.append(terminal("G", closedBefore: 7, from: 10, to: 20, paid: [:], found: [:]))
            return "range-has-gap"
        },
        { books in
            books.terminals.append(
                terminal(
                    "L", closedBefore: 9, from: 10, to: 20, paid: [.wallet: 9], found: [:], missing: [12...14],
                    events: 8))
            return "range-has-gap"
        },
        { books in
            books.terminals.append(terminal("O", closedBefore: 12, from: 10, to: 20, paid: [:], found: [:]))
            return "ranges-overlap"
        },
        { books in
            books.accounts.append(
                AccountAtDayEnd(
                    account: "clearing:x", balance: Money(fen: books.random.chance(oneIn: 2) ? 1 : -1),
                    rule: .mustBeZero))
            return "not-zero"
        },
        { books in
            books.accounts.append(
                AccountAtDayEnd(account: "custody:x", balance: Money(fen: -1), rule: .mustNotBeNegative))
            return "overspent"
        },
        { books in
            books.held.append(HeldMoney(terminal: TerminalName(trusted: "T1"), seq: 8, code: "unknown-kind"))
            return "held"
        },
    ]
}
