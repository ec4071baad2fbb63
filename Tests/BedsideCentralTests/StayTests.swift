import BedsideDomain
import BedsideWire
import Foundation
import NIOHTTP1
import Testing

@testable import BedsideCentral

/// A stay goes from the terminal that keeps it to another, over the wire.
@Suite(.serialized) struct StayTests {
    private func tell(_ rig: CentralRig, _ terminal: TerminalRig, _ kind: String, _ body: String) async throws {
        let answer = try await terminal.up(rig, try terminal.batch([body], kind: kind)).decoded(UpAnswer.self)
        #expect(answer.held.isEmpty, "\(answer.held)")
        terminal.acknowledged(answer)
    }

    @Test func theKeeperGivesItUpToWhoWaits() async throws {
        try await CentralRig.with { rig in
            let _: ImportedMessage = try await rig.send("/v1/import", DownTests.document())
            let (keeper, other) = (try await rig.terminal("T-1"), try await rig.terminal("T-2"))
            try await tell(
                rig, keeper, "encounter.admitted",
                """
                {"order": "O1", "encounter": "E1", "ward": "W3", "bed": "W3-01", "confirmed_by": "N1", "consents": [],
                 "admitted_ms": \(CentralRig.now.milliseconds), "phone": "13800138000"}
                """)
            // Without waiting: the keeper was asked, and has it still.
            let now = try await other.request(rig, .POST, "/v1/k/T-2/stays/E1/take")
            #expect(now.status == 409 && now.code == "stay-in-use")
            async let waiting = other.request(rig, .POST, "/v1/k/T-2/stays/E1/take?wait=30")
            while try await gauge(rig, "bedside_waiting_polls") == 0 { await Task.yield() }
            let command = try await keeper.request(rig, .GET, "/v1/k/T-1/snapshot")
            #expect(command.text.contains("releaseStay"))
            try await tell(
                rig, keeper, "stay.released",
                """
                {"encounter": "E1", "deposits_fen": 0, "state": "in-ward", "state_ms": \(CentralRig.now.milliseconds)}
                """)
            let taken = try await waiting
            #expect(taken.status == 200, "\(taken.text)")
            let hold = try taken.decoded(TakeAnswer.self)
            #expect(hold.stay.encounter.text == "E1" && hold.holdMs > 0)
            // Not the keeper's, and not too late.
            let stolen = try await keeper.request(rig, .POST, "/v1/k/T-1/holds/\(hold.hold)/post")
            #expect(stolen.status == 404)
            #expect(try await other.request(rig, .POST, "/v1/k/T-2/holds/\(hold.hold)/post").status == 200)
            #expect(try await other.request(rig, .POST, "/v1/k/T-2/holds/\(hold.hold)/post").status == 200)
            // Another ward's terminal learns nothing of it.
            let stranger = try await rig.terminal("T-9", ward: "W4")
            let asked = try await stranger.request(rig, .POST, "/v1/k/T-9/stays/E1/take")
            #expect(asked.status == 403 && asked.code == "not-yours" && !asked.text.contains("13800138000"))
            #expect(!rig.logs.text.contains("13800138000"))
        }
    }
}
