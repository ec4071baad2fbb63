import BedsideDomain
import BedsidePrinting

/// Papers as PDF: a bill of one page, and an itemised list of a hundred.
struct PaperSuite {
    func run() async throws -> [Figure] {
        let renderer = PDFRenderer()
        let mark = Self.mark
        let paper = try Self.page()
        let first = try await measure { _ = try await renderer.render(paper, mark: mark) }
        var times: [Double] = []
        for _ in 0..<100 { times.append(try await measure { _ = try await renderer.render(paper, mark: mark) }) }
        let long = Paper.itemisedList(
            ItemisedList(head: Self.head, bill: try Self.bill(lines: 3600), from: Self.day, to: Self.day))
        var bytes = 0
        let hundred = try await measure { bytes = try await renderer.render(long, mark: mark).pdf.count }
        return [
            Figure("bill_page_first_ms", first, "ms", note: "with the fonts loaded for the first time"),
            Figure("bill_page_median_ms", Sample(times).median, "ms", note: "of \(times.count)"),
            Figure("bill_100_pages_s", hundred / 1000, "s", note: "3,600 lines, \(bytes / 1024) KiB"),
        ]
    }

    static let mark = CopyMark(number: 1, reprint: nil, printedAt: now, terminal: "bench")

    /// A day's bill of one page.
    static func page() throws -> Paper {
        let bill = try bill(lines: 28)
        return .dailyBill(
            DailyBillPaper(
                head: head,
                bill: DailyBill(
                    day: day, bill: bill, cumulativeTotal: bill.total, cumulativeSelfPay: bill.selfPay,
                    deposits: Money(fen: 300_000), days: [day])))
    }

    private static let now = Timestamp(milliseconds: 1_795_320_000_000)
    private static let day = CivilDate(daysSince1970: 20_779)
    static let head = PaperHead(
        hospital: "示范医院", ward: "呼吸内科一病区", bed: "12", name: Sensitive("张明华"), sex: .male, age: 61,
        encounter: EncounterID(trusted: "WD2026000018"), admittedOn: day, madeAt: now, clock: .china)

    private static func bill(lines: Int) throws -> Bill {
        let names = ["床位费（三人间）", "二级护理", "注射用头孢曲松钠", "血常规检查", "胸部CT平扫", "一次性输液器", "雾化吸入治疗"]
        return try Bill(
            lines: (0..<lines).map { number in
                try ChargeLine(
                    id: ChargeID(trusted: "C\(number)"), item: PriceItemID(trusted: "P\(number % 60)"), priceVersion: 1,
                    name: names[number % names.count] + (number % 60 < 7 ? "" : " 规格\(number % 60)"), unit: "次",
                    category: ChargeCategory.allCases[number % 6],
                    quantity: Quantity(tenThousandths: Int64(1 + number % 4) * 10_000),
                    unitPrice: Money(fen: Int64(350 + number % 977 * 13)), selfPayPercent: number % 3 * 10,
                    chargedAt: now,
                    day: day, orderReference: "O\(number)", reverses: nil)
            })
    }
}
