import Testing

@testable import BedsidePrinting

/// Page breaking without any font: every line is 10 points high.
struct PageBreakerTests {
    private struct Ruler: TextMeasuring {
        func lineHeights(of text: SetText) throws(PrintingError) -> [Double] {
            text.text.split(separator: "\n", omittingEmptySubsequences: false).map { _ in 10 }
        }
    }

    private let setter = Typesetter(measure: Ruler(), bodySize: 10, hasGreys: true)

    private func texts(_ blocks: [Block], height: Double) throws -> [[String]] {
        let wall = try setter.wall(blocks, width: 300)
        return try PageBreaker.pages(of: wall, height: height).map { marks in
            marks.compactMap { mark in
                switch mark {
                case .text(let text, _, _): text.text
                case .textLine(let text, let line, _, _):
                    String(text.text.split(separator: "\n", omittingEmptySubsequences: false)[line])
                case .line, .fill, .outline, .bars, .qr, .patterned: nil
                }
            }
        }
    }

    private func table(_ rows: [Table.Row]) -> Block {
        .table(Table(columns: [.init("名称", .share(1)), .init("金额", .share(1))], rows: rows))
    }

    @Test("The head stands again on each page, rows stay whole, the total is never alone")
    func table() throws {
        let rows = (1...9).map { Table.Row.line(["项\($0)", "\($0).00"]) } + [.total(["合计", "45.00"])]
        // A row is 13.2 points: head and five rows fit.
        let pages = try texts([table(rows)], height: 83)
        #expect(pages.map { $0.first } == ["名称", "名称"])
        #expect(pages[0] == ["名称", "金额"] + (1...5).flatMap { ["项\($0)", "\($0).00"] })
        #expect(pages[1].suffix(2) == ["合计", "45.00"])

        let tight = (1...5).map { Table.Row.line(["项\($0)", "\($0).00"]) } + [.total(["合计", "15.00"])]
        let split = try texts([table(tight)], height: 83)
        #expect(split[1] == ["名称", "金额", "项5", "5.00", "合计", "15.00"])
    }

    @Test("A group's name goes with its first row")
    func group() throws {
        let rows: [Table.Row] = (1...4).map { .line(["项\($0)", ""]) } + [.group("药品费"), .line(["药", ""])]
        let pages = try texts([table(rows)], height: 83)
        #expect(pages[1] == ["名称", "金额", "药品费", "药"])
    }

    @Test("A paragraph leaves no single line behind and none alone")
    func paragraph() throws {
        let text = (1...6).map { "行\($0)" }.joined(separator: "\n")
        #expect(
            try texts([.paragraph(Paragraph("头")), .paragraph(Paragraph(text))], height: 31).map(\.count) == [1, 3, 3])
        #expect(try texts([.paragraph(Paragraph(text))], height: 55)[1] == ["行5", "行6"])
    }

    @Test("A gap vanishes at the head of a page; a heading goes with what follows")
    func gaps() throws {
        let lines = (1...3).map { Block.paragraph(Paragraph("行\($0)")) }
        let pages = try texts(lines + [.gap(20), .heading("节"), .paragraph(Paragraph("末"))], height: 60)
        #expect(pages == [["行1", "行2", "行3"], ["节", "末"]])
    }

    @Test("What is higher than a page is refused, a block kept together that long is broken")
    func tooHigh() throws {
        let tall = Table.Row.line([String(repeating: "行\n", count: 9), ""])
        #expect { try texts([table([tall])], height: 60) } throws: { ($0 as? PrintingError)?.code == .doesNotFit }
        let lines = (1...9).map { Block.paragraph(Paragraph("行\($0)")) }
        #expect(try texts([.together(lines)], height: 60).flatMap(\.self).count == 9)
    }

    @Test("A row with another number of cells is refused")
    func malformed() {
        #expect { try texts([table([.line(["一"])])], height: 60) } throws: {
            ($0 as? PrintingError)?.code == .tableMalformed
        }
    }
}
