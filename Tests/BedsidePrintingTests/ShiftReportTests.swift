import BedsideDomain
import Foundation
import Testing

@testable import BedsidePrinting

/// The printed shift report, read back as a head nurse would.
struct ShiftReportTests {
    private func read(_ paper: ShiftReport, mark: CopyMark = Samples.first) async throws -> PaperReader {
        let made = try await PDFRenderer().render(.shiftReport(paper), mark: mark)
        #expect(made.media == "iso_a4_210x297mm")
        return try PaperReader(made.pdf)
    }

    @Test("A busy shift's figures, hours, beds and lists are on the paper")
    func busy() async throws {
        let paper = try ShiftSamples.busy()
        let report = paper.report
        let reader = try await read(paper)
        let text = try reader.text()
        #expect(try reader.info("Pages") == "2")
        #expect(try reader.info("Title") == "病区报警统计")
        for words in [
            "示范市人民医院", "心血管内科二病区", "2026-11-20 08:00 – 2026-11-20 16:00", "白班 Day", "病区报警统计", "每小时报警数",
            "卫生间 Toilet", "输液完毕 Infusion empty", "输入抖动 Unstable input", "卫生间 3", "超过 24 小时未结束", "频繁触发的输入",
            "不含患者信息", "打印 2026-11-22 09:13 · 终端 W3-07", "紧急 15 s，输液 60 s，呼叫 120 s，技术 300 s",
            "\(report.all.count)（人员 \(report.people.count)，设备 \(report.devices.count)，技术 \(report.technical.count)）",
            "（\(report.all.inTime)/\(report.all.inTime + report.all.late)）", "1 次，最长",
        ] {
            // A line may break between them.
            #expect(
                text.filter { !$0.isWhitespace }.contains(words.filter { !$0.isWhitespace }), "\(words)")
        }
        for hour in 8..<16 { #expect(text.contains(hour < 10 ? "0\(hour)" : "\(hour)")) }
        let total = try #require(text.split(separator: "\n").first { $0.contains("合计 Total") })
        #expect(
            total.split(separator: " ").dropFirst(2).prefix(3) == [
                "\(report.all.count)", "\(seconds(report.all.accept?.median))", "\(seconds(report.all.accept?.p90))",
            ])
        for line in report.places {
            let row = text.split(separator: "\n").contains {
                $0.hasPrefix(line.key.label + " ") && $0.contains(" \(line.figures.count) ")
            }
            #expect(row, "\(line.key.label)")
        }
        try reader.remove()
    }

    @Test("A shift without alarms says so, and no number stands where nothing was measured")
    func empty() async throws {
        let reader = try await read(ShiftSamples.report([]))
        let text = try reader.text()
        #expect(text.contains("0（人员 0，设备 0，技术 0）") && text.contains("本时段无报警"))
        #expect(!text.lowercased().contains("nan"))
        try reader.remove()
    }

    @Test("A month of sixty beds goes over pages, its head on each")
    func month() async throws {
        let reader = try await read(try ShiftSamples.month(), mark: Samples.second)
        let pages = try reader.pages()
        #expect(pages.count > 1)
        for page in pages { #expect(page.contains("副本 2") && page.contains("心血管内科二病区")) }
        #expect(pages.joined().contains("23"))
        try reader.remove()
    }

    @Test("The parts of a bar differ without colours: on paper each has another share of black")
    func patterns() async throws {
        let document = Document(
            title: "图", sheet: .a4,
            blocks: [
                .chart(
                    BarChart(
                        series: [.init("A", .black), .init("B", .diagonal), .init("C", .grey), .init("D", .white)],
                        bars: [.init("1", [10, 10, 10, 10])], height: 120))
            ])
        let reader = try PaperReader(try await PDFRenderer().render(document, at: Samples.printedAt))
        let picture = try reader.picture(dpi: 300)
        // Straight up through the middle of the only bar: a quarter of it for each part.
        let column = picture.width * (16 + 8 + (210 - 32 - 8) / 2) / 210
        // The longest black stretch is the part at the bottom.
        var (part, bottom, run) = (0, 0, 0)
        for row in 0..<picture.height {
            run = picture.grey[row * picture.width + column] < 64 ? run + 1 : 0
            if run > part { (part, bottom) = (run, row) }
        }
        let top = bottom - part
        func brightness(_ number: Int) -> Int {
            let rows = (top - part * number + 4)..<(top - part * (number - 1) - 4)
            let values = rows.flatMap { row in
                (column - 40..<column + 40).map { Int(picture.grey[row * picture.width + $0]) }
            }
            return values.reduce(0, +) / max(values.count, 1)
        }
        #expect(part > 200)
        let (diagonal, grey, white) = (brightness(1), brightness(2), brightness(3))
        #expect((120..<190).contains(diagonal) && (192..<205).contains(grey) && white > 250)
        try reader.remove()
    }
}
