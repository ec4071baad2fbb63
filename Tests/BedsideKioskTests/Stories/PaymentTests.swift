import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// Deposits and how they are paid: every end that a payment can have.
@Suite struct PaymentTests {
    private let order = Sample.payment(.created).id

    @Test func aDepositByPhoneIsPaidAndItsReceiptPrintsOnce() {
        var bench = Bench()
        bench.account()
        bench.choose(1)
        #expect(bench.screen.choices.map(\.title) == ["500.00 元", "1,000.00 元", "1,500.00 元", "其他金额"])
        bench.choose(2, 1)
        #expect(bench.asked == .startPayment(Sample.encounter.id, .deposit, .wallet, Money(fen: 100_000)))
        #expect(bench.name == "payment-starting")
        bench.answer(.payment(Sample.payment(.waiting(payBy: "PAY"), fen: 100_000)))
        #expect(bench.screen.code != nil)
        bench.send(.payment(Sample.payment(Sample.paid, fen: 100_000)))
        bench.send(.payment(Sample.payment(Sample.paid, fen: 100_000)))
        let prints = bench.effects.filter { $0.work == .print(Sample.encounter.id, .depositReceipt(order)) }
        #expect(prints.count == 1)
        bench.answer(.printing([Sample.paper(1, .depositReceipt)]))
        bench.choose(1)
        #expect(bench.asked == .loadAccount(Sample.encounter.id), "the account is read anew")
    }

    @Test func anyAmountWithinTheRuleMayBeTyped() {
        var bench = Bench()
        bench.account()
        bench.choose(1, 4)
        bench.type("99")
        bench.press(.enter)
        #expect(bench.name == "deposit-entry")
        bench.press(.backspace, .backspace)
        bench.type("800")
        bench.press(.enter)
        bench.choose(2)
        #expect(bench.asked == .startPayment(Sample.encounter.id, .deposit, .cashier, Money(fen: 80_000)))
    }

    @Test func backAsksTheProviderBeforeItBelievesIt() {
        var bench = Bench()
        bench.payByPhone()
        bench.press(.back)
        #expect(bench.asked == .cancelPayment(order))
        // Keys do nothing until the provider has spoken.
        bench.press(.back, .enter, .digit(1))
        #expect(bench.asked == .cancelPayment(order))
        bench.answer(.payment(Sample.payment(Sample.paid, fen: 100_000)))
        #expect(bench.name == "payment-paid", "it was paid in this very second")
    }

    @Test func aCancelledPaymentMayBeDoneAnotherWay() {
        var bench = Bench()
        bench.payByPhone()
        bench.press(.back)
        bench.answer(.payment(Sample.payment(.closed(reason: .cancelled), fen: 100_000)))
        #expect(bench.name == "payment-closed")
        bench.choose(2)
        #expect(bench.asked == .startPayment(Sample.encounter.id, .deposit, .cashier, Money(fen: 100_000)))
    }

    @Test func aDeclineIsNobodysFault() {
        var bench = Bench()
        bench.payByPhone()
        bench.send(.payment(Sample.payment(.closed(reason: .declined), fen: 100_000)))
        #expect(bench.screen.says("没有扣您的钱"))
        bench.choose(1)
        #expect(bench.asked == .startPayment(Sample.encounter.id, .deposit, .wallet, Money(fen: 100_000)))
    }

    @Test func noWordFromTheProviderMeansDoNotPayTwice() {
        var bench = Bench()
        bench.payByPhone()
        bench.send(.payment(Sample.payment(.unknown, fen: 100_000)))
        #expect(bench.name == "payment-asking")
        #expect(bench.screen.says("不要重复付款"))
        #expect(bench.screen.code == nil, "nothing to pay by a second time")
        bench.send(.payment(Sample.payment(Sample.paid, fen: 100_000)))
        #expect(bench.name == "payment-paid")
    }

    @Test func anOrderThatIsStillOpenIsTold() {
        var bench = Bench()
        bench.account()
        bench.choose(1, 1, 1)
        bench.fail(.paymentStillOpen)
        #expect(bench.screen.says("请不要重复付款"))
        bench.choose(1)
        bench.answer(.account(Sample.account))
        #expect(bench.name == "account")
    }

    @Test func aSlowStartSaysSo() {
        var bench = Bench()
        bench.account()
        bench.choose(1, 1, 1)
        bench.wait(.milliseconds(299))
        #expect(bench.name == "payment-starting")
        bench.wait(.milliseconds(2))
        #expect(bench.name == "waiting")
        #expect(!bench.screen.hasAction(.back))
        bench.wait(.seconds(10))
        #expect(bench.screen.says("请不要重复付款"))
        bench.wait(.seconds(60))
        #expect(bench.name == "problem")
        #expect(bench.screen.says("请不要重复付款"))
        // The answer that comes after all is still told by the payment's own news.
        bench.press(.enter)
        bench.send(.payment(Sample.payment(.waiting(payBy: "PAY"), fen: 50_000)))
        #expect(bench.name == "payment-wallet")
    }

    @Test func aPayCodeIsNotAskedFor() {
        var bench = Bench()
        bench.payByPhone()
        bench.scan(Sample.weChatCode)
        #expect(bench.name == "scan-unexpected")
        #expect(bench.screen.says("不用出示付款码"))
    }

    @Test func theEndOfTheSessionClosesAnOpenCodeButNotASlip() {
        var phone = Bench()
        phone.payByPhone()
        phone.wait(.seconds(310))
        #expect(phone.name == "welcome")
        #expect(phone.effects.suffix(2).map(\.work) == [.cancelPayment(order), .sessionEnded])

        var desk = Bench()
        desk.account()
        desk.choose(1, 2, 2)
        desk.answer(.payment(Sample.payment(.waiting(payBy: Sample.paymentSlip), channel: .cashier, fen: 100_000)))
        desk.wait(.seconds(310))
        #expect(desk.asked == .sessionEnded)
        #expect(!desk.effects.contains { $0.work == .cancelPayment(order) })
    }

    @Test func aSlipForTheDeskMayBeDropped() {
        var bench = Bench()
        bench.account()
        bench.choose(1, 2, 2)
        let slip = Sample.payment(.waiting(payBy: Sample.paymentSlip), channel: .cashier, fen: 100_000)
        bench.answer(.payment(slip))
        bench.choose(2)
        #expect(bench.asked == .cancelPayment(slip.id))
        bench.answer(.payment(Sample.payment(.closed(reason: .cancelled), channel: .cashier, fen: 100_000)))
        #expect(bench.name == "payment-closed")
    }

    @Test func aPaymentConfirmedOnAPageOverItIsSeenWhenThatGoes() {
        var bench = Bench()
        bench.account()
        bench.choose(1, 2, 2)
        bench.answer(.payment(Sample.payment(.waiting(payBy: Sample.paymentSlip), channel: .cashier, fen: 100_000)))
        bench.staff()
        bench.send(.payment(Sample.payment(Sample.paid, channel: .cashier, fen: 100_000)))
        #expect(bench.name == "staff")
        bench.press(.back)
        #expect(bench.name == "payment-paid")
        #expect(bench.asked == .print(Sample.encounter.id, .depositReceipt(order)))
    }

    @Test func aPaymentOfSomebodyElseChangesNothing() {
        var bench = Bench()
        bench.payByPhone()
        let before = bench.screen
        bench.send(
            .payment(
                PaymentOrder(
                    id: order, encounter: Sample.otherEncounter.id, purpose: .deposit, channel: .wallet,
                    amount: Money(fen: 100_000), createdAt: Sample.now, state: Sample.paid)))
        #expect(bench.screen == before)
    }
}
