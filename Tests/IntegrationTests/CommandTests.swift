import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// `bedside status|devices|jobs|import`, in words and with --json.
    @Suite struct CommandTests {
        private static func bedside(_ arguments: [String], _ ward: TestWard) async throws -> Ran {
            let program = URL(filePath: try TestWard.places().binary).deletingLastPathComponent()
                .appending(path: "bedside").path
            return try await run([program] + arguments + ["--sockets", ward.daemon.settings.folder])
        }

        private static func json<Value: Decodable>(_ type: Value.Type, _ ran: Ran) throws -> Value {
            try JSONDecoder().decode(type, from: Data(ran.output.utf8))
        }

        @Test("An IT person sees at a glance how a terminal is") func looks() async throws {
            try await TestWard.with { ward in
                try ward.visitor.scan(DemoCodes.zhang.slip)
                try await ward.visitor.see("admission-order")
                let status = try await Self.bedside(["status"], ward)
                #expect(status.status == 0)
                #expect(status.complaint.isEmpty)
                for word in ["demo-kiosk1", "wal, synchronous 2", "bedside-scanner", "serial", "unreachable"] {
                    #expect(status.output.contains(word), "\(word)")
                }
                let message = try Self.json(StatusMessage.self, try await Self.bedside(["status", "--json"], ward))
                #expect(message.store.synchronous == 2)
                #expect(message.state == "attention", "no printer answers")
                #expect(message.printers.map(\.state) == ["unreachable", "unreachable"])

                let devices = try await Self.bedside(["devices"], ward)
                #expect(devices.lines.count == 2)
                #expect(devices.lines.last?.contains("present") == true)
                let list = try Self.json([DeviceMessage].self, try await Self.bedside(["devices", "--json"], ward))
                #expect(list.map(\.scans) == [1])

                #expect(try await Self.bedside(["jobs"], ward).lines.count == 1)
                #expect(try Self.json([JobMessage].self, try await Self.bedside(["jobs", "--json"], ward)).isEmpty)
                // Never what was scanned, and never who it is.
                for text in [DemoCodes.zhang.slip, "张", "1990"] { #expect(!status.output.contains(text)) }
            }
        }

        @Test("Who reads only the head of an answer ends the command without a complaint") func brokenPipe()
            async throws
        {
            try await TestWard.with { ward in
                let program = URL(filePath: try TestWard.places().binary).deletingLastPathComponent()
                    .appending(path: "bedside").path
                for command in ["status", "devices --json"] {
                    let ran = try await run([
                        "bash", "-c",
                        "\(program) \(command) --sockets \(ward.daemon.settings.folder) | true; exit ${PIPESTATUS[0]}",
                    ])
                    // 141 is SIGPIPE's own end, before anything ignores it.
                    #expect([0, 141].contains(ran.status), "\(command): \(ran.status)")
                    #expect(ran.complaint.isEmpty, "\(ran.complaint.prefix(300))")
                }
            }
        }

        @Test("Importing twice changes nothing; a bad file is refused whole") func imports() async throws {
            try await TestWard.closed { ward in
                try await ward.start()
                let file = try TestWard.places().assets + "/demo-ward.json"
                let first = try await Self.bedside(["import", file], ward)
                #expect(first.status == 0, "\(first.complaint)")
                #expect(first.lines.first?.hasPrefix("SECTION") == true)
                let before = try await ward.admin.status().store
                let again = try Self.json([ImportCount].self, try await Self.bedside(["import", "--json", file], ward))
                #expect(again.map(\.new).reduce(0, +) == 0)
                #expect(again.map(\.updated).reduce(0, +) == 0)
                #expect(again.map(\.unchanged).reduce(0, +) > 50)
                #expect(try await ward.admin.status().store.outboxRows == before.outboxRows)

                let bad = ward.folder + "/bad.json"
                let text = text(of: file)
                let broken = text.replacing(
                    #""amount_fen": 1972, "self_pay_percent": 0, "charged_at": "2026-11-21"#,
                    with: #""amount_fen": 1973, "self_pay_percent": 0, "charged_at": "2026-11-21"#)
                #expect(broken != text)
                try Data(broken.utf8).write(to: URL(filePath: bad))
                for flags in [[], ["--json"]] {
                    let refused = try await Self.bedside(["import", bad] + flags, ward)
                    #expect(refused.status == 1)
                    #expect(refused.output.isEmpty)
                    #expect(refused.complaint.contains("charges[16]"), "\(refused.complaint)")
                    #expect(refused.complaint.contains("Nothing was imported"))
                }
                let missing = try await Self.bedside(["import", ward.folder + "/none.json"], ward)
                #expect(missing.status == 1)
                #expect(missing.complaint.contains("none.json"))
                #expect(try await ward.admin.status().store.outboxRows == before.outboxRows)
            }
        }

        @Test("Without a daemon there is advice, not a socket's error", arguments: ["status", "devices", "jobs"])
        func noDaemon(_ command: String) async throws {
            try await TestWard.closed { ward in
                for flags in [[], ["--json"]] {
                    let ran = try await Self.bedside([command] + flags, ward)
                    #expect(ran.status == 1)
                    #expect(ran.output.isEmpty)
                    #expect(ran.complaint.contains("systemctl status bedsided"))
                    #expect(ran.complaint.contains("(no-daemon)"))
                    #expect(ran.complaint.split(separator: "\n").count == 1)
                }
            }
        }
    }
}
