import BedsideDomain
import BedsideKiosk
import BedsideScreen

/// What the store and the services would answer.
extension Sample {
    static func line(
        _ number: Int, _ name: String, unit: String = "次", quantity: Int64 = 1, fen: Int64, day: CivilDate? = nil
    ) -> ChargeLine {
        do {
            return try ChargeLine(
                id: ChargeID(trusted: "C\(number)"), item: PriceItemID(trusted: "I\(number)"), priceVersion: 1,
                name: name,
                unit: unit, category: .treatment, quantity: Quantity(tenThousandths: quantity * 10_000),
                unitPrice: Money(fen: fen), selfPayPercent: 20, chargedAt: now,
                day: day ?? Sample.day(2025, 11, 22), orderReference: "O\(number)", reverses: nil)
        } catch { fatalError("\(error)") }
    }

    static let lines = [
        line(1, "床位费（三人间）", unit: "日", fen: 5000), line(2, "Ⅱ级护理", unit: "日", fen: 3600),
        line(3, "静脉输液", quantity: 2, fen: 1200),
        line(4, "0.9% 氯化钠注射液（软袋，双阀，直立式聚丙烯）250ml", unit: "袋", quantity: 4, fen: 385),
        line(5, "注射用头孢哌酮钠舒巴坦钠 1.5g", unit: "支", quantity: 6, fen: 4560),
        line(6, "血常规（五分类）", fen: 2000), line(7, "胸部CT平扫", fen: 23_000),
        line(8, "动脉采血", fen: 1500), line(9, "血气分析", fen: 9000), line(10, "雾化吸入", quantity: 3, fen: 1100),
        line(11, "吸氧", unit: "小时", quantity: 24, fen: 300), line(12, "一次性使用输液器", unit: "套", quantity: 2, fen: 420),
        line(13, "C反应蛋白测定", fen: 3500),
    ]

    static func bill(_ day: CivilDate, _ lines: [ChargeLine]) -> DailyBill {
        do {
            return DailyBill(
                day: day, bill: try Bill(lines: lines), cumulativeTotal: Money(fen: 1_234_567),
                cumulativeSelfPay: Money(fen: 246_913), deposits: Money(fen: 300_000),
                days: [20, 21, 22].map { Sample.day(2025, 11, $0) })
        } catch { fatalError("\(error)") }
    }

    static let today = bill(day(2025, 11, 22), lines)

    static let prices = (1...23).map { number in
        PriceItem(
            id: PriceItemID(trusted: "25010100\(number)"), name: "血常规检查第 \(number) 种（五分类，全自动血液分析仪法）", pinyin: "xcg",
            unit: "次", price: Money(fen: Int64(number) * 550), category: .laboratory,
            insuranceClass: InsuranceClass.allCases[number % 3], nationalCode: "0025010100\(number)")
    }

    static func report(
        _ number: Int, _ title: String, _ release: ReportRelease, copies: Int = 0, status: Report.Status = .final
    ) -> ReportRow {
        ReportRow(
            report: Report(
                id: ReportID(trusted: "R\(number)"), encounter: encounter.id, specimen: SpecimenID(trusted: specimen),
                title: title, status: status, reporter: "甲", reviewer: "乙", isWithheld: false, supersedes: nil,
                releasedAt: now, expectedAt: nil), release: release, copies: copies)
    }

    static let reports = [
        report(1, "血常规（五分类）", .released), report(2, "胸部CT平扫", .released, copies: 1),
        report(3, "血气分析", .notYet(.inLaboratory, expectedAt: now.adding(seconds: 7000)), status: .inLaboratory),
        report(4, "痰培养及药敏试验（需氧菌、厌氧菌、真菌）", .notYet(.collected, expectedAt: nil), status: .collected),
        report(5, "感染八项", .askDoctor), report(6, "生化全套", .superseded(by: ReportID(trusted: "R7"))),
    ]

    static func paper(
        _ number: Int, _ kind: Paper.Kind, _ state: PrintState = .queued, _ reasons: [PrinterReason] = []
    ) -> PrintProgress {
        PrintProgress(job: PrintJobID(trusted: "J\(number)"), kind: kind, state: state, reasons: reasons)
    }

    static let submitted = PrintState.submitted(PrinterJob(number: 7, uuid: "urn:uuid:7"))
    static let admissionPapers = [
        paper(1, .admissionSheet, .printed(at: now)), paper(2, .wardGuide, submitted), paper(3, .wristband),
    ]
    static let dischargePapers = [
        paper(11, .settlementSlip, .printed(at: now)), paper(12, .itemisedList, submitted),
        paper(13, .dischargeCertificate), paper(14, .medicineCard),
    ]

    static let account = AccountView(
        deposits: Money(fen: 300_000), total: Money(fen: 1_234_567), selfPay: Money(fen: 246_913),
        balance: Money(fen: 53_087), shortfall: Money(fen: 150_000))

    static func payment(
        _ state: PaymentState, channel: PaymentChannel = .wallet, purpose: PaymentOrder.Purpose = .deposit,
        fen: Int64 = 300_000
    ) -> PaymentOrder {
        PaymentOrder(
            id: PaymentOrderID(trusted: paymentSlip), encounter: encounter.id, purpose: purpose, channel: channel,
            amount: Money(fen: fen), createdAt: now, state: state)
    }

    static let paid = PaymentState.paid(at: now, reference: "W1")

