import BedsideDomain
import BedsideKiosk
import BedsideScreen
import BedsideTerminal
import Foundation
import Testing

/// Every picture as text, in both languages and the two sizes that matter, beside the file that somebody has looked at.
///
/// `BEDSIDE_RECORD_GOLDEN=1 swift test` writes the files anew and fails, so that no picture is accepted unseen.
@Suite struct GoldenScreensTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    static let sizes = [Viewport.smallest, .standard]
    static let isRecording = ProcessInfo.processInfo.environment["BEDSIDE_RECORD_GOLDEN"] != nil

    @Test(arguments: Scene.all) func looksAsRecorded(_ scene: Scene) throws {
        var text = ""
        for language in Language.allCases {
            for size in Self.sizes {
                let bench = scene.bench(language, size)
                text += "=== \(bench.name)  \(language.rawValue)  \(size.columns)x\(size.rows)\n\(bench.text(size))"
            }
        }
        let file = Self.folder.appending(path: "\(scene.name).txt")
        if Self.isRecording {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(scene.name): look at it, then run without BEDSIDE_RECORD_GOLDEN")
            return
        }
        let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let isSame = text == recorded
        #expect(isSame, "\(scene.name) looks different now")
    }

    @Test func everyGoldenFileHasItsScene() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
        #expect(Set(names).subtracting(Scene.all.map(\.name)).isEmpty)
        #expect(Set(Scene.all.map(\.name)).count == Scene.all.count)
    }

    /// Also while the warning stands, which takes room in the lower bar.
    @Test(
        arguments: [
            Viewport.smallest, .standard, Viewport(columns: 80, rows: 24), Viewport(columns: 160, rows: 45),
        ], Language.allCases)
    func nothingIsCut(_ size: Viewport, _ language: Language) {
        for scene in Scene.all {
            var bench = scene.bench(language, size)
            #expect(Layout(screen: bench.screen, viewport: size).cut == [], "\(scene.name)")
            for _ in 0..<60 where bench.screen.remaining == nil { bench.wait(.seconds(5)) }
            #expect(Layout(screen: bench.screen, viewport: size).cut == [], "\(scene.name), warned")
        }
    }
}
