import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// 床旁入院: from the slip to the papers.
@Suite struct AdmissionTests {
    /// The issue's number: at most ten acts of the patient; badge and PIN are the nurse's.
    @Test func takesAtMostTenActs() {
        var bench = Bench()
        bench.scan(Sample.slip)
        #expect(bench.asked == .lookUp(.admissionSlip(Sample.order.id)))
        bench.answer(.admissionOrder(Sample.order))
        var names = [bench.name]
        for _ in 0..<6 {
            bench.choose(1)
            names.append(bench.name)
        }
        #expect(
            names == [
                "admission-order", "admission-phone", "admission-consent", "admission-consent", "admission-consent",
                "admission-deposit", "admission-identity",
            ])
        let before = bench.acts
        bench.resetActs()
        bench.badge(Sample.badge, Sample.nurse)
        bench.resetActs()
        bench.answer(.admitted(Sample.encounter, printing: Sample.admissionPapers))
        // The deposit by phone was chosen: it is paid now, then the receipt prints.
        #expect(bench.asked == .startPayment(Sample.encounter.id, .deposit, .wallet, Sample.order.deposit))
        bench.answer(.payment(Sample.payment(.waiting(payBy: "PAY"))))
        bench.send(.payment(Sample.payment(Sample.paid)))
        #expect(bench.asked == .print(Sample.encounter.id, .depositReceipt(Sample.payment(Sample.paid).id)))
        bench.answer(.printing([Sample.paper(9, .depositReceipt)]))
        #expect(bench.name == "payment-paid")
        bench.choose(1)
        #expect(bench.name == "admitted")
        bench.choose(1)
        #expect(bench.name == "goodbye")
        #expect(before + bench.acts <= 10)
        #expect(before + bench.acts == 9)
    }

    @Test func asksTheStoreOnlyAfterTheNurse() {
        var bench = Bench()
        bench.arrive()
        bench.giveAnswers(deposit: 3)
        #expect(bench.effects.count == 1)
        bench.scan(Sample.badge)
        #expect(bench.name == "staff-pin")
        bench.type("246813")
        #expect(!bench.screen.says("2468"))
        #expect(bench.screen.says("●●●●●●"))
        bench.press(.enter)
        #expect(
            bench.asked
                == .logOn(StaffID(trusted: Sample.badge), pin: Sensitive("246813"), right: .confirmIdentity))
        bench.answer(.staff(Sample.nurse))
        let answers = AdmissionAnswers(phone: phone("13812345678"), consents: Consent.allCases)
        #expect(bench.asked == .admit(Sample.order.id, answers, confirmedBy: Sample.nurse.id))
        bench.answer(.admitted(Sample.encounter, printing: Sample.admissionPapers))
        #expect(bench.name == "admitted")
        #expect(bench.screen.place.contains("张*明"))
        bench.choose(2)
        #expect(bench.name == "home")
    }

    @Test func aNurseWithoutTheRightIsToldSo() {
        var bench = Bench()
        bench.arrive()
        bench.giveAnswers()
        bench.scan(Sample.otherBadge)
        bench.type("1234")
        bench.press(.enter)
        bench.answer(.staff(Sample.cashier))
        #expect(bench.name == "staff-pin")
        #expect(!bench.effects.contains { if case .admit = $0.work { true } else { false } })
        // A colleague takes over with another badge.
        bench.badge(Sample.badge, Sample.nurse)
        if case .admit = bench.asked {} else { Issue.record("not admitted: \(String(describing: bench.asked))") }
    }

    @Test(arguments: [KioskProblem.Kind.bedTaken, .alreadyUsed, .internalFault])
    func aRefusedAdmissionIsToldAndCanBeTriedAgain(_ kind: KioskProblem.Kind) {
        var bench = Bench()
        bench.arrive()
        bench.giveAnswers()
        bench.badge(Sample.badge, Sample.nurse)
        bench.fail(kind)
        #expect(bench.name == "problem")
        #expect(bench.screen.says("test-\(kind.rawValue)"))
        bench.choose(1)
        #expect(bench.name == "staff-pin")
        bench.press(.back)
        #expect(bench.name == "admission-identity")
    }

    @Test(arguments: [KioskProblem.Kind.notFound, .alreadyUsed, .stayOver])
    func anUnusableSlipLeavesTheFirstScreen(_ kind: KioskProblem.Kind) {
        var bench = Bench()
        bench.scan(Sample.slip)
        bench.fail(kind)
        #expect(bench.name == "problem")
        bench.press(.enter)
        #expect(bench.name == "welcome")
    }

    @Test func anotherPhoneNumberIsTyped() {
        var bench = Bench()
        bench.arrive()
        bench.choose(1, 2)
        #expect(bench.name == "admission-phone-entry")
        bench.type("12345678901")
        bench.press(.enter)
        #expect(bench.name == "admission-phone-entry", "a mobile number does not begin with 12")
        for _ in 0..<11 { bench.press(.backspace) }
        bench.type("13987654321")
        bench.press(.enter)
        bench.choose(1, 1, 1, 3)
        bench.badge(Sample.badge, Sample.nurse)
        let answers = AdmissionAnswers(phone: phone("13987654321"), consents: Consent.allCases)
        #expect(bench.asked == .admit(Sample.order.id, answers, confirmedBy: Sample.nurse.id))
    }

    @Test func zeroIsADigitWhereNumbersAreTypedAndBackElsewhere() {
        var bench = Bench()
        bench.arrive()
        bench.choose(1, 2, 0)
        #expect(bench.name == "admission-phone-entry")
        #expect(bench.screen.says("0"))
        bench.press(.backspace, .backspace)
        #expect(bench.name == "admission-phone")
        bench.choose(0)
        #expect(bench.name == "admission-order")
        bench.choose(0)
        #expect(bench.name == "goodbye")
    }

    @Test func anOrderWithoutPhoneAsksForOne() {
        var bench = Bench()
        bench.arrive(Sample.otherOrder)
        bench.choose(1)
        #expect(bench.name == "admission-phone-entry")
    }

    @Test func anOrderWithoutDepositDoesNotAskForMoney() {
        var bench = Bench()
        bench.arrive(Sample.order(Sample.slip, Sample.wristband, name: "王五", phone: "13812345678", deposit: .zero))
        bench.choose(1, 1, 1, 1, 1)
        #expect(bench.name == "admission-identity")
    }

    @Test func aRefusedConsentGoesNoFurther() {
        var bench = Bench()
        bench.arrive()
        bench.choose(1, 1, 1, 2)
        #expect(bench.name == "consent-refused")
        bench.choose(1)
        #expect(bench.name == "admission-consent")
        #expect(bench.effects.count == 1)
    }

    @Test func backGoesThroughTheConsentsOneByOne() {
        var bench = Bench()
        bench.arrive()
        bench.choose(1, 1, 1, 1)
        #expect(bench.screen.says("3"))
        bench.choose(0, 0, 0)
        #expect(bench.name == "admission-phone")
    }

    private func phone(_ text: String) -> PhoneNumber {
        do { return try PhoneNumber(text) } catch { fatalError("\(error)") }
    }
}
