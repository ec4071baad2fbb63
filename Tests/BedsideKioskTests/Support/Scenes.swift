import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// Every picture that the kiosk can show, each with the way that leads to it.
struct Scene: Sendable, CustomTestStringConvertible {
    let name: String
    let play: @Sendable (inout Bench) -> Void

    var testDescription: String { name }

    init(_ name: String, _ play: @escaping @Sendable (inout Bench) -> Void) {
        self.name = name
        self.play = play
    }

    func bench(_ language: Language, _ viewport: Viewport) -> Bench {
        var bench = Bench(language: language, viewport: viewport)
        play(&bench)
        return bench
    }

    static let all = arrival + admission + bill + reports + money + discharge + staff + general
}

extension Scene {
    static let arrival = [
        Scene("welcome") { _ in },
        Scene("identify-slip") { $0.choose(1) },
        Scene("identify-slip-missing") { $0.choose(1, 1) },
        Scene("identify-wristband") { $0.choose(2) },
        Scene("identify-reports") { $0.choose(3) },
        Scene("scan-payment-code") { bench in
            bench.choose(2)
            bench.scan(Sample.weChatCode)
        },
        Scene("scan-damaged") { $0.scan("WD202511220179") },
        Scene("scan-unknown") { $0.scan("HELLO") },
        Scene("scan-bad") { $0.send(.badScan(.incomplete)) },
        Scene("goodbye") { bench in
            bench.home()
            bench.press(.back)
        },
    ]

    static let admission = [
        Scene("admission-order") { $0.arrive() },
        Scene("admission-order-wrong") { bench in
            bench.arrive()
            bench.choose(2)
        },
        Scene("admission-phone") { bench in
            bench.arrive()
            bench.choose(1)
        },
        Scene("admission-phone-entry") { bench in
            bench.arrive()
            bench.choose(1, 2)
            bench.type("1201")
            bench.press(.enter)
        },
        Scene("admission-consent-1") { bench in
            bench.arrive()
            bench.choose(1, 1)
        },
        Scene("admission-consent-2") { bench in
            bench.arrive()
            bench.choose(1, 1, 1)
        },
        Scene("admission-consent-3") { bench in
            bench.arrive()
            bench.choose(1, 1, 1, 1)
        },
        Scene("admission-consent-refused") { bench in
            bench.arrive()
            bench.choose(1, 1, 2)
        },
        Scene("admission-deposit") { bench in
            bench.arrive()
            bench.choose(1, 1, 1, 1, 1)
        },
        Scene("admission-identity") { bench in
            bench.arrive()
            bench.giveAnswers()
        },
        Scene("admission-pin") { bench in
            bench.arrive()
            bench.giveAnswers()
            bench.scan(Sample.badge)
            bench.type("2468")
        },
        Scene("admitted") { $0.admit() },
        Scene("admitted-printer-waits") { bench in
            bench.admit()
            bench.send(.print(Sample.paper(2, .wardGuide, Sample.submitted, [.mediaEmpty])))
        },
    ]

    static let bill = [
        Scene("home") { $0.home() },
        Scene("home-more") { bench in
            bench.home()
            bench.press(.right)
        },
        Scene("home-settled") { $0.home(Sample.settledEncounter) },
        Scene("daily-bill") { $0.dailyBill() },
        Scene("daily-bill-page-2") { bench in
            bench.dailyBill(Sample.bill(Sample.day(2025, 11, 21), Sample.lines))
            bench.press(.down)
        },
        Scene("daily-bill-empty") { $0.dailyBill(Sample.bill(Sample.day(2025, 11, 20), [])) },
        Scene("daily-bill-pick") { bench in
            bench.dailyBill()
            bench.choose(5, 3, 3)
        },
        Scene("dispute-reason") { bench in
            bench.dailyBill()
            bench.choose(5, 3, 3, 3, 1)
        },
        Scene("dispute-confirm") { bench in
            bench.dailyBill()
            bench.choose(5, 1, 2)
        },
        Scene("dispute-noted") { bench in
            bench.dailyBill()
            bench.choose(5, 1, 2, 1)
            bench.answer(.done)
        },
        Scene("price-search") { bench in
            bench.choose(2, 2)
            bench.type("xcg")
        },
        Scene("price-results") { bench in
            bench.choose(2, 2)
            bench.type("xcg")
            bench.press(.enter)
            bench.answer(.prices(Sample.prices))
        },
        Scene("price-nothing") { bench in
            bench.choose(2, 2)
            bench.type("zzz")
            bench.press(.enter)
            bench.answer(.prices([]))
        },
    ]

