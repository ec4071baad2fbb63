import BedsideCentralStore
import BedsideDomain
import BedsideRigs
import BedsideWire
import Foundation
import NIOHTTP1
import Testing

@testable import BedsideCentral

/// A server beside another one on the same PostgreSQL.
@Suite struct TwoServersTests {
    /// What one of them writes, the other's terminals get at once; and the other way round.
    @Test(.timeLimit(.minutes(2))) func whoWaitsAtOneIsWokenByTheOther() async throws {
        let postgres = try await PostgresRig.start(
            in: "/var/tmp/bedside-two-\(ProcessInfo.processInfo.processIdentifier)")
        let outcome: Result<Void, any Error>
        do {
            let url = try await postgres.makeDatabase("bedside")
            try await CentralRig.with({ $0.store = url }) { rig in
                let hospital = try HospitalID("H1")
                let other = try await CentralStore.open(
                    try await PostgresDatabase(url: url, connections: 2), now: CentralRig.now)
                var heard = try #require(try other.database.hints()).makeAsyncIterator()
                #expect(await heard.next() == .hearing)
                let terminal = try await rig.terminal()
                try await expectGrowth(rig, terminal) {
                    _ = try await other.importDocument(DownTests.document(), for: hospital, at: CentralRig.now)
                    try await other.database.hint(hospital)
                }
                #expect(await heard.next() == .grew(hospital))
                // And this server's own writes are told to the other.
                try await expectGrowth(rig, terminal) {
                    let _: ImportedMessage = try await rig.send("/v1/import", DownTests.document("新"))
                }
                while await heard.next() != .grew(hospital) {}
                await other.close()
            }
            outcome = .success(())
        } catch { outcome = .failure(error) }
        await postgres.stop()
        try outcome.get()
    }

    /// Whoever waits while something is done gets the ward's row, in less time than the wait itself would take.
    private func expectGrowth(
        _ rig: CentralRig, _ terminal: TerminalRig, _ act: () async throws -> Void
    ) async throws {
        let cursor = try await snapshotCursor(rig, terminal)
        let path = "/v1/k/T-1/down?generation=\(cursor.generation)&cursor=\(cursor.seq)"
        let began = ContinuousClock().now
        async let waiting = terminal.request(rig, .GET, path + "&wait=25")
        while try await gauge(rig, "bedside_waiting_polls") == 0 { await Task.yield() }
        try await act()
        #expect(try await waiting.decoded(DownAnswer.self).rows.contains { $0.table == .wards && $0.key == "W3" })
        #expect(ContinuousClock().now - began < .seconds(20))
    }
}
