import BedsideRigs
import BedsideScreen
import BedsideTerminal
import BedsideWire
import Foundation

/// What a walkthrough leaves: each screen as text, each paper as the printer received it, and a summary.
final class StoryRecord {
    struct Step: Codable {
        let name: String
        let milliseconds: Int
        let acts: Int
    }

    struct Line: Codable {
        let name: String
        let quantity: Double
        let unitPriceFen: Int64
        let amountFen: Int64
    }

    struct PaperRow: Codable {
        let kind: String
        let file: String
        let state: String
    }

    struct Summary: Codable {
        var totalFen: Int64 = 0
        var insuranceFen: Int64 = 0
        var accountFen: Int64 = 0
        var depositsFen: Int64 = 0
        var dueFen: Int64 = 0
        var lines: [Line] = []
        var papers: [PaperRow] = []
        var steps: [Step] = []
    }

    let folder: String
    private var screens = 0
    var summary = Summary()

    /// Makes DIR/screens and DIR/papers; what an earlier walkthrough left there goes, and nothing else.
    init(folder: String) throws {
        self.folder = folder
        for (part, ending) in [("screens", ".txt"), ("papers", ".pdf")] {
            let place = "\(folder)/\(part)"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            for name in try FileManager.default.contentsOfDirectory(atPath: place)
            where name.first?.isNumber == true && name.hasSuffix(ending) {
                try FileManager.default.removeItem(atPath: "\(place)/\(name)")
            }
        }
    }

    /// Keeps a screen as text at 80x20. Throws ``RigError`` when anything of it was cut.
    func keep(_ screen: Screen) throws {
        screens += 1
        let layout = Layout(screen: screen, viewport: .standard)
        guard layout.cut.isEmpty else { throw RigError("the screen \(screen.name) does not fit: \(layout.cut)") }
        let number = String(repeating: "0", count: 3 - String(screens).count) + String(screens)
        try Data((layout.grid.plainText + "\n").utf8).write(
            to: URL(fileURLWithPath: "\(folder)/screens/\(number)-\(screen.name).txt"))
    }

    /// Copies what came out of the printers, and notes the ledger's word for each.
    func keep(_ copies: [CupsRig.Copy], jobs: [JobMessage]) throws {
        for (index, copy) in copies.enumerated() {
            guard let job = jobs.first(where: { copy.jobName.contains($0.id) }) else {
                throw RigError("a paper came out that the ledger does not know: \(copy.jobName)")
            }
            let number = index < 9 ? "0\(index + 1)" : "\(index + 1)"
            let file = "\(number)-\(job.kind)-\(job.copy).pdf"
            try FileManager.default.copyItem(atPath: copy.file, toPath: "\(folder)/papers/\(file)")
            summary.papers.append(PaperRow(kind: job.kind, file: "papers/\(file)", state: job.state))
        }
    }

    func write() throws {
        let encoder = JSONEncoder()
        // total_fen, unit_price_fen: as readers of summary.json know them.
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(summary).write(to: URL(fileURLWithPath: "\(folder)/summary.json"))
    }
}
