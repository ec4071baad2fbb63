import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// 一日清单, questions about it, and prices.
@Suite struct BillTests {
    @Test func showsTheLatestDayWithEveryLineOnItsPages() {
        var bench = Bench(viewport: .smallest)
        bench.home()
        bench.choose(1)
        #expect(bench.asked == .loadDailyBill(Sample.encounter.id, day: nil))
        bench.answer(.dailyBill(Sample.today))
        var shown: [String] = []
        for _ in 0..<2 {
            shown += bench.screen.rows.map { $0[0] }
            bench.choose(2)
        }
        #expect(shown == Sample.lines.map(\.name))
        #expect(bench.screen.rows.first?[0] == Sample.lines[0].name, "after the last page comes the first")
        #expect(bench.screen.says("902.40"))
        #expect(bench.screen.says("530.87"))
    }

    @Test func goesFromDayToDay() {
        var bench = Bench()
        bench.dailyBill()
        #expect(!bench.screen.offers(4), "there is no later day")
        bench.press(.left)
        #expect(bench.asked == .loadDailyBill(Sample.encounter.id, day: Sample.day(2025, 11, 21)))
        bench.answer(.dailyBill(Sample.bill(Sample.day(2025, 11, 21), Sample.lines)))
        bench.choose(4)
        #expect(bench.asked == .loadDailyBill(Sample.encounter.id, day: Sample.day(2025, 11, 22)))
    }

    @Test func aSmallerScreenKeepsThePlace() {
        var bench = Bench(viewport: Viewport(columns: 160, rows: 45))
        bench.dailyBill()
        #expect(bench.screen.rows.count == Sample.lines.count)
        bench.send(.resized(.smallest))
        #expect(bench.screen.rows.count < Sample.lines.count)
        #expect(bench.screen.rows.first?[0] == Sample.lines[0].name)
    }

    @Test func printsTheDayThatIsShown() {
        var bench = Bench()
        bench.dailyBill()
        bench.choose(1)
        #expect(bench.asked == .print(Sample.encounter.id, .dailyBill(Sample.day(2025, 11, 22))))
        bench.answer(.printing([Sample.paper(1, .dailyBill)]))
        #expect(bench.name == "printing")
        bench.send(.print(Sample.paper(1, .dailyBill, .printed(at: Sample.now))))
        #expect(bench.screen.tone == .success)
        bench.choose(1)
        #expect(bench.name == "daily-bill")
    }

    @Test func aQuestionIsAskedOnceMoreBeforeItIsSent() {
        var bench = Bench(viewport: .smallest)
        bench.dailyBill()
        bench.choose(5)
        // Down over the end of the first page.
        for _ in 0..<8 { bench.press(.down) }
        bench.press(.enter)
        #expect(bench.name == "dispute-reason")
        #expect(bench.screen.says(Sample.lines[8].name))
        bench.choose(3)
        #expect(bench.name == "dispute-confirm")
        #expect(!bench.effects.contains { if case .dispute = $0.work { true } else { false } })
        bench.choose(1)
        #expect(bench.asked == .dispute(Sample.encounter.id, Sample.lines[8].id, .wrongPrice))
        bench.answer(.done)
        #expect(bench.name == "dispute-noted")
        bench.choose(1)
        #expect(bench.name == "daily-bill-pick")
        bench.choose(0)
        #expect(bench.name == "daily-bill")
    }

    @Test func aLineCanBeTouched() {
        var bench = Bench()
        bench.dailyBill()
        bench.choose(5)
        bench.press(.row(3))
        bench.choose(1)
        #expect(bench.screen.says("15.40"))
        bench.choose(4, 2)
        #expect(bench.name == "daily-bill-pick", "not sent: back to the lines")
    }

    @Test func aSettledStayTakesNoQuestions() {
        var bench = Bench()
        bench.home(Sample.settledEncounter)
        bench.choose(1)
        bench.answer(.dailyBill(Sample.today))
        #expect(!bench.screen.offers(5))
    }

    @Test func noFeesYetIsNoProblem() {
        var bench = Bench()
        bench.home()
        bench.choose(1)
        bench.fail(.notFound)
        #expect(bench.name == "no-fees-yet")
        bench.choose(1)
        #expect(bench.name == "home")
    }

    @Test func pricesAreFoundByLettersWithoutAnIdentity() {
        var bench = Bench(viewport: .smallest)
        bench.choose(2, 2)
        bench.type("xcg1")
        bench.press(.enter)
        #expect(bench.asked == .searchPrices("xcg1"))
        bench.answer(.prices(Sample.prices))
        let first = bench.screen.rows
        bench.press(.down)
        #expect(bench.screen.rows != first)
        bench.choose(2)
        #expect(bench.name == "price-search")
        #expect(!bench.screen.says("xcg1"))
    }
}
