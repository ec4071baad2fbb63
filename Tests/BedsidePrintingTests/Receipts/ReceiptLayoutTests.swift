import BedsideDomain
import Testing

@testable import BedsidePrinting

/// A receipt in columns, before any byte.
struct ReceiptLayoutTests {
    private func texts(_ receipt: ReceiptDocument, columns: Int) throws -> [String] {
        try receipt.lines(columns: columns).compactMap { line in
            if case .text(let text, _, _) = line { return text }
            return nil
        }
    }

    private func receipt(_ blocks: [ReceiptBlock], banner: String? = nil) -> ReceiptDocument {
        ReceiptDocument(title: "小票", banner: banner, reference: "", printedAt: Samples.printedAt, blocks: blocks)
    }

    @Test("Every line of every receipt keeps within the head, and amounts end at its edge", arguments: [48, 32])
    func widths(columns: Int) throws {
        for paper in try Receipts.papers() {
            let receipt = try #require(try ReceiptDocument.receipt(of: paper, mark: Samples.second))
            for line in try receipt.lines(columns: columns) {
                guard case .text(let text, let style, _) = line else { continue }
                #expect(cells(of: text) * style.columnWidth <= columns, "\(text)")
                if text.hasSuffix(".00"), text.contains("￥") { #expect(cells(of: text) == columns, "\(text)") }
            }
        }
    }

    @Test("Label and value share a line while they fit, else the value ends the next one")
    func pairs() throws {
        #expect(
            try texts(receipt([.pair("金额", "￥5,000.00")]), columns: 32) == [
                "金额" + String(repeating: " ", count: 18) + "￥5,000.00"
            ])
        #expect(
            try texts(receipt([.pair("本次缴费后预交金余额", "￥1,234,567.00")]), columns: 32)
                == ["本次缴费后预交金余额", String(repeating: " ", count: 18) + "￥1,234,567.00"])
        // Twice as wide: half the columns.
        #expect(try texts(receipt([.text("一二三四五六七八九", .large)]), columns: 32) == ["一二三四五六七八", "九"])
    }

    @Test("Words and numbers stay whole, closing marks never begin a line, a word too long is split")
    func wrapping() {
        #expect(wrapped("编号 JF2026111500017 已收", columns: 17) == ["编号", "JF2026111500017", "已收"])
        #expect(wrapped("一二三四五六七八九，十", columns: 18) == ["一二三四五六七八", "九，十"])
        #expect(wrapped("一二三（四五六七八九十）", columns: 8) == ["一二三", "（四五六", "七八九", "十）"])
        #expect(wrapped("A" + String(repeating: "b", count: 9), columns: 4) == ["Abbb", "bbbb", "bb"])
        #expect(wrapped("", columns: 10) == [""])
    }

    @Test("A copy says so at both ends of the strip, a first one nowhere")
    func copies() throws {
        let paper = try Samples.depositReceipt()
        let copy = try #require(try ReceiptDocument.receipt(of: .depositReceipt(paper), mark: Samples.second))
        let lines = try texts(copy, columns: 48)
        #expect(lines.prefix(3).joined().contains("副本 2 · 补打"))
        #expect(lines.suffix(4).joined().contains("原因：遗失"))
        let first = try #require(try ReceiptDocument.receipt(of: .depositReceipt(paper), mark: Samples.first))
        #expect(try !texts(first, columns: 48).joined().contains("副本"))
    }

    @Test("The name is masked, the number is not; what stands on A4 stands here")
    func content() throws {
        let receipt = try #require(
            try ReceiptDocument.receipt(
                of: .settlementSlip(try Samples.settlement()), mark: Samples.first))
        let text = try texts(receipt, columns: 48).joined(separator: "\n")
        #expect(!text.contains("𠮷"))
        for words in [
            "出院结算单", "龘*㐂", "WD202611220018", "￥12,845.30", "应退", "￥2,669.82", "贰仟陆佰陆拾玖元捌角贰分", "移动支付",
            "JF2026111500017", "7f3a 90c2 11be",
        ] { #expect(text.contains(words), "\(words)") }
        let bill = try #require(
            try ReceiptDocument.receipt(of: .dailyBill(try Samples.dailyBill()), mark: Samples.first))
        let lines = try texts(bill, columns: 48)
        #expect(lines.contains { $0.hasPrefix("药品费") && $0.hasSuffix("189.91") })
        #expect(lines.contains { $0.hasPrefix("本日合计") && $0.hasSuffix("￥818.76") })
    }

    @Test("Papers for A4 or a label have no receipt; one without end is refused")
    func others() throws {
        for paper in try Samples.all()
        where ![.depositReceipt, .paymentSlip, .settlementSlip, .dailyBill].contains(paper.kind) {
            #expect(try ReceiptDocument.receipt(of: paper, mark: Samples.first) == nil)
        }
        let endless = receipt((0...ReceiptDocument.maximumLines).map { .text("\($0)") })
        #expect { try endless.lines(columns: 48) } throws: { ($0 as? PrintingError)?.code == .doesNotFit }
    }
}
