import BedsideDomain
import Testing

@Suite("Bills")
struct BillTests {
    @Test("whatever the lines are, the total is their sum, by chapter too", arguments: 0..<40)
    func sums(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let lines = try randomLines(&random, count: Int(random.int(0...120)))
        let bill = try Bill(lines: lines)
        #expect(bill.total.fen == lines.map(\.amount.fen).reduce(0, +))
        #expect(bill.selfPay.fen == lines.map(\.selfPay.fen).reduce(0, +))
        let chapters = try bill.chapters()
        #expect(chapters.map(\.total.fen).reduce(0, +) == bill.total.fen)
        #expect(
            chapters.map(\.category)
                == ChargeCategory.allCases.filter { category in lines.contains { $0.category == category } })
    }

    @Test("a bill and the returns of all its lines come to nothing", arguments: 0..<20)
    func reversed(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let lines = try randomLines(&random, count: 40)
        let returns = try lines.enumerated().map { index, line in
            try Sample.line(
                1000 + index, quantity: Quantity(tenThousandths: -line.quantity.tenThousandths),
                unitPrice: line.unitPrice, selfPayPercent: index % 101, reverses: line.id)
        }
        let again = try lines.enumerated().map { index, line in
            try Sample.line(index, quantity: line.quantity, unitPrice: line.unitPrice, selfPayPercent: index % 101)
        }
        let bill = try Bill(lines: again + returns)
        #expect(bill.total == .zero && bill.selfPay == .zero)
    }

    @Test("the self-pay share never passes the line", arguments: [0, 1, 33, 50, 99, 100])
    func selfPay(percent: Int) throws {
        for fen in [0, 1, 3, 99, 12_345] as [Int64] {
            let line = try Sample.line(unitPrice: Money(fen: fen), selfPayPercent: percent)
            #expect(line.selfPay <= line.amount && !line.selfPay.isNegative)
        }
        #expect(try Sample.line(unitPrice: Money(fen: 999), selfPayPercent: 100).selfPay.fen == 999)
        #expect(try Sample.line(unitPrice: Money(fen: 999), selfPayPercent: 0).selfPay == .zero)
    }

    @Test("a share beyond 0 to 100 per cent is refused", arguments: [-1, 101])
    func share(percent: Int) {
        expectRule(.invalidAmount) { () throws(DomainError) in
            _ = try Sample.line(unitPrice: Money(fen: 100), selfPayPercent: percent)
        }
    }

    @Test("an amount from outside must be quantity × price", arguments: [332, 334, -333, 0] as [Int64])
    func stated(fen: Int64) throws {
        #expect(try stating(Money(fen: 333)).amount.fen == 333)
        expectRule(.linesDoNotAddUp) { () throws(DomainError) in _ = try stating(Money(fen: fen)) }
    }

    @Test("a sum beyond the limit is refused whole")
    func overflow() throws {
        let line = try Sample.line(unitPrice: Money(fen: Money.limit))
        expectRule(.overflow) { () throws(DomainError) in _ = try Bill(lines: [line, line]) }
    }

    @Test("what is left of the deposits")
    func balance() throws {
        let bill = DailyBill(
            day: Sample.today, bill: try Bill(lines: []), cumulativeTotal: Money(fen: 500),
            cumulativeSelfPay: Money(fen: 300), deposits: Money(fen: 200), days: [])
        #expect(try bill.balance().fen == -100)
    }

    private func stating(_ amount: Money) throws(DomainError) -> ChargeLine {
        try ChargeLine(
            id: ChargeID(trusted: "C1"), item: PriceItemID(trusted: "A1"), priceVersion: 1, name: "", unit: "",
            category: .drug, quantity: Quantity(tenThousandths: 33_300), unitPrice: Money(fen: 100),
            statedAmount: amount, selfPayPercent: 0, chargedAt: Sample.noon, day: Sample.today, orderReference: "",
            reverses: nil)
    }
}

/// Lines as wards have them: fractions, returns, cheap and dear things.
func randomLines(_ random: inout SplitMix64, count: Int) throws(DomainError) -> [ChargeLine] {
    var lines: [ChargeLine] = []
    for number in 0..<count {
        let sign: Int64 = random.chance(oneIn: 6) ? -1 : 1
        lines.append(
            try Sample.line(
                number, quantity: Quantity(tenThousandths: sign * random.int(1...300_000)),
                unitPrice: Money(fen: random.int(0...200_000)), selfPayPercent: Int(random.int(0...100)),
                category: random.pick(ChargeCategory.allCases)))
    }
    return lines
}