    static func discharge(deposits fen: Int64, toppedUp: Int64 = 0, fingerprint: String = "F1") -> DischargeView {
        do {
            let preview = try SettlementPreview(
                SettlementInputs(
                    encounter: encounter.id, payer: .employee, lines: lines,
                    insurance: try InsuranceResult(
                        id: InsuranceResultID(trusted: "Y1"), total: Bill(lines: lines).total, fund: Money(fen: 50_000),
                        account: Money(fen: 5_000), cash: Bill(lines: lines).total.subtracting(Money(fen: 55_000))),
                    deposits: fen == 0
                        ? []
                        : [
                            Deposit(
                                payment: PaymentOrderID(trusted: "D1"), channel: .wallet, amount: Money(fen: fen),
                                paidAt: now, refunded: .zero, towards: nil)
                        ], dischargedOn: day(2025, 11, 22)))
            return DischargeView(
                gates: gates(open: true),
                offer: SettlementOffer(preview: preview, fingerprint: fingerprint, toppedUp: Money(fen: toppedUp)))
        } catch { fatalError("\(error)") }
    }

    static func gates(open: Bool) -> [DischargeGate] {
        DischargeGate.checklist(
            DischargeStanding(
                state: open ? leaving.state : .inWard,
                facts: open
                    ? DischargeFacts(
                        certificate: DischargeCertificate(
                            diagnosis: Sensitive("肺炎"), outcome: "好转", advice: Sensitive("休息"), doctor: "刘医生",
                            dischargedOn: day(2025, 11, 22)), openDrugOrders: 0, openOrders: 0, unconfirmedReturns: 0,
                        medicines: [])
                    : DischargeFacts(
                        certificate: nil, openDrugOrders: 12, openOrders: 3, unconfirmedReturns: 1, medicines: []),
                payer: .employee, linesWithoutRecord: open ? 0 : 2, openDisputes: open ? 0 : 1,
                hasInsuranceResult: open,
                openPayments: open ? 0 : 1))
    }

    static let blocked = DischargeView(gates: gates(open: false), offer: nil)

    /// Due of a discharge with these deposits.
    static func due(_ view: DischargeView) -> Money { view.offer?.preview.due ?? .zero }

    static func settlement(_ view: DischargeView) -> Settlement? {
        guard let offer = view.offer else { return nil }
        return Settlement(
            id: SettlementID(trusted: "S1"), encounter: encounter.id, total: offer.preview.bill.total,
            insurance: offer.preview.insurance, account: offer.preview.account, deposits: offer.preview.deposits,
            due: offer.preview.due, fingerprint: offer.fingerprint, settledAt: now)
    }

    static func refunds(_ view: DischargeView, _ state: RefundState) -> [RefundOrder] {
        (view.offer?.preview.refund?.parts ?? []).enumerated().map { index, part in
            RefundOrder(
                id: PaymentOrderID(trusted: "S1-\(index)"), encounter: encounter.id, part: part, state: state)
        }
    }

    static func settled(_ view: DischargeView, _ state: RefundState = .sent) -> KioskAnswer {
        settlement(view).map { .settled($0, refunds: refunds(view, state), printing: dischargePapers) } ?? .done
    }

    static let staffPage = StaffPage(
        prints: [
            StaffPage.PrintRow(
                job: PrintJobID(trusted: "J91"), encounter: encounter.id, kind: .dailyBill, bed: "12",
                maskedName: "张*明", requestedAt: now,
                cause: .unknown(.forgotten)),
            StaffPage.PrintRow(
                job: PrintJobID(trusted: "J92"), encounter: otherEncounter.id, kind: .dischargeCertificate, bed: "加3",
                maskedName: "E******** V*********",
                requestedAt: now.adding(seconds: -900), cause: .unknown(.cancelledAtPrinter)),
        ],
        payments: [payment(.waiting(payBy: paymentSlip), channel: .cashier)],
        refunds: refunds(discharge(deposits: 300_000), .refused),
        calls: [
            StaffPage.HelpCall(
                alarm: AlarmID(trusted: "A41"), place: place, raisedAt: now.adding(seconds: -120)),
            StaffPage.HelpCall(alarm: AlarmID(trusted: "A42"), place: .unnamed, raisedAt: now),
        ],
        central: CentralStanding(state: .offline(since: now.adding(seconds: -4320)), waiting: 34, held: 2))

    private static func waiting(
        _ number: Int, _ kind: Paper.Kind, _ cause: StaffPage.PrintRow.Cause, of encounter: Encounter = Sample.encounter
    ) -> StaffPage.PrintRow {
        StaffPage.PrintRow(
            job: PrintJobID(trusted: "J\(number)"), encounter: encounter.id, kind: kind, bed: encounter.order.bedLabel,
            maskedName: encounter.patient.maskedName, requestedAt: now.adding(seconds: -3600), cause: cause)
    }

    /// One page of unknown end, two held of one patient and one of another, and a printer that somebody changed.
    static let heldStaffPage = StaffPage(
        prints: [
            waiting(91, .report, .unknown(.aborted)), waiting(41, .dailyBill, .held(.backlog)),
            waiting(42, .depositReceipt, .held(.backlog)), waiting(43, .report, .held(.absent), of: otherEncounter),
        ], payments: [], refunds: [], calls: [], swappedQueues: ["ward"],
        central: CentralStanding(state: .stopped(code: "frozen"), waiting: 3, held: 0),
        messages: ["今晚 23:00 至 23:15 更新，请勿关机。"])
}
