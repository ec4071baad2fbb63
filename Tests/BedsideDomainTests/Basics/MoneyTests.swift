import BedsideDomain
import Testing

@Suite("Money: exact fen, never beyond its limit")
struct MoneyTests {
    @Test(
        "written for programs and for people",
        arguments: [
            (0, "0.00", "0.00"), (1, "0.01", "0.01"), (-1, "-0.01", "-0.01"), (10, "0.10", "0.10"),
            (123_450, "1234.50", "1,234.50"), (-100_000, "-1000.00", "-1,000.00"), (99_999, "999.99", "999.99"),
            (100_000_000, "1000000.00", "1,000,000.00"), (1_000_000_000_000, "10000000000.00", "10,000,000,000.00"),
        ] as [(Int64, String, String)])
    func text(fen: Int64, yuan: String, grouped: String) {
        #expect(Money(fen: fen).yuan == yuan)
        #expect(Money(fen: fen).grouped == grouped)
    }

    @Test("the limit itself is reached and one fen more refused, both ways")
    func limit() throws {
        let most = Money(fen: Money.limit)
        #expect(try most.subtracting(Money(fen: 1)).adding(Money(fen: 1)) == most)
        #expect(try Money.zero.subtracting(most).fen == -Money.limit)
        expectRule(.overflow) { () throws(DomainError) in _ = try most.adding(Money(fen: 1)) }
        expectRule(.overflow) { () throws(DomainError) in _ = try most.negated.subtracting(Money(fen: 1)) }
    }

    @Test("amounts at the machine's ends are refused, not trapped on")
    func machineEnds() {
        let ends = [Money(fen: .max), Money(fen: .min)]
        for end in ends {
            for other in ends {
                expectRule(.overflow) { () throws(DomainError) in _ = try end.adding(other).adding(end) }
                if end != other {
                    expectRule(.overflow) { () throws(DomainError) in _ = try end.subtracting(other) }
                }
            }
            expectRule(.overflow) { () throws(DomainError) in _ = try Money.zero.subtracting(end) }
        }
    }

    @Test("signs")
    func signs() {
        #expect(Money(fen: -3).negated == Money(fen: 3))
        #expect(Money(fen: -3).magnitude == Money(fen: 3))
        #expect(Money(fen: 1).isPositive && !Money(fen: 1).isNegative)
        #expect(!Money.zero.isPositive && !Money.zero.isNegative)
        #expect(Money(fen: -1) < .zero)
    }

    @Test("a sum over many amounts is the sum of their fen", arguments: 0..<20)
    func sums(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let fen = (0..<200).map { _ in random.int(-1_000_000...1_000_000) }
        #expect(try fen.map { Money(fen: $0) }.total().fen == fen.reduce(0, +))
    }

    @Test("a sum that passes the limit on its way is refused")
    func sumOverLimit() {
        let amounts = [Money(fen: Money.limit), Money(fen: 1), Money(fen: -1)]
        expectRule(.overflow) { () throws(DomainError) in _ = try amounts.total() }
    }
}
