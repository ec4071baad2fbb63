import BedsideDomain
import BedsideStore
import Testing

/// Bills, prices and disputes as the ward sees them.
@Suite struct WardDeskTests {
    @Test func aDaysBillKnowsWhereTheStayStands() async throws {
        let ward = try await TestWard()
        _ = try await ward.importing {
            $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A1", "1", 2000, 2000, day: 20))
        }
        try await ward.admit()
        try await ward.pay(Money(fen: 10_000))
        let latest = try #require(try await ward.store.dailyBill(TestWard.stay, day: nil))
        #expect(latest.day.text == "2026-11-21")
        #expect(latest.bill.lines.map(\.id.text) == ["F1", "F2", "F3"])
        #expect(latest.bill.lines.map(\.name) == ["血常规", "氧气吸入", "床位费"])
        #expect(latest.bill.total == Money(fen: 16_333))
        #expect(latest.cumulativeTotal == Money(fen: 18_333))
        #expect(latest.deposits == Money(fen: 10_000))
        #expect(latest.days.map(\.text) == ["2026-11-20", "2026-11-21"])
        let first = try #require(try await ward.store.dailyBill(TestWard.stay, day: latest.days.first))
        #expect(first.cumulativeTotal == Money(fen: 2_000))
        #expect(try await ward.store.dailyBill(TestWard.stay, day: CivilDate(year: 2026, month: 11, day: 19)) == nil)
        #expect(try await ward.store.dailyBill(EncounterID(trusted: "none"), day: nil) == nil)
        let account = try await ward.store.accountTotals(TestWard.stay)
        #expect(account == (Money(fen: 10_000), Money(fen: 18_333), try await ward.store.bill(TestWard.stay).selfPay))
    }

    @Test func pricesAreFoundByInitialsAndCodesInTheVersionInForce() async throws {
        let ward = try await TestWard()
        _ = try await ward.importing {
            $0["price_lists"].append([
                "number": 2, "effective": "2026-12-01",
                "items": [TestWard.price("A1", "血常规", "xcg", 1800, "laboratory")],
            ])
        }
        let day = try CivilDate(year: 2026, month: 11, day: 22)
        func found(_ prefix: String, on day: CivilDate, limit: Int = 50) async throws -> [String] {
            try await ward.store.searchPrices(prefix: prefix, on: day, limit: limit).map {
                "\($0.id.text) \($0.price.fen)"
            }
        }
        #expect(try await found("xc", on: day) == ["A1 2000"])
        #expect(try await found("XCG", on: day) == ["A1 2000"])
        #expect(try await found("a", on: day) == ["A3 4500", "A1 2000", "A2 333"])
        #expect(try await found("a", on: day, limit: 2).count == 2)
        #expect(try await found("nA2", on: day) == ["A2 333"])
        #expect(try await found("xcg", on: day.adding(days: 30)) == ["A1 1800"])
        #expect(try await found("xcg", on: CivilDate(year: 2025, month: 12, day: 31)).isEmpty)
        for hostile in ["", "%", "' OR 1=1 --", "*", "血", String(repeating: "x", count: 33)] {
            #expect(try await found(hostile, on: day).isEmpty)
        }
    }

    @Test func aDisputeIsOpenedOnceAndOnlyOnOnesOwnLine() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        func open(_ charge: String) async throws -> Dispute {
            try await ward.store.openDispute(
                TestWard.stay, charge: ChargeID(trusted: charge), reason: .wrongQuantity, at: TestWard.start)
        }
        let first = try await open("F1")
        #expect(try await open("F1") == first)
        let foreign = await #expect(throws: DomainError.self) { try await open("F4") }
        #expect(foreign?.code == .notYours)
        let nothing = await #expect(throws: StoreError.self) { try await open("F99") }
        #expect(nothing?.code == .notFound)
        #expect(try await ward.store.dischargeStanding(TestWard.stay).openDisputes == 1)
        let result = try await ward.importing {
            $0["dispute_answers"] = [
                ["encounter": "WD20261120000173", "charge": "F1", "answered_at": "2026-11-23T11:30:00+08:00"]
            ]
        }
        #expect(result.sections.last?.updated == 1)
        #expect(try await ward.store.openDisputes(TestWard.stay).isEmpty)
    }
}
