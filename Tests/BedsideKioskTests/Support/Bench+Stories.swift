import BedsideDomain
import BedsideKiosk
import BedsideScreen

/// The beginnings that many tests share.
extension Bench {
    /// A slip is scanned and its order found.
    mutating func arrive(_ order: AdmissionOrder = Sample.order) {
        scan(order.id.text)
        answer(.admissionOrder(order))
    }

    /// Up to the nurse's badge, with the defaults taken.
    mutating func giveAnswers(deposit: Int = 1) {
        choose(1, 1, 1, 1, 1, deposit)
    }

    mutating func badge(_ text: String, pin: String = "246813", _ member: StaffMember) {
        scan(text)
        type(pin)
        press(.enter)
        answer(.staff(member))
    }

    /// From the slip to the papers.
    mutating func admit(deposit: Int = 3) {
        arrive()
        giveAnswers(deposit: deposit)
        badge(Sample.badge, Sample.nurse)
        answer(.admitted(Sample.encounter, printing: Sample.admissionPapers))
    }

    /// A wristband is scanned and the stay found.
    mutating func home(_ encounter: Encounter = Sample.encounter) {
        scan(encounter.id.text)
        answer(.encounter(encounter))
    }

    /// A wristband is scanned whose patient's papers were held back.
    mutating func homeWithHeld(_ hold: PrintHold = .absent, choosing first: Int? = nil) {
        if let first { choose(first) }
        scan(Sample.encounter.id.text)
        answer(
            .encounter(
                Sample.encounter,
                held: [Sample.paper(41, .dailyBill, .held(hold)), Sample.paper(42, .depositReceipt, .held(hold))]))
    }

    mutating func dailyBill(_ bill: DailyBill = Sample.today) {
        home()
        choose(1)
        answer(.dailyBill(bill))
    }

    mutating func reports(_ rows: [ReportRow] = Sample.reports) {
        home()
        choose(2)
        answer(.reports(rows))
    }

    mutating func account() {
        home()
        choose(3)
        answer(.account(Sample.account))
    }

    mutating func discharge(_ view: DischargeView) {
        home(Sample.leaving)
        choose(4)
        answer(.discharge(view))
    }

    mutating func staff(_ member: StaffMember = Sample.cashier, held page: StaffPage? = nil) {
        badge(member.id.text, member)
        answer(.staffPage(page ?? Sample.staffPage))
    }

    /// A deposit by phone, up to the code on the screen.
    mutating func payByPhone(_ payBy: String = "PAY:70000001") {
        account()
        choose(1, 2, 1)
        answer(.payment(Sample.payment(.waiting(payBy: payBy), fen: 100_000)))
    }
}
