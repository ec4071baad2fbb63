import BedsideDomain
import BedsideStore
import Testing

/// Random stays: whatever was paid and charged, the ledger balances, a settlement is made once, and its lines add up.
@Suite struct LedgerPropertyTests {
    @Test(arguments: 1...12)
    func randomStaysBalance(_ seed: Int) async throws {
        let chance = Chance(seed: UInt64(seed))
        let ward = try await TestWard(Self.document(chance), seed: UInt64(seed))
        try await ward.admit(TestWard.otherSlip)
        let stay = TestWard.otherStay
        for second in 0..<(1 + chance.below(4)) {
            try await ward.pay(
                Money(fen: Int64(1 + chance.below(40_000))), .deposit, chance.below(2) == 0 ? .wallet : .cashier,
                stay: stay, at: TestWard.start.adding(seconds: Int64(second)))
        }
        let offer = try await ward.store.settlementOffer(stay)
        if offer.preview.due.isPositive {
            try await ward.pay(offer.preview.due, .settlement(fingerprint: offer.fingerprint), stay: stay)
        }
        let (settlement, refunds, _) = try await ward.settle(offer.fingerprint, stay: stay, staff: TestWard.cashier)
        for refund in refunds where chance.below(2) == 0 {
            try await ward.store.advanceRefund(refund.id, to: .done, at: TestWard.start)
        }
        let bill = try await ward.store.bill(stay)
        #expect(try bill.lines.map(\.amount).total() == settlement.total)
        #expect(try await ward.store.verifyLedger().isBalanced)
        #expect(try await ward.settle(offer.fingerprint, stay: stay).0 == settlement)
        let paid = try await ward.store.deposits(stay).map(\.amount).total()
        let back = try refunds.map(\.part.amount).total()
        #expect(try paid.subtracting(back) == settlement.total)
        // By day the bill adds up to the same.
        var cumulative = Money.zero
        for day in try await ward.store.dailyBill(stay, day: nil)?.days ?? [] {
            let daily = try #require(try await ward.store.dailyBill(stay, day: day))
            cumulative = try cumulative.adding(daily.bill.total)
            #expect(daily.cumulativeTotal == cumulative)
        }
        #expect(cumulative == settlement.total)
        try await ward.store.verifyAudit()
    }

    /// 1 to 40 lines on three days at odd prices and quantities, some of them taken back in part.
    private static func document(_ chance: Chance) -> JSONValue {
        var document = TestWard.document
        var items: JSONValue = []
        var charges: JSONValue = []
        for item in 0..<5 {
            items.append(TestWard.price("R\(item)", "项目", "xm", Int64(1 + chance.below(9_999)), "drug"))
        }
        document["price_lists"][0]["items"] = items
        for index in 0..<(1 + chance.below(40)) {
            let item = chance.below(5)
            guard case .number(let price) = items[item]["price_fen"] else { continue }
            let quantity = 1 + chance.below(50_000)
            let day = 20 + chance.below(3)
            charges.append(line("F\(index)", item, quantity, price, day))
            if chance.below(4) == 0 {
                charges.append(
                    line("G\(index)", item, -(1 + chance.below(quantity)), price, day, reverses: "F\(index)"))
            }
        }
        document["charges"] = charges
        document["insurance_results"] = []
        return document
    }

    private static func line(
        _ id: String, _ item: Int, _ quantity: Int, _ price: Int64, _ day: Int, reverses: String? = nil
    ) -> JSONValue {
        let product = Int64(quantity) * price
        let amount = (product.magnitude + 5_000) / 10_000
        return TestWard.charge(
            id, "WD20261120000256", "R\(item)", Quantity(tenThousandths: Int64(quantity)).text, price,
            product < 0 ? -Int64(amount) : Int64(amount), reverses: reverses.map(JSONValue.text) ?? .null, day: day)
    }
}
