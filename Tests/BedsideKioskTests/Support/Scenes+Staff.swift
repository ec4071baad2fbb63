import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// The scenes of leaving, of staff, and of what can happen on any screen.
extension Scene {
    static let discharge = [
        Scene("discharge-checklist") { $0.discharge(Sample.blocked) },
        Scene("discharge-top-up") { $0.discharge(Sample.discharge(deposits: 10_000)) },
        Scene("discharge-topped-up") { bench in
            let due = Sample.due(Sample.discharge(deposits: 10_000))
            bench.discharge(Sample.discharge(deposits: 10_000, toppedUp: due.fen))
        },
        Scene("discharge-refund") { $0.discharge(Sample.discharge(deposits: 100_000)) },
        Scene("discharge-refund-large") { $0.discharge(Sample.discharge(deposits: 1_000_000)) },
        Scene("discharge-staff") { bench in
            bench.discharge(Sample.discharge(deposits: 1_000_000))
            bench.choose(1)
        },
        Scene("settled") { bench in
            let view = Sample.discharge(deposits: 100_000)
            bench.discharge(view)
            bench.choose(1)
            bench.answer(Sample.settled(view))
        },
    ]

    static let staff = [
        Scene("staff-pin-refused") { bench in
            bench.scan(Sample.badge)
            bench.type("1111")
            bench.press(.enter)
            bench.answer(.pinRefused(triesLeft: 3))
        },
        Scene("staff-pin-locked") { bench in
            bench.scan(Sample.badge)
            bench.type("1111")
            bench.press(.enter)
            bench.answer(.lockedOut(seconds: 61))
        },
        Scene("staff") { $0.staff() },
        Scene("staff-prints") { bench in
            bench.staff()
            bench.choose(1)
        },
        Scene("staff-reprint") { bench in
            bench.staff()
            bench.choose(1, 2)
        },
        Scene("staff-prints-held") { bench in
            bench.staff(held: Sample.heldStaffPage)
            bench.choose(1)
            bench.press(.down)
        },
        Scene("staff-drop-held") { bench in
            bench.staff(held: Sample.heldStaffPage)
            bench.choose(1)
            bench.press(.down)
            bench.choose(3)
        },
        Scene("staff-printer-swapped") { $0.staff(held: Sample.heldStaffPage) },
        Scene("staff-payments") { bench in
            bench.staff()
            bench.choose(2)
        },
        Scene("staff-received") { bench in
            bench.staff()
            bench.scan(Sample.paymentSlip)
        },
        Scene("staff-refunds") { bench in
            bench.staff()
            bench.choose(3)
        },
        Scene("staff-paid-out") { bench in
            bench.staff()
            bench.choose(3, 1)
        },
        Scene("staff-calls") { bench in
            bench.staff()
            bench.choose(4)
        },
        Scene("staff-no-right") { bench in
            bench.staff(Sample.nurse)
            bench.choose(2, 1)
        },
    ]

    static let general = [
        Scene("call-noted") { bench in
            bench.home()
            bench.press(.call)
            bench.answer(.called(Sample.place))
        },
        Scene("call-accepted") { bench in
            bench.home()
            bench.press(.call)
            bench.answer(.called(Sample.place))
            bench.send(.calls([Sample.place: .accepted]))
        },
        Scene("call-cancelled") { bench in
            bench.home()
            bench.press(.call)
            bench.answer(.called(Sample.place))
            bench.send(.calls([Sample.place: .called]))
            bench.send(.calls([:]))
        },
        Scene("welcome-called") { bench in
            bench.press(.call)
            bench.answer(.called(Sample.place))
            bench.send(.calls([Sample.place: .called]))
            bench.press(.enter)
        },
        Scene("at-the-bed") { bench in
            bench.press(.call)
            bench.answer(.called(Sample.place))
            bench.send(.calls([Sample.place: .called]))
            bench.press(.enter)
            bench.scan(Sample.badge)
        },
        Scene("call-failed") { bench in
            bench.press(.call)
            bench.fail(.internalFault)
        },
        Scene("waiting") { bench in
            bench.home()
            bench.choose(1)
            bench.wait(.milliseconds(400))
        },
        Scene("waiting-for-money") { bench in
            bench.account()
            bench.choose(1, 2, 1)
            bench.wait(.seconds(12))
        },
        Scene("warning") { bench in
            bench.home()
            bench.wait(.seconds(42))
        },
        Scene("warning-longest") { bench in
            bench.home()
            for _ in 0..<22 {
                bench.wait(.milliseconds(39_900))
                bench.press(.up)
            }
            bench.wait(.seconds(5))
        },
        Scene("printer-waits") { bench in
            bench.reports()
            bench.choose(1)
            bench.answer(.printing([Sample.paper(21, .report, Sample.submitted)]))
            bench.choose(1)
            bench.answer(.reports(Sample.reports))
            bench.send(.print(Sample.paper(21, .report, Sample.submitted, [.mediaJam])))
        },
        Scene("print-unknown") { bench in
            bench.reports()
            bench.choose(1)
            bench.answer(.printing([Sample.paper(21, .report, Sample.submitted)]))
            bench.choose(1)
            bench.answer(.reports(Sample.reports))
            bench.send(.print(Sample.paper(21, .report, .unknown(.forgotten))))
        },
        Scene("held-papers") { $0.homeWithHeld() },
        Scene("held-papers-backlog") { $0.homeWithHeld(.backlog) },
        Scene("held-papers-printing") { bench in
            bench.homeWithHeld()
            bench.choose(1)
            bench.answer(
                .printing([Sample.paper(41, .dailyBill, Sample.submitted), Sample.paper(42, .depositReceipt)]))
        },
        Scene("print-held") { bench in
            bench.reports()
            bench.choose(1)
            bench.answer(.printing([Sample.paper(21, .report, Sample.submitted)]))
            bench.choose(1)
            bench.answer(.reports(Sample.reports))
            bench.send(.print(Sample.paper(21, .report, .held(.backlog))))
        },
        Scene("problem-internal") { bench in
            bench.home()
            bench.choose(2)
            bench.fail(.internalFault)
        },
        Scene("problem-bill-changed") { bench in
            bench.discharge(Sample.discharge(deposits: 100_000))
            bench.choose(1)
            bench.fail(.billChanged)
            bench.answer(.discharge(Sample.discharge(deposits: 100_000)))
        },
    ]
}