    static let reports = [
        Scene("reports") { $0.reports() },
        Scene("reports-none") { $0.reports([]) },
        Scene("report-wait") { bench in
            bench.reports()
            bench.choose(3, 3, 1)
        },
        Scene("report-ask-doctor") { bench in
            bench.reports()
            bench.choose(3, 3, 3, 3, 1)
        },
        Scene("report-corrected") { bench in
            bench.reports()
            bench.choose(3, 3, 3, 3, 3, 1)
        },
        Scene("printing") { bench in
            bench.reports()
            bench.choose(1)
            bench.answer(.printing([Sample.paper(21, .report, Sample.submitted)]))
        },
        Scene("printing-done") { bench in
            bench.reports()
            bench.choose(1)
            bench.answer(.printing([Sample.paper(21, .report, .printed(at: Sample.now))]))
        },
        Scene("specimen-report") { bench in
            bench.scan(Sample.specimen)
            bench.answer(.specimen(Sample.reports[0], Sample.encounter))
            bench.answer(.printing([Sample.paper(21, .report, Sample.submitted)]))
        },
        Scene("specimen-wait") { bench in
            bench.scan(Sample.specimen)
            bench.answer(.specimen(Sample.reports[2], Sample.encounter))
        },
    ]

    static let money = [
        Scene("account") { $0.account() },
        Scene("deposit-amount") { bench in
            bench.account()
            bench.choose(1)
        },
        Scene("deposit-entry") { bench in
            bench.account()
            bench.choose(1, 4)
            bench.type("50")
            bench.press(.enter)
        },
        Scene("payment-channel") { bench in
            bench.account()
            bench.choose(1, 2)
        },
        Scene("payment-starting") { bench in
            bench.account()
            bench.choose(1, 2, 1)
        },
        Scene("payment-wallet") { $0.payByPhone() },
        Scene("payment-wallet-long-code") { $0.payByPhone("HTTPS://PAY.EXAMPLE/ORDER/70000001") },
        Scene("payment-desk") { bench in
            bench.account()
            bench.choose(1, 2, 2)
            bench.answer(
                .payment(Sample.payment(.waiting(payBy: Sample.paymentSlip), channel: .cashier, fen: 100_000)))
        },
        Scene("payment-asking") { bench in
            bench.account()
            bench.choose(1, 2, 1)
            bench.answer(.payment(Sample.payment(.unknown, fen: 100_000)))
        },
        Scene("payment-paid") { bench in
            bench.payByPhone()
            bench.send(.payment(Sample.payment(Sample.paid, fen: 100_000)))
            bench.answer(.printing([Sample.paper(31, .depositReceipt, Sample.submitted)]))
        },
        Scene("payment-declined") { bench in
            bench.payByPhone()
            bench.send(.payment(Sample.payment(.closed(reason: .declined), fen: 100_000)))
        },
        Scene("payment-cancelled") { bench in
            bench.payByPhone()
            bench.press(.back)
            bench.answer(.payment(Sample.payment(.closed(reason: .cancelled), fen: 100_000)))
        },
        Scene("payment-expired") { bench in
            bench.payByPhone()
            bench.send(.payment(Sample.payment(.closed(reason: .expired), fen: 100_000)))
        },
    ]
}
