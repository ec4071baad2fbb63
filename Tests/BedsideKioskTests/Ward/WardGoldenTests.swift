import BedsideDomain
import BedsideScreen
import BedsideTerminal
import Foundation
import Testing

/// The ward's pictures as text, from a wall to a large desk, in both languages; see ``GoldenScreensTests``.
@Suite struct WardGoldenTests {
    static let folder = GoldenScreensTests.folder.appending(path: "Ward")
    /// The wall that can be read from 5 m, large type, ssh, and a desk.
    static let wall = Viewport(columns: 26, rows: 7)
    static let sizes = [
        wall, Viewport(columns: 40, rows: 10), Viewport(columns: 40, rows: 12), Viewport(columns: 80, rows: 24),
        Viewport(columns: 160, rows: 45),
    ]

    static func sizes(for scene: WardScene) -> [Viewport] { scene.isForWalls ? sizes : Array(sizes.dropFirst()) }

    @Test(arguments: WardScene.all) func looksAsRecorded(_ scene: WardScene) throws {
        var text = ""
        for language in Language.allCases {
            for size in Self.sizes(for: scene) {
                let bench = scene.bench(language, size)
                text += "=== \(bench.name)  \(language.rawValue)  \(size.columns)x\(size.rows)\n\(bench.text(size))"
            }
        }
        let file = Self.folder.appending(path: "\(scene.name).txt")
        if GoldenScreensTests.isRecording {
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
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).map { $0.dropLast(4) }
        #expect(Set(names.map(String.init)) == Set(WardScene.all.map(\.name)))
    }

    @Test(arguments: WardScene.all, Language.allCases) func nothingIsCut(_ scene: WardScene, _ language: Language) {
        for size in Self.sizes(for: scene) + [.smallest, .standard] {
            let bench = scene.bench(language, size)
            let layout = Layout(screen: bench.screen, viewport: size)
            #expect(layout.cut == [], "\(scene.name) at \(size.columns)x\(size.rows)\n\(layout.grid.plainText)")
        }
    }

    /// Open, passed and taken, and the four urgencies, are told apart without any colour.
    @Test(arguments: sizes) func shapesTellWhatColoursTell(_ size: Viewport) {
        var pictures: Set<String> = []
        for kind in [AlarmKind.emergency, .infusionEmpty, .call, .technical(.sound)] {
            for lifecycle in [AlarmLifecycle.unacked, .returnedUnacked, .acked] {
                let row = WardSample.row(
                    1, "3", kind, lifecycle, holder: lifecycle == .acked ? WardSample.nurse.id : nil)
                pictures.insert(WardBench(WardSample.board([row]), viewport: size).text(size))
            }
        }
        #expect(pictures.count == 12)
    }
}
