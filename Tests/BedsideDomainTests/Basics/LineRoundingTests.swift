import BedsideDomain
import Testing

/// Rounding half away from zero, per line, against long multiplication on decimal digits as done on paper.
@Suite("Quantity × unit price")
struct LineRoundingTests {
    @Test(
        "the halves, both signs",
        arguments: [
            (10_000, 1, 1), (5_000, 1, 1), (4_999, 1, 0), (-5_000, 1, -1), (-4_999, 1, 0), (5_000, -1, -1),
            (-5_000, -1, 1), (15_000, 1, 2), (25_000, 1, 3), (3_333, 3, 1), (12_345, 100, 123), (12_350, 100, 124),
            (0, 999, 0), (1, 4_999, 0), (1, 5_000, 1), (-1, 5_000, -1), (10_000, -250, -250),
        ] as [(Int64, Int64, Int64)])
    func halves(tenThousandths: Int64, price: Int64, amount: Int64) throws {
        let computed = try Quantity(tenThousandths: tenThousandths).amount(unitPrice: Money(fen: price))
        #expect(computed.fen == amount)
    }

    @Test("agrees with multiplication on paper", arguments: 0..<50)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let quantity = random.int(-100_000_000...100_000_000)
            let price = random.pick([random.int(-50_000_000...50_000_000), random.int(-9...9)])
            let computed = try Quantity(tenThousandths: quantity).amount(unitPrice: Money(fen: price))
            #expect(computed.fen == onPaper(quantity, price), "\(quantity) × \(price)")
        }
    }

    @Test("returning a line gives back exactly what it cost", arguments: 0..<20)
    func reversal(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let quantity = random.int(1...99_999_999)
        let price = Money(fen: random.int(0...9_999_999))
        let there = try Quantity(tenThousandths: quantity).amount(unitPrice: price)
        let back = try Quantity(tenThousandths: -quantity).amount(unitPrice: price)
        #expect(try there.adding(back) == .zero)
    }

    @Test("products beyond the limit are refused, also beyond 64 bits")
    func overflow() {
        for (quantity, price) in [(Quantity.limit, Money.limit), (.min, .min), (.max, 1), (10_001, Money.limit)] {
            expectRule(.overflow) { () throws(DomainError) in
                _ = try Quantity(tenThousandths: quantity).amount(unitPrice: Money(fen: price))
            }
        }
    }

    @Test(
        "the shortest decimal",
        arguments: [
            (10_000, "1"), (5_000, "0.5"), (12_345, "1.2345"), (-12_300, "-1.23"), (1, "0.0001"), (0, "0"),
            (1_000_000, "100"), (-1, "-0.0001"),
        ] as [(Int64, String)])
    func text(tenThousandths: Int64, text: String) {
        #expect(Quantity(tenThousandths: tenThousandths).text == text)
    }

    /// Long multiplication of two whole numbers digit by digit, then the last four digits rounded off as a clerk does.
    private func onPaper(_ quantity: Int64, _ price: Int64) -> Int64? {
        let left = String(quantity.magnitude).reversed().compactMap(\.wholeNumberValue)
        let right = String(price.magnitude).reversed().compactMap(\.wholeNumberValue)
        var columns = [Int](repeating: 0, count: left.count + right.count + 5)
        for (place, digit) in left.enumerated() {
            for (otherPlace, otherDigit) in right.enumerated() { columns[place + otherPlace] += digit * otherDigit }
        }
        carry(&columns, from: 0)
        if columns[3] >= 5 { columns[4] += 1 }
        carry(&columns, from: 4)
        let whole = columns.dropFirst(4).reversed().map(String.init).joined()
        return Int64(whole).map { (quantity < 0) == (price < 0) ? $0 : -$0 }
    }

    private func carry(_ columns: inout [Int], from start: Int) {
        for place in start..<columns.count - 1 {
            columns[place + 1] += columns[place] / 10
            columns[place] %= 10
        }
    }
}
