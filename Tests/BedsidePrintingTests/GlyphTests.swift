import BedsideDomain
import Testing

@testable import BedsidePrinting

/// Every character of a paper must be on the paper.
struct GlyphTests {
    @Test("A character without a glyph is refused and not named")
    func missing() async throws {
        let document = Document(title: "t", sheet: .a4, blocks: [.paragraph(Paragraph("王\u{10FFFD}明"))])
        await #expect { try await PDFRenderer().render(document, at: Samples.printedAt) } throws: { error in
            guard let error = error as? PrintingError else { return false }
            return error.code == .glyphMissing && !"\(error)".contains("王") && !"\(error)".contains("明")
        }
    }

    @Test("No character turns blank, whatever stands beside it")
    func blank() async throws {
        // Cairo's own subsets of CFF fonts lose outlines here: see bedside_exact_face. Each character is drawn in a cell of
        // its own, and every cell must have ink.
        let common =
            "以上信息如有错误请立即告知护士更正住院期间请佩戴腕带凭腕带扫码办理查询打印与结算床位费护理药品化验检查治疗手术材料膳食其他费用合计人民币大写壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整未缴费前勿丢弃不再需要在终端上取消龘𠮷㐂"
        let characters = Array(common)
        let rows = stride(from: 0, to: characters.count, by: 10).map { start in
            Table.Row.line((0..<10).map { start + $0 < characters.count ? String(characters[start + $0]) : "一" })
        }
        let table = Table(columns: (0..<10).map { _ in .init("列", .share(1), .centre) }, rows: rows, size: .points(16))
        let document = Document(title: "t", sheet: .a4, numbersPages: false, blocks: [.table(table)])
        let reader = try PaperReader(try await PDFRenderer().render(document, at: Samples.printedAt))
        let page = try reader.picture(dpi: 72)
        let left = points(16), cell = (points(210) - 2 * left) / 10
        let line = try #require(rows.isEmpty ? nil : 16 * 1.448 + 3.2)
        let top = points(12) + 3.3 + line
        for index in characters.indices {
            let x = Int(left + cell * (Double(index % 10) + 0.5)), y = Int(top + line * (Double(index / 10) + 0.5))
            var darkest: UInt8 = 255
            for row in (y - 7)...(y + 7) {
                for column in (x - 7)...(x + 7) { darkest = min(darkest, page.grey[row * page.width + column]) }
            }
            #expect(darkest < 140, "\(characters[index]) is blank")
        }
        try reader.remove()
    }
}
