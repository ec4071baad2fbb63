import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// `bedside devices test|learn|record|replay` beside the real daemon and a scanner on a pty.
    @Suite struct DeviceCommandTests {
        private static func program() throws -> String {
            URL(filePath: try TestWard.places().binary).deletingLastPathComponent().appending(path: "bedside").path
        }

        private static func bedside(_ arguments: [String], _ ward: TestWard) async throws -> Ran {
            try await run([try program()] + arguments + ["--sockets", ward.daemon.settings.folder])
        }

        /// A command that goes on while codes are scanned; its words go to a file.
        private static func begin(_ arguments: [String], _ ward: TestWard) throws -> (Child, log: String) {
            let log = ward.folder + "/command-\(UUID().uuidString.prefix(4)).log"
            let child = try Child(
                [try program()] + arguments + ["--sockets", ward.daemon.settings.folder], log: log)
            return (child, log)
        }

        @Test("The setup page holds its codes twice over, readable by a scanner") func page() async throws {
            try await TestWard.with { ward in
                let file = ward.folder + "/setup.pdf"
                let ran = try await Self.bedside(["devices", "learn", "bedside-scanner", "--sheet", file], ward)
                #expect(ran.status == 0, "\(ran.complaint)")
                let codes = try await codesOn(file)
                for code in SetupCodes.all {
                    #expect(codes.filter { $0 == code }.count == 2, "\(code): \(codes)")
                }
            }
        }

        @Test("Learning finds prefix and suffix, writes them, and the scanner then reads") func learns() async throws {
            try await TestWard.with { ward in
                let configuration = ward.daemon.configuration
                let (child, log) = try Self.begin(
                    ["devices", "learn", "bedside-scanner", "--write", configuration], ward)
                for (index, code) in SetupCodes.all.enumerated() {
                    try await eventually("the question for code \(index + 1)") {
                        text(of: log).contains("scan the code \(index + 1)")
                    }
                    try ward.scanner.send(Array("B\(code)C\t".utf8))
                }
                #expect(try await child.wait() == 0, "\(text(of: log))")
                let written = text(of: configuration)
                for line in ["prefix: 'B'", "suffix: 'C'", "endings: [TAB]"] {
                    #expect(written.contains(line) || written.contains(line.replacing("'", with: "\"")), "\(written)")
                }
                try await ward.daemon.stop()
                try await ward.start()
                try ward.scanner.send(Array("B\(DemoCodes.zhang.slip)C\t".utf8))
                try await ward.visitor.see("admission-order")
            }
        }

        @Test("A recording is masked, and replayed it shows what the decoder makes of it") func records() async throws {
            try await TestWard.with { ward in
                let file = ward.folder + "/scans.jsonl"
                let (child, log) = try Self.begin(
                    ["devices", "record", "bedside-scanner", "--to", file, "--scans", "2"], ward)
                try await eventually("the recording to begin") { text(of: ward.daemon.log).contains("trace") }
                try ward.scanner.scan(DemoCodes.zhang.slip)
                try await ward.visitor.see("admission-order")
                try ward.scanner.send(Array("half".utf8))
                #expect(try await child.wait() == 0, "\(text(of: log))")
                let recorded = text(of: file)
                #expect(!recorded.contains(DemoCodes.zhang.slip) && !recorded.contains("20261120000173"))
                let replayed = try await Self.bedside(["devices", "replay", file], ward)
                #expect(replayed.status == 0, "\(replayed.complaint)")
                #expect(replayed.lines.count == 2, "\(replayed.output)")
                #expect(replayed.output.contains("incomplete"))
                // The terminal noticed nothing of it.
                #expect(ward.visitor.screen?.name == "scan-again")
            }
        }

        @Test("A trace shows content only when it is asked for, and the log says so") func reveals() async throws {
            try await TestWard.with { ward in
                for (flags, isShown) in [([], false), (["--reveal"], true)] {
                    let (child, log) = try Self.begin(["devices", "test", "bedside-scanner"] + flags, ward)
                    try await eventually("the trace to begin") {
                        text(of: ward.daemon.log).contains("reveal=\(isShown)")
                    }
                    try ward.scanner.scan(DemoCodes.zhang.wristband)
                    let shown = isShown ? DemoCodes.zhang.wristband : "aa99999999999999"
                    try await eventually("the scan's step") { text(of: log).contains(shown) }
                    child.signal(SIGINT)
                    _ = try await child.wait()
                    #expect(text(of: log).contains(DemoCodes.zhang.wristband) == isShown, "\(text(of: log))")
                }
                #expect(!text(of: ward.daemon.log).contains(DemoCodes.zhang.wristband))
            }
        }
    }
}
