import BedsideDomain
import Testing

@Suite("Reconciliation")
struct ReconciliationTests {
    @Test("a day that agrees has no differences, and its parts add up", arguments: 0..<200 as Range<UInt64>)
    func agrees(seed: UInt64) throws {
        let books = RandomBooks(seed: seed)
        let result = try Reconciliation(books.books)
        #expect(result.differences.isEmpty, "\(result.differences.map(\.word))")
        #expect(result.agrees)
        #expect(result.bill?[.matched].count == books.bill.count)
        #expect(result.ledger[.matched] == result.bill?[.matched])
        #expect(result.bill?.addsUp == true && result.ledger.addsUp)
    }

    @Test("every difference that was put in is named, and none is invented", arguments: 0..<400 as Range<UInt64>)
    func named(seed: UInt64) throws {
        var books = RandomBooks(seed: seed)
        var injected: [String: Int] = [:]
        // Each way at most once: some would name each other's accounts or terminals.
        for way in RandomBooks.ways.indices where books.random.chance(oneIn: 3) {
            injected[RandomBooks.ways[way](&books), default: 0] += 1
        }
        books.bill.shuffle(using: &books.random)
        books.ledger.shuffle(using: &books.random)
        let result = try Reconciliation(books.books)
        let found = result.differences.reduce(into: [String: Int]()) { $0[$1.word, default: 0] += 1 }
        #expect(found == injected)
        #expect(result.bill?.addsUp == true && result.ledger.addsUp)
        // What the books differ by is what the differences say.
        if let bill = result.bill {
            let gap = try bill.whole.amount.subtracting(result.ledger.whole.amount)
            var explained = Money.zero
            for part in BookTotals.Part.allCases where part != .matched {
                explained = try explained.adding(bill[part].amount).subtracting(result.ledger[part].amount)
            }
            #expect(gap == explained)
        }
    }

    @Test("shortly before midnight the next day's bill is looked at first")
    func midnight() throws {
        var books = RandomBooks(seed: 1)
        books.bill = []
        books.ledger = [books.movement(at: books.moment(86_000...86_399))]
        let result = try Reconciliation(books.books)
        #expect(result.differences.map(\.action) == [.waitForNextBill])
    }

    @Test("without a bill the terminals and accounts are still compared")
    func noBill() throws {
        var books = RandomBooks(seed: 3)
        books.held = [HeldMoney(terminal: TerminalName(trusted: "T1"), seq: 8, code: "unknown-kind")]
        let result = try Reconciliation(
            Reconciliation.Books(
                day: RandomBooks.day, clock: .china, bill: nil, ledger: books.ledger, terminals: [], accounts: [],
                held: books.held))
        #expect(result.bill == nil && result.ledger.addsUp && result.differences.map(\.word) == ["held"])
    }
}
