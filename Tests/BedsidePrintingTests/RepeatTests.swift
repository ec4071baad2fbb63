import BedsideDomain
import Foundation
import Testing

@testable import BedsidePrinting

/// Printed again means the same bytes.
struct RepeatTests {
    @Test("The same paper gives the same bytes from another renderer and after other papers")
    func again() async throws {
        let paper = Paper.dailyBill(try Samples.dailyBill(40))
        let first = try await PDFRenderer().render(paper, mark: Samples.second)
        let other = PDFRenderer()
        for noise in try Samples.all() where noise.kind != .report {
            _ = try await other.render(noise, mark: Samples.first)
        }
        #expect(try await other.render(paper, mark: Samples.second) == first)
        #expect(try await other.render(paper, mark: Samples.first) != first)
    }

    @Test("The same paper gives the same bytes in another process")
    func process() async throws {
        let paper = Paper.itemisedList(try Samples.itemised(100))
        let bytes = try await PDFRenderer().render(paper, mark: Samples.second).pdf
        let file = FileManager.default.temporaryDirectory.appending(path: "bedside-repeat-\(UUID().uuidString).pdf")
            .path
        try Data(bytes).write(to: URL(filePath: file))
        await #expect(processExitsWith: .success) { [file = file as String] in
            let paper = Paper.itemisedList(try Samples.itemised(100))
            let bytes = try await PDFRenderer().render(paper, mark: Samples.second).pdf
            let other = [UInt8](try Data(contentsOf: URL(filePath: file)))
            exit(bytes == other ? 0 : 1)
        }
        try FileManager.default.removeItem(atPath: file)
    }

    @Test("A list of a hundred pages is one job of seconds and has every row")
    func hundredPages() async throws {
        let paper = Paper.itemisedList(try Samples.itemised(4_200))
        let start = ContinuousClock.now
        let made = try await PDFRenderer().render(paper, mark: Samples.first)
        // 2 s is the figure of a release build; a debug build on a busy machine gets more.
        #expect(ContinuousClock.now - start < .seconds(20))
        let reader = try PaperReader(made.pdf)
        let pages = Int(try reader.info("Pages")) ?? 0
        #expect(pages >= 100)
        let text = try reader.text()
        #expect(text.components(separatedBy: "血常规（五分类）").count - 1 == 350)
        #expect(text.contains("第 \(pages) 页 共 \(pages) 页"))
        try reader.remove()
    }
}
