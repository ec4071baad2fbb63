import BedsideDomain
import Testing

@Suite("Refunds: back to the original payments, oldest first")
struct RefundPlanTests {
    @Test(
        "known plans",
        arguments: [
            (100, [100], [100]), (150, [100, 100], [100, 50]), (100, [100, 100], [100]), (1, [100], [1]),
            (300, [100, 100, 100], [100, 100, 100]),
        ] as [(Int64, [Int64], [Int64])])
    func known(amount: Int64, paid: [Int64], parts: [Int64]) throws {
        let deposits = paid.enumerated().map { Sample.deposit($0.offset, fen: $0.element) }
        let plan = try RefundPlan(amount: Money(fen: amount), deposits: deposits)
        #expect(plan.parts.map(\.amount.fen) == parts)
        #expect(plan.parts.map(\.payment) == deposits.prefix(parts.count).map(\.payment))
    }

    @Test("what went back already does not go back again")
    func partlyRefunded() throws {
        let deposits = [
            Sample.deposit(1, fen: 100, refunded: 100), Sample.deposit(2, fen: 100, refunded: 60, channel: .cashier),
            Sample.deposit(3, fen: 100),
        ]
        let plan = try RefundPlan(amount: Money(fen: 100), deposits: deposits)
        #expect(plan.parts.map(\.payment) == [deposits[1].payment, deposits[2].payment])
        #expect(plan.parts.map(\.amount.fen) == [40, 60])
        #expect(plan.parts.map(\.channel) == [.cashier, .wallet])
        expectRule(.refundTooLarge) { () throws(DomainError) in
            _ = try RefundPlan(amount: Money(fen: 141), deposits: deposits)
        }
    }

    @Test("parts sum to the amount, none passes what is left, order is kept", arguments: 0..<100)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let deposits = (0..<Int(random.int(1...8))).map { number in
            let fen = random.int(1...100_000)
            return Sample.deposit(number, fen: fen, refunded: random.int(0...fen))
        }
        let left = try deposits.map { try $0.left() }
        let held = try left.total()
        expectRule(.refundTooLarge) { () throws(DomainError) in
            _ = try RefundPlan(amount: held.adding(Money(fen: 1)), deposits: deposits)
        }
        guard held.isPositive else { return }
        let amount = Money(fen: random.int(1...held.fen))
        let plan = try RefundPlan(amount: amount, deposits: deposits)
        #expect(try plan.parts.map(\.amount).total() == amount)
        var open = amount.fen
        var expected: [Int64] = []
        for rest in left where open > 0 && rest.fen > 0 {
            expected.append(min(rest.fen, open))
            open -= min(rest.fen, open)
        }
        #expect(plan.parts.map(\.amount.fen) == expected)
    }

    @Test("nothing and less than nothing is no refund", arguments: [0, -1] as [Int64])
    func notPositive(fen: Int64) {
        expectRule(.invalidAmount) { () throws(DomainError) in
            _ = try RefundPlan(amount: Money(fen: fen), deposits: [Sample.deposit(fen: 100)])
        }
    }

    @Test("staff only above the limit")
    func limit() throws {
        let plan = try RefundPlan(amount: Money(fen: 100), deposits: [Sample.deposit(fen: 100)])
        #expect(!plan.needsStaff(limit: Money(fen: 100)))
        #expect(plan.needsStaff(limit: Money(fen: 99)))
    }
}
