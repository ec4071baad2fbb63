import BedsideDemo
import BedsideDomain
import BedsideRigs
import Foundation
import Glibc
import Testing

extension Integration {
    /// `bedside demo --walkthrough DIR`: the whole story on real parts, and what it leaves, read back by other programs.
    @Suite struct StoryTests {
        private struct Summary: Decodable {
            struct Line: Decodable { let name: String, quantity: Double, unitPriceFen: Int64, amountFen: Int64 }
            struct PaperRow: Decodable { let kind: String, file: String, state: String }
            struct Step: Decodable { let name: String, milliseconds: Int, acts: Int }
            let totalFen, insuranceFen, accountFen, depositsFen, dueFen: Int64
            let lines: [Line]
            let papers: [PaperRow]
            let steps: [Step]
        }

        /// What must be in no log: names, numbers, phones, PINs, codes, diagnoses of the demo's ward.
        private static let canaries = [
            "张明华", "张*华", "张丽", "Anna", "Smith", "李秀英", "110101199003070011", "93182619850612002X", "13800138000",
            "13700137000", "肺炎", "支气管炎", "青霉素", "陈晓燕", "王建国", DemoCodes.zhang.slip,
            DemoCodes.smith.slip, DemoCodes.specimen, DemoCodes.weChatCode, DemoCodes.nurse.badge, "DROP TABLE",
        ]

        @Test("The story holds, its sums agree, its papers can be read, and its log says nothing of a patient")
        func wholeStory() async throws {
            try await withFolder { folder in
                let tale = "\(folder)/tale"
                let program = URL(filePath: try TestWard.places().binary).deletingLastPathComponent()
                    .appending(path: "bedside").path
                let story = try Child([program, "demo", "--walkthrough", tale], log: "\(folder)/story.log")
                // The demo removes its folder; a second name keeps the daemon's log.
                let log = "\(folder)/bedsided.log"
                try await eventually("the daemon's log", within: .seconds(60)) {
                    if story.finished() != nil {
                        throw RigError("the story ended:\n\(text(of: "\(folder)/story.log"))")
                    }
                    return Self.link(logOf: story.pid, to: log)
                }
                let status = try await story.wait(upTo: .seconds(240))
                try #require(status == 0, "\(text(of: "\(folder)/story.log"))")

                let decoder = JSONDecoder()
                decoder.keyDecodingStrategy = .convertFromSnakeCase
                let summary = try decoder.decode(Summary.self, from: bytes(of: "\(tale)/summary.json"))
                Self.checkSums(summary)
                Self.checkSteps(summary)
                try await Self.checkPapers(summary, tale)
                Self.checkLog(text(of: log))
            }
        }

        private static func link(logOf pid: Int32, to target: String) -> Bool {
            do {
                let wards = try FileManager.default.contentsOfDirectory(atPath: "/var/tmp").filter {
                    $0.hasPrefix("bedside-\(pid)-")
                }
                return wards.contains { unsafe Glibc.link("/var/tmp/\($0)/terminal/bedsided.log", target) == 0 }
            } catch { return false }
        }

        private static func checkSums(_ summary: Summary) {
            #expect(summary.totalFen > 0)
            #expect(summary.lines.count > 20)
            #expect(summary.lines.map(\.amountFen).reduce(0, +) == summary.totalFen)
            #expect(
                summary.totalFen - summary.insuranceFen - summary.accountFen - summary.depositsFen
                    == summary.dueFen)
            for line in summary.lines {
                let exact = line.quantity * Double(line.unitPriceFen)
                #expect(abs(exact - Double(line.amountFen)) <= 0.5, "\(line.name)")
            }
        }

        private static func checkSteps(_ summary: Summary) {
            let most = [
                "admission": 10, "discharge": 8, "report": 2, "admission-at-the-desk": 10, "discharge-with-refund": 8,
            ]
            for (name, acts) in most {
                let step = summary.steps.first { $0.name == name }
                #expect(step != nil, "the story has no step \(name)")
                #expect(step.map { $0.acts <= acts && $0.acts > 0 } ?? false, "\(name): \(step?.acts ?? -1) acts")
            }
        }

        private static func checkPapers(_ summary: Summary, _ tale: String) async throws {
            #expect(summary.papers.allSatisfy { $0.state == "printed" })
            let kinds = Set(summary.papers.map(\.kind))
            #expect(
                kinds.isSuperset(of: [
                    "admission-sheet", "ward-guide", "wristband", "deposit-receipt", "payment-slip", "daily-bill",
                    "itemised-list", "settlement-slip", "discharge-certificate", "medicine-card", "report",
                ]), "\(kinds.sorted())")
            for paper in summary.papers {
                let file = "\(tale)/\(paper.file)"
                let read = try await run(["pdftotext", "-layout", file, "-"])
                #expect(read.status == 0)
                let words = read.output.filter { !$0.isWhitespace }
                // The guide is the same for everybody, and the report of the alarms names beds only.
                let isNamed = words.contains("张明华") || words.contains("AnnaSmith")
                #expect(isNamed == !["ward-guide", "shift-report"].contains(paper.kind), "\(paper.file)")
                if paper.kind == "settlement-slip", words.contains("张明华") {
                    let capitals = chineseCapitals(Money(fen: summary.dueFen))
                    #expect(words.contains(capitals), "\(paper.file): no \(capitals)")
                    #expect(words.filter { $0 != "," }.contains(Money(fen: summary.totalFen).yuan))
                }
                if ["wristband", "payment-slip"].contains(paper.kind) {
                    let codes = try await codesOn(file)
                    let wanted = paper.kind == "wristband" ? "WD2026112000" : "JF"
                    #expect(codes.contains { $0.hasPrefix(wanted) }, "\(paper.file): \(codes)")
                }
            }
        }

        private static func checkLog(_ log: String) {
            #expect(log.contains("A payment moved on"))
            for canary in canaries { #expect(!log.contains(canary), "the daemon's log holds \(canary)") }
            // Four digits may stand within a number; a PIN would stand alone.
            let words = Set(log.split { !$0.isLetter && !$0.isNumber })
            for pin in [DemoCodes.nurse.pin, DemoCodes.cashier.pin] {
                #expect(!words.contains(Substring(pin)), "the daemon's log holds a PIN")
            }
        }
    }
}
