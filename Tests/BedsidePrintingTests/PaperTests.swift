import BedsideDomain
import Foundation
import Testing

@testable import BedsidePrinting

/// The hospital's papers, read back as their receiver would.
struct PaperTests {
    private let renderer = PDFRenderer()

    private func read(_ paper: Paper, mark: CopyMark = Samples.first) async throws -> PaperReader {
        try PaperReader(try await renderer.render(paper, mark: mark).pdf)
    }

    @Test("Rare names, amounts in capitals and the settlement's sums are on the paper")
    func settlement() async throws {
        let reader = try await read(.settlementSlip(try Samples.settlement()))
        let text = try reader.text()
        for words in ["龘𠮷㐂", "出院结算单", "12,845.30", "壹万贰仟捌佰肆拾伍元叁角整", "应退", "2,669.82", "贰仟陆佰陆拾玖元捌角贰分", "移动支付"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.contains("副本"))
        #expect(try reader.codes().contains("CODE-128:JS20261122-0007"))
        #expect(try reader.info("Title") == "出院结算单")
        #expect(try reader.info("CreationDate").hasPrefix("2026-11-22T01:13:20"))
        try reader.remove()
        let due = try await read(.settlementSlip(try Samples.settlement(due: 12_345)))
        #expect(try due.text().contains("补缴（已收）"))
        try due.remove()
    }

    @Test("A daily bill names items, quantities, unit prices, amounts, totals and what a copy is")
    func dailyBill() async throws {
        let reader = try await read(.dailyBill(try Samples.dailyBill()), mark: Samples.second)
        let text = try reader.text()
        for words in [
            "住院费用一日清单", "血常规（五分类）", "36.72", "146.88", "（退）呋塞米注射液", "-0.85", "本日合计", "818.76", "137.73", "小计 189.91",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(text.contains("副本 2 · 补打 · 2026-11-22 09:13 · 终端 W3-07 · 原因：遗失"))
        try reader.remove()
    }

    @Test("An itemised list repeats its head on each page, keeps the total with the last row, numbers its pages")
    func itemised() async throws {
        let reader = try await read(.itemisedList(try Samples.itemised(300)), mark: Samples.second)
        let pages = try reader.pages()
        #expect(pages.count > 4)
        for (index, page) in pages.enumerated() {
            #expect(page.contains("第 \(index + 1) 页 共 \(pages.count) 页"))
            #expect(page.contains("副本 2 · 补打"))
            if !page.contains("分类汇总") { #expect(page.contains("项目名称")) }
        }
        let last = try #require(pages.first { $0.contains("20,490.25") && $0.contains("合计") })
        #expect(last.contains("低盐低脂膳食"))
        try reader.remove()
    }

    @Test("The wristband and the slips carry codes that a reader reads", arguments: [WristbandMedium.band, .label])
    func wristband(medium: WristbandMedium) async throws {
        let paper = try await renderer.render(.wristband(try Samples.band()), mark: Samples.first, wristband: medium)
        #expect(paper.media == medium.rawValue)
        let reader = try PaperReader(paper.pdf)
        #expect(try reader.codes() == ["CODE-128:WD202611220018", "QR-Code:WD202611220018"])
        #expect(try reader.info("Pages") == "1")
        try reader.remove()
        let long = try await renderer.render(
            .wristband(try Samples.band(allergies: String(repeating: "青霉素、", count: 60))), mark: Samples.first,
            wristband: medium)
        let longReader = try PaperReader(long.pdf)
        #expect(try longReader.text().contains("详见病历"))
        try longReader.remove()
    }

    @Test("The cashier's slip and the admission sheet can be scanned")
    func slips() async throws {
        let slip = try await read(.paymentSlip(try Samples.paymentSlip()))
        #expect(try slip.codes() == ["CODE-128:JF2026111500025"])
        try slip.remove()
        let sheet = try await read(.admissionSheet(try Samples.admission()))
        #expect(try sheet.codes() == ["CODE-128:WD202611220018"])
        let text = try sheet.text()
        for words in ["慢性心力衰竭急性加重（I50.900）", "青霉素、头孢类", "个人信息处理", "李护士", "¥ 5,000.00"] {
            #expect(text.contains(words), "\(words)")
        }
        try sheet.remove()
        let receipt = try await read(.depositReceipt(try Samples.depositReceipt()))
        #expect(try receipt.codes() == ["QR-Code:JF2026111500017"])
        #expect(try receipt.text().contains("伍仟元整"))
        try receipt.remove()
    }

    @Test("A long slip goes over several cuts of a roll, with its head and page numbers on each")
    func roll() async throws {
        let rows = (1...60).map { Table.Row.line(["项目 \($0)", "\($0).00"]) }
        let table = Table(columns: [.init("项目", .share(1)), .init("金额", .millimetres(20), .trailing)], rows: rows)
        let document = Document(
            title: "小票", sheet: .receipt80, head: RunningText(left: "示范市人民医院"), banner: "副本 2",
            blocks: [.title("小票"), .barcode(Barcode("JF2026111500025")), .table(table)])
        let reader = try PaperReader(try await renderer.render(document, at: Samples.printedAt))
        #expect(try reader.info("Page size").hasPrefix("226.772 x 566.929"))
        let pages = try reader.pages()
        #expect(pages.count == 3)
        for page in pages { #expect(page.contains("金额") && page.contains("副本 2") && page.contains("示范市人民医院")) }
        #expect(pages.joined().contains("60.00"))
        #expect(try reader.codes() == ["CODE-128:JF2026111500025"])
        try reader.remove()
    }

    @Test("Every paper is made for its medium and has words of its own")
    func every() async throws {
        let titles: [Paper.Kind: String] = [
            .admissionSheet: "入院登记表", .wardGuide: "入院须知", .depositReceipt: "住院预交金收据", .paymentSlip: "缴费单",
            .dailyBill: "住院费用一日清单", .itemisedList: "住院费用总清单", .settlementSlip: "出院结算单", .dischargeCertificate: "出院证明",
            .medicineCard: "出院带药卡",
        ]
        for paper in try Samples.all() where paper.kind != .report && paper.kind != .wristband {
            let made = try await renderer.render(paper, mark: Samples.first)
            #expect(made.media == "iso_a4_210x297mm")
            let reader = try PaperReader(made.pdf)
            let text = try reader.text()
            #expect(text.contains(try #require(titles[paper.kind])))
            #expect(text.contains(paper.kind == .wardGuide ? "12 床" : "龘𠮷㐂"))
            #expect(text.contains("WD202611220018"))
            #expect(try reader.info("Page size").hasPrefix("595.276 x 841.89"))
            try reader.remove()
        }
    }
}
