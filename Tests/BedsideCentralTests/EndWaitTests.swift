import BedsideCentralStore
import BedsideDomain
import BedsideWire
import Foundation
import NIOHTTP1
import Testing

@testable import BedsideCentral

/// `POST /v1/end-wait` of the server's socket: after a restore, a person waits no longer for terminals that are gone.
@Suite(.serialized) struct EndWaitTests {
    @Test func withoutARestoreNothingWaits() async throws {
        try await CentralRig.with { rig in
            let done: DoneMessage = try await rig.admin("/v1/end-wait", EndWaitWish(hospital: nil))
            #expect(!done.done)
            #expect(!rig.logs.text.contains("ended the wait"))
        }
    }

    @Test func whatTheServerCannotDoItRefuses() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let nobody = await refusal {
                let _: DoneMessage = try await rig.admin(
                    "/v1/end-wait", EndWaitWish(hospital: HospitalID(trusted: "H9")))
            }
            #expect(nobody?.contains("knows no such hospital") == true, "\(nobody ?? "taken")")
            let _: DoneMessage = try await rig.admin(
                "/v1/hospitals", HospitalMessage(hospital: HospitalID(trusted: "H2"), name: "第二医院"))
            let which = await refusal { let _: DoneMessage = try await rig.admin("/v1/end-wait", ["x": 1]) }
            #expect(which?.contains("name one with --hospital") == true, "\(which ?? "taken")")
            let garbled = await refusal { let _: DoneMessage = try await rig.admin("/v1/end-wait", ["hospital": 5]) }
            #expect(garbled?.contains("does not know this command") == true, "\(garbled ?? "taken")")
            // It is nobody's but the folder's owner: not of a terminal, not of who looks at the fleet.
            #expect(try await terminal.request(rig, .POST, "/v1/end-wait", Data("{}".utf8)).status == 404)
            #expect(try await rig.fleet("/v1/end-wait").status == 404)
        }
    }

    @Test func aPersonEndsTheWaitAfterARestoreOnce() async throws {
        let kept = NSTemporaryDirectory() + "bc-wait-\(UInt32.random(in: .min ... .max))"
        defer { do { try FileManager.default.removeItem(atPath: kept) } catch {} }
        let (keeper, other) = (TerminalRig(name: "T-1"), TerminalRig(name: "T-2"))
        try await CentralRig.with {
            $0.data = kept
        } _: { rig in
            let _: ImportedMessage = try await rig.send("/v1/import", DownTests.document())
            for terminal in [keeper, other] {
                #expect(try await terminal.enrol(rig, token: try await rig.token()).status == 200)
            }
            let admitted = try keeper.batch(
                [
                    """
                    {"order": "O1", "encounter": "E1", "ward": "W3", "bed": "W3-01", "confirmed_by": "N1", "consents": [],
                     "admitted_ms": \(CentralRig.now.milliseconds), "phone": "13800138000"}
                    """
                ], kind: "encounter.admitted")
            #expect(try await keeper.up(rig, admitted).decoded(UpAnswer.self).held.isEmpty)
            let _: DoneMessage = try await rig.admin("/v1/backup", BackupWish(file: kept + "/backup.sqlite"))
        }
        _ = try await Restore.put(kept + "/backup.sqlite", into: kept, at: CentralRig.now)
        try await CentralRig.with {
            $0.data = kept
        } _: { rig in
            // The keeper burned down: nobody is given its stay while the store waits for its word.
            let waiting = try await other.request(rig, .POST, "/v1/k/T-2/stays/E1/take")
            #expect(waiting.status == 503 && waiting.code == "busy", "\(waiting.text)")
            let wish = EndWaitWish(hospital: HospitalID(trusted: "H1"))
            let first: DoneMessage = try await rig.admin("/v1/end-wait", wish)
            let second: DoneMessage = try await rig.admin("/v1/end-wait", wish)
            #expect(first.done && !second.done)
            #expect(rig.logs.text.components(separatedBy: "A person ended the wait after the restore").count == 2)
            // As on any other day: the keeper is asked.
            let asked = try await other.request(rig, .POST, "/v1/k/T-2/stays/E1/take")
            #expect(asked.status == 409 && asked.code == "stay-in-use", "\(asked.text)")
        }
    }

    /// The sentence of a command's refusal; nil when there was none.
    private func refusal(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch { return (error as? any TellingError)?.sentence ?? "\(error)" }
    }
}
