import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// 出院结算: gates, figures, money, papers.
@Suite struct DischargeTests {
    @Test func withARefundTakesAtMostEightActs() {
        let view = Sample.discharge(deposits: 100_000)
        var bench = Bench()
        bench.discharge(view)
        bench.choose(1)
        #expect(bench.asked == .settle(Sample.encounter.id, agreed: "F1", staff: nil))
        bench.answer(Sample.settled(view))
        #expect(bench.name == "settled")
        #expect(bench.screen.says("647.60"))
        bench.choose(1)
        #expect(bench.name == "goodbye")
        #expect(bench.screen.wipes)
        #expect(bench.acts == 4)
        #expect(bench.acts <= 8)
    }

    @Test func withNothingDueTakesAtMostEightActs() {
        let view = Sample.discharge(deposits: 35_240)
        var bench = Bench()
        bench.discharge(view)
        bench.choose(1)
        bench.answer(Sample.settled(view))
        bench.choose(1)
        #expect(bench.name == "goodbye")
        #expect(bench.acts <= 8)
    }

    @Test func withATopUpByPhoneTakesAtMostEightActs() {
        let before = Sample.discharge(deposits: 10_000)
        let after = Sample.discharge(deposits: 10_000, toppedUp: 25_240)
        var bench = Bench()
        bench.discharge(before)
        bench.choose(1, 1)
        #expect(
            bench.asked
                == .startPayment(
                    Sample.encounter.id, .settlement(fingerprint: "F1"), .wallet, Money(fen: 25_240)))
        let order = Sample.payment(
            .waiting(payBy: "PAY"), purpose: .settlement(fingerprint: "F1"), fen: 25_240)
        bench.answer(.payment(order))
        var paid = order
        paid.state = Sample.paid
        bench.send(.payment(paid))
        #expect(bench.name == "payment-paid")
        bench.choose(1)
        #expect(bench.asked == .loadDischarge(Sample.encounter.id))
        bench.answer(.discharge(after))
        #expect(bench.screen.says("已补交"))
        bench.choose(1)
        #expect(bench.asked == .settle(Sample.encounter.id, agreed: "F1", staff: nil))
        bench.answer(Sample.settled(after))
        bench.choose(1)
        #expect(bench.name == "goodbye")
        #expect(bench.acts <= 8)
        #expect(bench.acts == 7)
    }

    @Test func closedGatesSayWhatIsMissingAndWhoHelps() {
        var bench = Bench()
        bench.discharge(Sample.blocked)
        #expect(bench.screen.rows.count == DischargeGate.Kind.allCases.count)
        #expect(bench.screen.rows.contains(["退药确认（1）", "药房"]))
        bench.choose(1)
        #expect(bench.asked == .loadDischarge(Sample.encounter.id))
        #expect(!bench.effects.contains { if case .settle = $0.work { true } else { false } })
    }

    @Test func aLargeRefundNeedsBadgeAndPIN() {
        let view = Sample.discharge(deposits: 1_000_000)
        var bench = Bench()
        bench.discharge(view)
        bench.choose(1)
        #expect(bench.name == "discharge-staff")
        #expect(!bench.effects.contains { if case .settle = $0.work { true } else { false } })
        bench.badge(Sample.badge, Sample.nurse)
        #expect(bench.asked == .settle(Sample.encounter.id, agreed: "F1", staff: Sample.nurse.id))
        bench.answer(Sample.settled(view, .refused))
        #expect(bench.name == "settled")
        #expect(bench.screen.says("9,647.60 元请到收费处领取"))
    }

    @Test(arguments: [KioskProblem.Kind.billChanged, .gateClosed, .notPaid, .insuranceDisagrees])
    func aChangeIsReadAnewBeforeAnythingElse(_ kind: KioskProblem.Kind) {
        var bench = Bench()
        bench.discharge(Sample.discharge(deposits: 100_000))
        bench.choose(1)
        bench.fail(kind)
        #expect(bench.asked == .loadDischarge(Sample.encounter.id))
        #expect(bench.name == "problem")
        bench.answer(.discharge(Sample.discharge(deposits: 100_000, fingerprint: "F2")))
        bench.press(.enter)
        bench.choose(1)
        #expect(bench.asked == .settle(Sample.encounter.id, agreed: "F2", staff: nil))
    }

    @Test func aChangeAfterTheStaffAgreedGoesBackToTheFigures() {
        var bench = Bench()
        bench.discharge(Sample.discharge(deposits: 1_000_000))
        bench.choose(1)
        bench.badge(Sample.badge, Sample.nurse)
        bench.fail(.billChanged)
        #expect(bench.asked == .loadDischarge(Sample.encounter.id))
        bench.answer(.discharge(Sample.discharge(deposits: 1_000_000, fingerprint: "F2")))
        bench.press(.enter)
        #expect(bench.name == "discharge-preview")
    }

    @Test func theListCanBePrintedFirst() {
        var bench = Bench()
        bench.discharge(Sample.discharge(deposits: 100_000))
        bench.choose(2)
        #expect(bench.asked == .print(Sample.encounter.id, .itemisedList))
    }

    @Test func aSettlementIsNotAskedForTwice() {
        var bench = Bench()
        bench.discharge(Sample.discharge(deposits: 100_000))
        bench.choose(1, 1, 1)
        bench.press(.enter, .back)
        #expect(bench.effects.filter { if case .settle = $0.work { true } else { false } }.count == 1)
    }

    @Test func anUnfinishedPaymentHoldsTheSettlementUpAndMayBeDropped() {
        var bench = Bench()
        let slip = Sample.payment(.waiting(payBy: Sample.paymentSlip), channel: .cashier, fen: 100_000)
        bench.discharge(DischargeView(gates: Sample.blocked.gates, offer: nil, unfinished: slip))
        #expect(bench.screen.says("不付 1,000.00 元那一笔了"))
        bench.choose(2)
        #expect(bench.asked == .cancelPayment(slip.id))
        bench.answer(.payment(slip))
        #expect(bench.asked == .loadDischarge(Sample.leaving.id))
    }
}
