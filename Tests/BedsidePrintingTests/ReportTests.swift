import BedsideDomain
import Foundation
import Testing

@testable import BedsidePrinting

/// A laboratory's PDF comes out whole, marked as the copy that it is, or not at all.
struct ReportTests {
    /// With the real worker, which lies beside the tests' own program.
    private let renderer = PDFRenderer(
        reportProgram: URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
            path: "bedside-report"
        ).path)

    /// What a laboratory could have sent: made here, drawn as theirs.
    private func laboratory(_ text: String, sheet: Sheet = .a4) async throws -> [UInt8] {
        let lines = (1...8).map { Block.paragraph(Paragraph("\(text) 白细胞计数 \($0).25 ×10^9/L", size: .points(9))) }
        return try await renderer.render(
            Document(title: "化验", sheet: sheet, blocks: [.title("血常规检验报告单")] + lines), at: Samples.printedAt)
    }

    private func print(_ pdf: [UInt8], mark: CopyMark = Samples.first) async throws -> [UInt8] {
        try await renderer.render(.report(try Samples.report()), mark: mark, report: pdf).pdf
    }

    @Test("The report's text is there, with masked name, number, time and terminal; a copy says so")
    func marked() async throws {
        let pdf = try await laboratory("甲")
        let reader = try PaperReader(try await print(pdf))
        let text = try reader.text()
        for words in ["血常规检验报告单", "8.25", "龘*㐂", "BG2026112200031", "打印 2026-11-22 09:13 · 终端 W3-07"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.contains("副本") && !text.contains("龘𠮷㐂"))
        #expect(try reader.info("Page size").hasPrefix("595.276 x 841.89"))
        try reader.remove()
        let copy = try PaperReader(try await print(pdf, mark: Samples.second))
        #expect(try copy.text().contains("副本 2 · 补打 · 2026-11-22 09:13 · 终端 W3-07 · 原因：遗失"))
        try copy.remove()
        #expect(try await print(pdf, mark: Samples.second) == print(pdf, mark: Samples.second))
    }

    @Test("Other page sizes and landscape fit on A4")
    func sizes() async throws {
        for (width, height) in [(148.0, 210.0), (297.0, 210.0), (420.0, 297.0)] {
            let sheet = Sheet(
                media: "any", width: width, height: height, margin: .init(horizontal: 10, top: 10, bottom: 10),
                textSize: 10,
                hasGreys: true)
            let reader = try PaperReader(try await print(try await laboratory("乙", sheet: sheet)))
            #expect(try reader.info("Page size").hasPrefix("595.276 x 841.89"))
            #expect(try reader.text().contains("8.25"))
            try reader.remove()
        }
    }

    @Test("A lost character is seen, and then the pages are pictures")
    func proof() async throws {
        let sheet = ReportSheet(title: "t", pdf: [], owner: "张*", origin: "终端", banner: nil)
        let layouts = LayoutCache(try FontBook())
        let whole = try ImportedPDF(try await laboratory("丙"))
        let good = try sheet.draw(whole, asPictures: false, layouts, at: Samples.printedAt)
        #expect(try sheet.looksRight(whole, try ImportedPDF(good), layouts))
        let pictures = try sheet.draw(whole, asPictures: true, layouts, at: Samples.printedAt)
        let reader = try PaperReader(pictures)
        #expect(pictures.count < 1_000_000)
        #expect(try !reader.text().contains("8.25") && reader.text().contains("张*"))
        let page = try reader.picture(dpi: 50)
        #expect(page.grey.prefix(page.width * 200).filter { $0 < 160 }.count > 200, "the report's upper part has ink")
        try reader.remove()
        // One character of 9 points is missing on one line.
        let lines = (1...8).map {
            Block.paragraph(Paragraph("丙 白细胞计数 \($0).\($0 == 3 ? " " : "2")5 ×10^9/L", size: .points(9)))
        }
        let damaged = Document(title: "化验", sheet: .a4, blocks: [.title("血常规检验报告单")] + lines)
        let bad = try ImportedPDF(try await renderer.render(damaged, at: Samples.printedAt))
        let copy = try sheet.draw(bad, asPictures: false, layouts, at: Samples.printedAt)
        #expect(try !sheet.looksRight(whole, try ImportedPDF(copy), layouts))
    }

    @Test("Damaged, empty, foreign, locked and oversized files are refused")
    func refused() async throws {
        let pdf = try await laboratory("丁")
        var broken = pdf
        broken.removeLast(pdf.count - 600)
        let cases: [([UInt8], PrintingError.Code)] = [
            ([], .reportUnreadable), (Array("<html>".utf8), .reportUnreadable),
            (Array("%PDF-1.7\n".utf8), .reportUnreadable),
            (broken, .reportUnreadable), ([UInt8](repeating: 0x25, count: 8 * 1024 * 1024 + 1), .reportTooLarge),
        ]
        for (bytes, code) in cases {
            await #expect { try await print(bytes) } throws: { ($0 as? PrintingError)?.code == code }
        }
    }

    @Test("A worker that is missing or says nothing is an error, not a paper")
    func worker() async throws {
        let pdf = try await laboratory("己")
        for (program, code) in [
            ("/nowhere/bedside-report", PrintingError.Code.drawingFailed), ("/bin/true", .reportUnreadable),
        ] {
            let renderer = PDFRenderer(reportProgram: program)
            await #expect {
                try await renderer.render(.report(try Samples.report()), mark: Samples.first, report: pdf)
            } throws: {
                ($0 as? PrintingError)?.code == code
            }
        }
    }

    @Test("Random damage gives a paper or an error, never a crash")
    func damaged() async throws {
        let pdf = try await laboratory("戊")
        var random = SystemRandomNumberGenerator()
        var refused = 0
        for _ in 0..<40 {
            var bytes = pdf
            for _ in 0..<8 {
                bytes[Int.random(in: 5..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do { _ = try await print(bytes) } catch let error as PrintingError {
                #expect([.reportUnreadable, .reportTooLarge, .drawingFailed].contains(error.code))
                refused += 1
            }
        }
    }
}
