import BedsideDomain

/// A made-up patient's papers, with a name that needs rare glyphs.
enum Samples {
    static let printedAt = Timestamp(milliseconds: 1_795_310_000_000)
    static let first = CopyMark(number: 1, reprint: nil, printedAt: printedAt, terminal: "W3-07")
    static let second = CopyMark(number: 2, reprint: .lost, printedAt: printedAt, terminal: "W3-07")
    static let encounter = EncounterID(trusted: "WD202611220018")

    static func head(name: String = "龘𠮷㐂") throws -> PaperHead {
        PaperHead(
            hospital: "示范市人民医院", ward: "心血管内科二病区", bed: "12", name: Sensitive(name), sex: .female, age: 67,
            encounter: encounter, admittedOn: try CivilDate(text: "2026-11-15"), madeAt: printedAt, clock: .china)
    }

    static func admission() throws -> AdmissionSheet {
        let patient = Patient(
            id: PatientID(trusted: "P1"), name: Sensitive("龘𠮷㐂"), sex: .female,
            birthDate: try CivilDate(text: "1959-03-08"), identityKind: .resident,
            identityNumber: Sensitive("110101195903080027"), nationality: "中国", ethnicity: "汉族",
            phone: Sensitive("13800138000"), address: Sensitive("示范市东城区和平里街道和平里中街 12 号院 3 号楼 2 单元 501 室"),
            contact: Patient.Contact(name: Sensitive("王小明"), relation: "子女", phone: Sensitive("13900139000")))
        let order = AdmissionOrder(
            id: AdmissionOrderID(trusted: "RY2026112200185"), encounter: encounter, patient: patient,
            ward: WardID(trusted: "W3"), wardName: "心血管内科二病区", bed: BedID(trusted: "W3-12"), bedLabel: "12",
            doctor: "陈医师",
            diagnosisCode: "I50.900", diagnosisName: Sensitive("慢性心力衰竭急性加重"), condition: "急",
            allergies: Sensitive("青霉素、头孢类"), admissionCount: 2, payer: .employee,
            insuranceCredential: Sensitive("330100V00000001"), insurancePlace: "110101", deposit: Money(fen: 500_000),
            issuedAt: printedAt)
        return AdmissionSheet(
            head: try head(), order: order, phone: try PhoneNumber("13800138000"), consents: Consent.allCases,
            consentedAt: printedAt, confirmedBy: "李护士")
    }

    static func guide() throws -> WardGuide {
        WardGuide(
            head: try head(),
            sections: [
                .init(title: "一、作息与探视", text: "每日 6:30 起床，21:30 熄灯。\n探视时间为每日 15:00 至 20:00，每次不超过两人，请勿携带学龄前儿童。"),
                .init(title: "二、安全", text: "下床请慢，先坐三分钟再站立；夜间请开床头灯。\n请勿擅自调节输液速度。病区内禁止吸烟和使用自带电器。"),
                .init(title: "三、费用", text: "每日费用次日早晨可在床旁终端上查询和打印，有疑问可直接对该项提出异议。"),
                .init(title: "四、出院", text: "医师开具出院证明后，可在床旁终端上完成结算，无需前往窗口。"),
            ])
    }

    static func lines(_ count: Int, days: Int = 1) throws -> [ChargeLine] {
        let items: [(String, String, ChargeCategory, Int64, Int64, Int)] = [
            ("普通病房床位费（三人间）", "床日", .bed, 10_000, 4_500, 0), ("二级护理", "日", .nursing, 10_000, 2_600, 0),
            ("注射用头孢哌酮钠舒巴坦钠（2:1）1.5g 静脉滴注用粉针剂", "支", .drug, 40_000, 3_672, 10),
            ("呋塞米注射液 20mg/2ml", "支", .drug, 20_000, 85, 0), ("阿托伐他汀钙片 20mg×7片", "盒", .drug, 10_000, 4_218, 20),
            ("血常规（五分类）", "项", .laboratory, 10_000, 2_500, 0),
            ("N 端脑钠肽前体（NT-proBNP）测定", "项", .laboratory, 10_000, 18_000, 10),
            ("心脏彩色多普勒超声", "次", .imaging, 10_000, 21_000, 10), ("静脉输液", "组", .treatment, 30_000, 1_250, 0),
            ("氧气吸入（按小时）", "小时", .treatment, 85_000, 350, 0), ("一次性使用精密过滤输液器", "套", .material, 20_000, 1_880, 100),
            ("低盐低脂膳食", "日", .meal, 10_000, 3_800, 100),
        ]
        let start = try CivilDate(text: "2026-11-15")
        return try (0..<count).map { index in
            let item = items[index % items.count]
            return try ChargeLine(
                id: ChargeID(trusted: "C\(index)"), item: PriceItemID(trusted: "I\(index % items.count)"),
                priceVersion: 3,
                name: item.0, unit: item.1, category: item.2, quantity: Quantity(tenThousandths: item.3),
                unitPrice: Money(fen: item.4), selfPayPercent: item.5, chargedAt: printedAt,
                day: start.adding(days: index / items.count % days), orderReference: "O\(index)", reverses: nil)
        }
    }

