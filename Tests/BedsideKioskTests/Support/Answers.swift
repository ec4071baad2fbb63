import BedsideDomain
import BedsideKiosk
import BedsideScreen

/// Answers as they may come: mostly fitting, sometimes a refusal, sometimes nonsense.
enum Answers {
    static func any(for work: KioskEffect.Work, _ dice: inout Dice) -> KioskAnswer {
        switch dice.roll(12) {
        case 0:
            let kind = dice.pick(KioskProblem.Kind.allCases)
            return .failed(KioskProblem(kind, code: "a-code-that-is-longer-than-anybody-would-ever-make-one"))
        case 1: return dice.pick([.done, .prices([]), .pinRefused(triesLeft: 1), .account(Sample.account)])
        default: return fitting(work, &dice)
        }
    }

    static func state(_ dice: inout Dice) -> PaymentState {
        dice.pick([
            .created, .sent, .unknown, .waiting(payBy: "PAY:1"), .waiting(payBy: String(repeating: "X", count: 30)),
            Sample.paid, .closed(reason: .declined), .closed(reason: .cancelled), .closed(reason: .expired),
        ])
    }

    static func paper(_ dice: inout Dice) -> PrintProgress {
        let kind = dice.pick(Paper.Kind.allCases)
        let states: [PrintState] = [
            .queued, .held(.backlog), .held(.absent), .submitting, Sample.submitted, .printed(at: Sample.now),
            .refused(.cannotReach),
            .unknown(.forgotten), .decided(.dropped, by: Sample.nurse.id, at: Sample.now),
        ]
        let reasons: [PrinterReason] = [
            .mediaEmpty, .mediaJam, .mediaNeeded, .coverOpen, .doorOpen, .tonerEmpty, .tonerLow, .inputTrayMissing,
            .outputFull, .paused, .connecting, .offline, .queueUnfinished, .other("unheard-of"),
        ]
        return Sample.paper(
            1 + dice.roll(30), kind, dice.pick(states), dice.roll(2) == 0 ? [] : [dice.pick(reasons)])
    }

    private static func papers(_ dice: inout Dice) -> [PrintProgress] {
        (0..<dice.roll(12)).map { _ in paper(&dice) }
    }

    private static func fitting(_ work: KioskEffect.Work, _ dice: inout Dice) -> KioskAnswer {
        switch work {
        case .lookUp(let credential): return who(credential, &dice)
        case .logOn(let badge, _, _):
            let member = badge == Sample.nurse.id ? Sample.nurse : Sample.cashier
            return dice.pick([.staff(member), .staff(member), .pinRefused(triesLeft: 2), .lockedOut(seconds: 3600)])
        case .admit(let order, _, _):
            let encounter = order == Sample.order.id ? Sample.encounter : Sample.otherEncounter
            return .admitted(encounter, printing: papers(&dice))
        case .loadDailyBill(_, let day):
            let lines = Array(Long.lines.prefix(dice.pick([0, 1, 7, 60])))
            return .dailyBill(Sample.bill(day ?? Sample.day(2025, 11, 22), lines))
        case .callPerson: return .called(Sample.place)
        case .dispute, .sessionEnded, .attendHere: return .done
        case .searchPrices: return .prices(dice.pick([[], Sample.prices, Long.prices]))
        case .loadReports: return .reports(dice.pick([[], Sample.reports, Long.reports]))
        case .print, .releasePrints: return .printing(papers(&dice))
        case .startPayment(let encounter, let purpose, let channel, let amount):
            return .payment(
                PaymentOrder(
                    id: Sample.payment(.created).id, encounter: encounter, purpose: purpose, channel: channel,
                    amount: amount, createdAt: Sample.now, state: state(&dice)))
        case .cancelPayment: return .payment(Sample.payment(state(&dice), fen: 100_000))
        case .loadAccount: return .account(dice.pick([Sample.account, Long.account]))
        case .loadDischarge:
            return .discharge(
                dice.pick([
                    Sample.blocked, Sample.discharge(deposits: 10_000), Sample.discharge(deposits: 100_000),
                    Sample.discharge(deposits: 1_000_000), Sample.discharge(deposits: 35_240),
                    Sample.discharge(deposits: 10_000, toppedUp: 25_240),
                ]))
        case .settle:
            return Sample.settled(
                Sample.discharge(deposits: 1_000_000), dice.pick([.created, .sent, .unknown, .done, .refused]))
        case .loadStaffPage, .decidePrint, .releaseHeld, .dropHeld, .confirmPayment, .confirmRefund, .attendCall:
            return .staffPage(dice.pick([Sample.staffPage, Long.staffPage, Long.emptyStaffPage]))
        }
    }

    private static func who(_ credential: Credential, _ dice: inout Dice) -> KioskAnswer {
        switch credential {
        case .admissionSlip(let id): .admissionOrder(id == Sample.order.id ? Sample.order : Sample.otherOrder)
        case .specimenSlip: .specimen(dice.pick(Sample.reports), Sample.encounter)
        case .wristband(let id) where id == Sample.otherEncounter.id: .encounter(Sample.otherEncounter)
        default:
            .encounter(
                dice.pick([Sample.encounter, Sample.leaving, Sample.settledEncounter]),
                held: dice.roll(2) == 0 ? [] : papers(&dice))
        }
    }
}

/// Data as long and as large as a hospital may send it.
private enum Long {
    static let word = String(repeating: "很长的名称Long", count: 20)

    static let lines = (0..<60).map { Sample.line($0, word, unit: "注射用瓶装", quantity: 99, fen: 9_999_999) }
    static let prices = (0..<50).map { number in
        PriceItem(
            id: PriceItemID(trusted: "L\(number)"), name: word, pinyin: "x", unit: word, price: Money(fen: 999_999_999),
            category: .drug, insuranceClass: .c, nationalCode: "")
    }
    static let reports = (0..<40).map { Sample.report($0, word, .notYet(.reviewing, expectedAt: Sample.now)) }
    static let account = AccountView(
        deposits: Money(fen: Money.limit), total: Money(fen: Money.limit), selfPay: Money(fen: Money.limit),
        balance: Money(fen: -Money.limit), shortfall: Money(fen: 1_234_567))
    static let emptyStaffPage = StaffPage(prints: [], payments: [], refunds: [], calls: [])
    static let staffPage = StaffPage(
        prints: (0..<30).map {
            StaffPage.PrintRow(
                job: PrintJobID(trusted: "L\($0)"), encounter: Sample.encounter.id, kind: .dischargeCertificate,
                bed: word,
                maskedName: word, requestedAt: Sample.now,
                cause: $0.isMultiple(of: 2) ? .unknown(.cannotLayOut) : .held(.backlog))
        },
        payments: (0..<30).map { _ in Sample.payment(.unknown, channel: .cashier, fen: Money.limit) },
        refunds: Sample.refunds(Sample.discharge(deposits: 300_000), .refused),
        calls: (0..<30).map {
            StaffPage.HelpCall(
                alarm: AlarmID(trusted: "A\($0)"), place: Sample.place, raisedAt: Sample.now.adding(days: -40))
        },
        swappedQueues: [word]
    )
}
