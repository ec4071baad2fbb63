import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// The staff page: who gets in, and what can be done there.
@Suite struct StaffTests {
    @Test func badgeAndPINOpenThePage() {
        var bench = Bench()
        bench.scan(Sample.otherBadge)
        #expect(bench.name == "staff-pin")
        bench.type("13572468")
        #expect(
            bench.screen.blocks.contains { if case .entry(let entry) = $0 { entry.shown == "●●●●●●●●" } else { false } }
        )
        bench.press(.enter)
        #expect(
            bench.asked == .logOn(Sample.cashier.id, pin: Sensitive("13572468"), right: .decidePrints))
        bench.answer(.staff(Sample.cashier))
        #expect(bench.asked == .loadStaffPage)
        bench.answer(.staffPage(Sample.staffPage))
        #expect(bench.name == "staff")
        bench.press(.back)
        #expect(bench.asked == .sessionEnded)
    }

    @Test func aWrongPINAndALockAreTold() {
        var bench = Bench()
        bench.scan(Sample.badge)
        bench.type("1")
        bench.press(.enter)
        bench.answer(.pinRefused(triesLeft: 2))
        #expect(bench.screen.says("还可以试 2 次"))
        bench.type("1")
        #expect(!bench.screen.says("还可以试"))
        bench.press(.enter)
        bench.answer(.lockedOut(seconds: 121))
        #expect(bench.screen.says("请 3 分钟后再试"))
    }

    @Test func anEmptyPINAsksNothing() {
        var bench = Bench()
        bench.scan(Sample.badge)
        bench.press(.enter)
        #expect(bench.effects.isEmpty)
    }

    @Test(arguments: [(1, PrintDecision.printedAfterAll), (3, .dropped)])
    func aPageOfUnknownEndIsDecided(_ digit: Int, _ decision: PrintDecision) {
        var bench = Bench()
        bench.staff()
        bench.choose(1)
        bench.press(.down)
        bench.choose(digit)
        #expect(bench.asked == .decidePrint(PrintJobID(trusted: "J92"), decision, nil, by: Sample.cashier.id))
        bench.answer(.staffPage(Sample.staffPage))
        #expect(bench.name == "staff-prints")
    }

    @Test func aReprintNamesItsReason() {
        var bench = Bench()
        bench.staff()
        bench.choose(1, 2, 2)
        #expect(
            bench.asked == .decidePrint(PrintJobID(trusted: "J91"), .printedAgain, .jammed, by: Sample.cashier.id))
        bench.answer(.staffPage(Sample.staffPage))
        #expect(bench.asked == .loadStaffPage)
        #expect(bench.name == "staff-prints")
    }

    @Test func moneyIsConfirmedOnlyAfterAQuestionAndByACashier() {
        let order = Sample.staffPage.payments[0].id
        var bench = Bench()
        bench.staff()
        bench.choose(2, 1)
        #expect(bench.name == "staff-received")
        bench.choose(2)
        bench.answer(.staffPage(Sample.staffPage))
        bench.choose(1, 1)
        #expect(bench.asked == .confirmPayment(order, by: Sample.cashier.id))

        var nurse = Bench()
        nurse.staff(Sample.nurse)
        nurse.choose(2, 1)
        #expect(nurse.name == "no-right")
    }

    @Test func aScannedSlipOpensItsQuestion() {
        var bench = Bench()
        bench.staff()
        bench.scan(Sample.paymentSlip)
        #expect(bench.name == "staff-received")
        bench.choose(0)
        bench.answer(.staffPage(StaffPage(prints: [], payments: [], refunds: [], calls: [])))
        bench.scan(Sample.paymentSlip)
        #expect(bench.name == "slip-unknown")
    }

    @Test func refundsAndCallsAreClosed() {
        var bench = Bench()
        bench.staff()
        bench.choose(3, 1, 1)
        #expect(bench.asked == .confirmRefund(Sample.staffPage.refunds[0].id, by: Sample.cashier.id))
        bench.answer(.staffPage(Sample.staffPage))
        bench.answer(.staffPage(Sample.staffPage))
        bench.choose(0)
        bench.answer(.staffPage(Sample.staffPage))
        bench.choose(4)
        bench.press(.row(1))
        bench.choose(1)
        #expect(bench.asked == .attendCall(AlarmID(trusted: "A42"), by: Sample.cashier.id))
    }

    @Test func aBadgeOnAPatientsScreenLaysThePageOverIt() {
        var bench = Bench()
        bench.dailyBill()
        bench.staff()
        #expect(bench.name == "staff")
        bench.choose(0)
        #expect(bench.name == "daily-bill")
        #expect(!bench.effects.contains { $0.work == .sessionEnded })
    }

    @Test func anotherBadgeDoesNotActOnTheFirstOnesPage() {
        var bench = Bench()
        bench.dailyBill()
        bench.staff()
        bench.choose(2)
        bench.scan(Sample.badge)
        #expect(bench.name == "staff-pin")
        bench.press(.back)
        #expect(bench.name == "daily-bill")

        var own = Bench()
        own.staff()
        own.scan(Sample.badge)
        #expect(own.effects.contains { $0.work == .sessionEnded })
        own.press(.back)
        #expect(own.name == "welcome")
    }

    @Test func aPatientsWristbandEndsTheStaffsSession() {
        var bench = Bench()
        bench.staff()
        bench.scan(Sample.wristband)
        #expect(bench.effects.suffix(2).map(\.work) == [.sessionEnded, .lookUp(.wristband(Sample.encounter.id))])
        bench.answer(.encounter(Sample.encounter))
        #expect(bench.name == "home")
    }
}
