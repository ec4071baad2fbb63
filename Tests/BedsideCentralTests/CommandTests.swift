import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import NIOHTTP1
import Testing

@testable import BedsideCentral

/// The commands against a running server, and those for when none runs.
@Suite(.serialized) struct CommandTests {
    /// The program itself, beside the tests.
    private func central(_ arguments: [String]) async throws -> Program.Outcome {
        let folder = try #require(Bundle.main.executableURL).deletingLastPathComponent().path
        return try await Program.run(folder + "/bedside-central", arguments)
    }

    @Test func commandsTalkToTheRunningServer() async throws {
        try await CentralRig.with { rig in
            let data = ["--data", rig.folder]
            let token = try await central(["token", "new", "--ward", "W3"] + data)
            #expect(token.code == 0, "\(token.error)")
            let text = try #require(token.out.split(separator: "\n").first)
            let terminal = TerminalRig(name: "T-1")
            let enrolled = try await terminal.enrol(rig, token: try #require(EnrolmentToken(text: String(text))))
            #expect(enrolled.status == 200)
            let fleet = try await central(["fleet"] + data)
            #expect(fleet.code == 0 && fleet.out.contains("T-1") && fleet.out.contains("TERMINAL"))
            let json = try await central(["fleet", "--json"] + data)
            let decoded = try JSONDecoder().decode(FleetMessage.self, from: Data(json.out.utf8))
            #expect(decoded.terminals.count == 1)
            let again = try await central(["token", "new", "--ward", "W3", "--terminal", "T-1"] + data)
            #expect(again.code == 1 && again.error.contains("--again"))
            #expect(try await central(["command", "test-page", "T-1", "--tray", "label"] + data).code == 0)
            #expect(try await central(["command", "message", "T-9", "--text", "hello"] + data).code == 1)
            #expect(try await central(["command", "message", "T-1", "--text", "a\u{1B}b"] + data).code == 64)
            #expect(try await central(["quarantine", "list"] + data).code == 0)
            #expect(try await central(["hospital", "add", "H2", "--name", "第二医院"] + data).code == 0)
            let which = try await central(["token", "new", "--ward", "W3"] + data)
            #expect(which.code == 1 && which.error.contains("--hospital"))
            let show = try await central(["authority", "show"] + data)
            #expect(show.out.contains("\(try rig.authority().fingerprint)"))
            let day = try await central(["reconcile", "2026-09-21", "--hospital", "H1", "--csv"] + data)
            #expect(day.out.contains("DIFFERENCE,TERMINAL"), "\(day.error)")
            #expect(try await central(["reconcile", "yesterday", "--hospital", "H1"] + data).code == 1)
            #expect(try await central(["terminal", "revoke", "T-1", "--hospital", "H1"] + data).code == 0)
            #expect(try await terminal.up(rig, try terminal.batch(["{}"])).code == "revoked")
            // The live file is never opened by a second process.
            let second = try await central(
                ["serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"] + data)
            #expect(second.code == 1 && second.error.contains("socket-in-use"))
            let restore = try await central(["restore", "/nowhere"] + data)
            #expect(restore.code == 1 && restore.error.contains("still-running"))
        }
        let none = try await central(["fleet", "--data", "/nowhere"])
        #expect(none.code == 1 && none.error.contains("not-running"))
    }

    @Test func aBackupComesBackAndTerminalsSendAgain() async throws {
        let kept = NSTemporaryDirectory() + "bc-kept-\(UInt32.random(in: .min ... .max))"
        defer { do { try FileManager.default.removeItem(atPath: kept) } catch {} }
        try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
        let terminal = TerminalRig(name: "T-1")
        var before: FeedCursor?
        var first: UpRequest?
        var second: UpRequest?
        try await CentralRig.with { rig in
            #expect(try await terminal.enrol(rig, token: try await rig.token()).status == 200)
            let one = try terminal.batch(["{\"a\":1}"])
            let answer = try await terminal.up(rig, one).decoded(UpAnswer.self)
            let backup = try await central(["backup", kept + "/backup.sqlite", "--data", rig.folder])
            #expect(backup.code == 0, "\(backup.error)")
            terminal.acknowledged(answer)
            let two = try terminal.batch(["{\"b\":2}"])
            #expect(try await terminal.up(rig, two).decoded(UpAnswer.self).ack == 2)
            before = try await snapshotCursor(rig, terminal)
            (first, second) = (one, two)
            try FileManager.default.copyItem(atPath: rig.folder + "/authority", toPath: kept + "/authority")
        }
        // Another machine: the folder of the authority, and the backup.
        let restored = try await central(["restore", kept + "/backup.sqlite", "--data", kept])
        #expect(restored.code == 0, "\(restored.error)")
        try await CentralRig.with {
            $0.data = kept
        } _: { rig in
            let cursor = try #require(before)
            let gone = try await terminal.request(
                rig, .GET, "/v1/k/T-1/down?generation=\(cursor.generation)&cursor=\(cursor.seq)")
            #expect(gone.status == 410 && gone.code == "cursor-gone")
            // The store has the first fact and not the second; the terminal asks where it stands and sends again.
            let one = try #require(first)
            let asked = try await terminal.up(rig, UpRequest(epoch: one.epoch, head: one.head, events: []))
            #expect(try asked.decoded(UpAnswer.self).ack == 1, "\(asked.text)")
            let again = try await terminal.up(rig, try #require(second))
            #expect(try again.decoded(UpAnswer.self).ack == 2)
        }
        let damaged = kept + "/damaged.sqlite"
        try Data(repeating: 7, count: 8192).write(to: URL(fileURLWithPath: damaged))
        let refused = try await central(["restore", damaged, "--data", kept])
        #expect(refused.code == 1, "\(refused.out)")
        #expect(FileManager.default.fileExists(atPath: kept + "/central.sqlite"))
    }
}