    static func dailyBill(_ count: Int = 12) throws -> DailyBillPaper {
        var lines = try lines(count)
        lines.append(
            try ChargeLine(
                id: ChargeID(trusted: "R1"), item: PriceItemID(trusted: "I3"), priceVersion: 3, name: "呋塞米注射液 20mg/2ml",
                unit: "支", category: .drug, quantity: Quantity(tenThousandths: -10_000), unitPrice: Money(fen: 85),
                selfPayPercent: 0, chargedAt: printedAt, day: try CivilDate(text: "2026-11-15"), orderReference: "O3",
                reverses: ChargeID(trusted: "C3")))
        let day = try CivilDate(text: "2026-11-15")
        let bill = DailyBill(
            day: day, bill: try Bill(lines: lines), cumulativeTotal: Money(fen: 1_284_530),
            cumulativeSelfPay: Money(fen: 233_018), deposits: Money(fen: 500_000), days: [day])
        return DailyBillPaper(head: try head(), bill: bill)
    }

    static func itemised(_ count: Int) throws -> ItemisedList {
        ItemisedList(
            head: try head(), bill: try Bill(lines: try lines(count, days: 30)),
            from: try CivilDate(text: "2026-11-15"),
            to: try CivilDate(text: "2026-12-14"))
    }

    static func settlement(due: Int64 = -266_982) throws -> SettlementSlip {
        let chapters: [SettlementSlip.Chapter] = [
            .init(category: .bed, total: Money(fen: 31_500)), .init(category: .nursing, total: Money(fen: 18_200)),
            .init(category: .drug, total: Money(fen: 612_345)),
            .init(category: .laboratory, total: Money(fen: 205_000)),
            .init(category: .imaging, total: Money(fen: 210_000)),
            .init(category: .treatment, total: Money(fen: 120_105)),
            .init(category: .material, total: Money(fen: 87_380)),
        ]
        let deposits = [
            Deposit(
                payment: PaymentOrderID(trusted: "JF2026111500017"), channel: .wallet, amount: Money(fen: 500_000),
                paidAt: printedAt, refunded: .zero, towards: nil)
        ]
        return SettlementSlip(
            head: try head(), settlement: SettlementID(trusted: "JS20261122-0007"), settledAt: printedAt,
            dischargedOn: try CivilDate(text: "2026-11-22"), days: 7, chapters: chapters, total: Money(fen: 1_284_530),
            insurance: Money(fen: 951_512), account: Money(fen: 100_000), deposits: Money(fen: 500_000),
            due: Money(fen: due),
            refunds: due < 0 ? try RefundPlan(amount: Money(fen: -due), deposits: deposits).parts : [],
            agreement: "7f3a 90c2 11be")
    }

    static func certificate() throws -> DischargeCertificatePaper {
        DischargeCertificatePaper(
            head: try head(),
            certificate: DischargeCertificate(
                diagnosis: Sensitive("1. 慢性心力衰竭急性加重（心功能Ⅲ级）　2. 高血压病 3 级（极高危）　3. 2 型糖尿病"), outcome: "好转",
                advice: Sensitive("1. 低盐低脂饮食，每日测量体重，三日内增加 2 公斤以上请就诊。\n2. 按出院带药卡服药，不要自行停药。\n3. 两周后心内科门诊复查电解质与肾功能。"),
                doctor: "陈医师", dischargedOn: try CivilDate(text: "2026-11-22")), days: 7)
    }

    static func medicines() throws -> MedicineCard {
        MedicineCard(
            head: try head(),
            medicines: [
                DischargeMedicine(name: "阿托伐他汀钙片 20mg", dose: "1 片", frequency: "每晚一次", days: 28, note: "睡前服"),
                DischargeMedicine(name: "呋塞米片 20mg", dose: "1 片", frequency: "每日两次", days: 14, note: "早、午饭后服，记尿量"),
                DischargeMedicine(
                    name: "沙库巴曲缬沙坦钠片 100mg", dose: "半片", frequency: "每日两次", days: 28, note: "血压低于 100 时停用并就诊"),
                DischargeMedicine(name: "二甲双胍缓释片 0.5g", dose: "1 片", frequency: "每日一次", days: 28, note: ""),
            ], doctor: "陈医师")
    }

    static func report() throws -> ReportPaper {
        ReportPaper(
            head: try head(),
            report: Report(
                id: ReportID(trusted: "BG2026112200031"), encounter: encounter,
                specimen: SpecimenID(trusted: "BB2026112200037"),
                title: "血常规", status: .final, reporter: "赵", reviewer: "钱", isWithheld: false, supersedes: nil,
                releasedAt: printedAt, expectedAt: nil))
    }

    static func depositReceipt() throws -> DepositReceipt {
        DepositReceipt(
            head: try head(), payment: PaymentOrderID(trusted: "JF2026111500017"), amount: Money(fen: 500_000),
            channel: .wallet, paidAt: printedAt, balance: Money(fen: 500_000))
    }

    static func paymentSlip() throws -> PaymentSlip {
        PaymentSlip(head: try head(), payment: PaymentOrderID(trusted: "JF2026111500025"), amount: Money(fen: 123_406))
    }

    static func band(allergies: String = "青霉素、头孢类") throws -> Wristband {
        Wristband(head: try head(), allergies: Sensitive(allergies))
    }

    static func all() throws -> [Paper] {
        [
            .admissionSheet(try admission()), .wardGuide(try guide()), .wristband(try band()),
            .depositReceipt(try depositReceipt()), .paymentSlip(try paymentSlip()), .dailyBill(try dailyBill()),
            .itemisedList(try itemised(120)), .settlementSlip(try settlement()),
            .dischargeCertificate(try certificate()), .medicineCard(try medicines()), .report(try report()),
        ]
    }
}
