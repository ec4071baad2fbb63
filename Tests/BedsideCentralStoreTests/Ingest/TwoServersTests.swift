import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCentralStore

/// Several servers on one PostgreSQL.
@Suite struct TwoServersTests {
    /// Ten terminals send all they have through whichever of two servers answers: one row each, money once.
    @Test(.timeLimit(.minutes(1))) func twoServersAreOneStore() async throws {
        try await Centre.with(.postgres) { centre in
            let other = try await centre.again()
            var terminals: [TestTerminal] = []
            for index in 0..<10 {
                var terminal = TestTerminal("K\(index)")
                terminal.admit("E\(index)")
                for payment in 0..<20 {
                    terminal.create("P\(index)-\(payment)", of: "E\(index)", fen: 10)
                    terminal.paid("P\(index)-\(payment)", of: "E\(index)", fen: 10)
                }
                try await centre.enrol(terminal)
                terminals.append(terminal)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for terminal in terminals {
                    for server in [centre, other] {
                        group.addTask {
                            var from: Int64 = 1
                            while from <= terminal.stream.last {
                                do {
                                    from = try await server.up(terminal, from: from, most: 7).ack + 1
                                } catch let refusal as SyncRefusal where refusal.code == .gap {
                                    from = refusal.expect ?? 1
                                }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await other.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 410)
            for index in 0..<10 {
                let custody = LedgerAccount.custody(
                    TerminalName(trusted: "K\(index)"), EncounterID(trusted: "E\(index)"))
                #expect(try await centre.balance(custody) == 200)
            }
            #expect(try await centre.isSound())
            await other.store.close()
        }
    }

    /// One of the two dies in the middle of its transaction: nothing of it is there, and the other takes the same batch.
    @Test(.timeLimit(.minutes(1))) func aServerThatDiesLeavesNothingBehind() async throws {
        try await Centre.with(.postgres) { centre in
            var terminal = TestTerminal("K1")
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 300)
            terminal.paid("P1", of: "E1", fen: 300)
            try await centre.enrol(terminal)
            let dying = try await PostgresDatabase(url: centre.place, connections: 1)
            let name = EpochName(hospital: Centre.hospital, terminal: terminal.name, epoch: terminal.stream.epoch)
            let batch = try PreparedBatch(
                terminal.batch(), of: terminal.name, in: Centre.hospital,
                key: try await centre.store.signingKey(of: name),
                .current)
            let error = await #expect(throws: CentralError.self) {
                try await dying.write { transaction in
                    _ = try transaction.take(batch, .together, at: Centre.noon)
                    // Everything is written and nothing is committed.
                    _ = try transaction.rows("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(error?.code == .unavailable)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 0)
            #expect(try await centre.up(terminal).ack == 3)
            #expect(try await centre.balance(.custody(terminal.name, EncounterID(trusted: "E1"))) == 300)
            #expect(try await centre.isSound())
            // The pool of the dying one makes itself a new connection.
            _ = try await dying.read { try $0.rows("SELECT 1") }
            await dying.close()
        }
    }
}
