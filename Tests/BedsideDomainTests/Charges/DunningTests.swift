import BedsideDomain
import Testing

@Suite("Dunning: paid − self-pay × ratio < minimum")
struct DunningTests {
    @Test(
        "at and around the minimum",
        arguments: [
            (100, 100_000, 50_000, 50_000, nil), (100, 100_000, 50_001, 50_000, 1), (100, 0, 0, 1, 1),
            (50, 100_000, 100_000, 50_000, nil), (50, 100_000, 100_002, 50_000, 1), (0, 10, 99_999, 10, nil),
            (100, 100_000, 200_000, 0, 100_000), (100, 0, 0, 0, nil),
        ] as [(Int, Int64, Int64, Int64, Int64?)])
    func shortfall(ratio: Int, deposits: Int64, selfPay: Int64, minimum: Int64, missing: Int64?) throws {
        let rule = DunningRule(ratioPercent: ratio, minimum: Money(fen: minimum))
        let asked = try rule.shortfall(deposits: Money(fen: deposits), selfPay: Money(fen: selfPay), step: .zero)
        #expect(asked?.fen == missing)
    }

    @Test("asked for in whole steps, never less than is missing", arguments: 0..<50)
    func steps(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rule = DunningRule(ratioPercent: Int(random.int(0...100)), minimum: Money(fen: random.int(0...500_000)))
        let (deposits, selfPay) = (Money(fen: random.int(0...500_000)), Money(fen: random.int(0...900_000)))
        let step = random.pick([1, 100, 10_000] as [Int64])
        let exact = try rule.shortfall(deposits: deposits, selfPay: selfPay, step: .zero)
        let asked = try rule.shortfall(deposits: deposits, selfPay: selfPay, step: Money(fen: step))
        #expect((exact == nil) == (asked == nil))
        guard let exact, let asked else { return }
        #expect(asked >= exact && asked.fen - exact.fen < step && asked.fen % step == 0)
    }

    @Test("a step beyond all bounds is refused, not trapped on")
    func overflow() {
        let rule = DunningRule(ratioPercent: 100, minimum: Money(fen: 1))
        expectRule(.overflow) { () throws(DomainError) in
            _ = try rule.shortfall(deposits: .zero, selfPay: .zero, step: Money(fen: .max))
        }
    }

    @Test(
        "deposits within their bounds",
        arguments: [(0, false), (1, true), (100, true), (101, false), (-5, false)] as [(Int64, Bool)])
    func depositRule(fen: Int64, isTaken: Bool) throws {
        let rule = DepositRule(minimum: Money(fen: 1), maximum: Money(fen: 100))
        if isTaken {
            try rule.check(Money(fen: fen))
        } else {
            expectRule(.invalidAmount) { () throws(DomainError) in try rule.check(Money(fen: fen)) }
        }
    }
}

@Suite("Versions of the price list")
struct PriceListTests {
    private let versions = [
        PriceListVersion(number: 2, effective: Sample.day("2024-03-01")),
        PriceListVersion(number: 1, effective: Sample.day("2024-01-01")),
        PriceListVersion(number: 3, effective: Sample.day("2024-03-01")),
        PriceListVersion(number: 4, effective: Sample.day("2024-04-01")),
    ]

    @Test(
        "in force is the latest that has begun",
        arguments: [
            ("2023-12-31", nil), ("2024-01-01", 1), ("2024-02-29", 1), ("2024-03-01", 3), ("2024-04-01", 4),
            ("2030-01-01", 4),
        ] as [(String, Int?)])
    func inForce(day: String, number: Int?) {
        #expect(PriceListVersion.inForce(on: Sample.day(day), of: versions)?.number == number)
        #expect(PriceListVersion.inForce(on: Sample.day(day), of: versions.reversed())?.number == number)
    }
}
