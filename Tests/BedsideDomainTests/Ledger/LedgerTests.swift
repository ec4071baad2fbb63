import BedsideDomain
import Testing

@Suite("Ledger")
struct LedgerTests {
    @Test("a transfer moves something between two accounts", arguments: [0, -1, -100] as [Int64])
    func transfer(fen: Int64) throws {
        expectRule(.invalidAmount) { () throws(DomainError) in
            _ = try Transfer(debit: .revenue, credit: .insuranceFund, amount: Money(fen: fen), purpose: .charge)
        }
        expectRule(.invalidAmount) { () throws(DomainError) in
            _ = try Transfer(debit: .revenue, credit: .revenue, amount: Money(fen: 1), purpose: .charge)
        }
        _ = try Transfer(debit: .revenue, credit: .insuranceFund, amount: Money(fen: 1), purpose: .charge)
    }

    @Test("no two accounts share a code")
    func codes() {
        let other = EncounterID(trusted: "WD0000025")
        let accounts: [Account] = [
            .channel(.cashier), .channel(.wallet), .deposit(Sample.encounter), .deposit(other),
            .receivable(Sample.encounter), .receivable(other), .refundClearing(Sample.encounter), .revenue,
            .insuranceFund, .insuranceAccount,
        ]
        #expect(Set(accounts.map(\.code)).count == accounts.count)
        #expect(Account.deposit(Sample.encounter).code == "deposit:WD0000017")
    }

    @Test("what is left of a deposit")
    func left() throws {
        #expect(try Sample.deposit(fen: 100, refunded: 30).left().fen == 70)
    }
}
