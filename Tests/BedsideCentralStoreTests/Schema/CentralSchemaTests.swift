import BedsideDomain
import Testing

@testable import BedsideCentralStore

@Suite struct CentralSchemaTests {
    @Test(arguments: Engine.allCases) func anotherStartChangesNothing(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let before = try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM schema_steps")
            let second = try await centre.again()
            #expect(try await second.number("SELECT CAST(count(*) AS BIGINT) FROM schema_steps") == before)
            #expect(try await second.store.hospitals().map(\.hospital) == [Centre.hospital])
            await second.store.close()
        }
    }

    @Test(arguments: Engine.allCases) func aLaterSchemaIsRefused(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            _ = try await centre.store.database.write {
                try $0.run("INSERT INTO schema_steps(number, name, digest) VALUES (999, 'later', 'x')")
            }
            let error = await #expect(throws: CentralError.self) { _ = try await centre.again() }
            #expect(error?.code == .newerSchema)
        }
    }

    @Test(arguments: Engine.allCases) func aStepThatChangedIsRefused(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            _ = try await centre.store.database.write {
                try $0.run("UPDATE schema_steps SET digest = 'x' WHERE number = 2")
            }
            let error = await #expect(throws: CentralError.self) { _ = try await centre.again() }
            #expect(error?.code == .newerSchema)
        }
    }

    /// Eight servers start at once on a new database.
    @Test(.timeLimit(.minutes(1))) func serversThatStartTogetherMakeOneSchema() async throws {
        let place = try await Centre.place(.postgres)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let database = try await PostgresDatabase(url: place, connections: 1)
                    let store = try await CentralStore.open(database, now: Centre.noon)
                    try await store.check()
                    await store.close()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(arguments: Engine.allCases) func whatIsWrittenForEverCannotBeChanged(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 100)
            terminal.paid("P1", of: "E1", fen: 100)
            try await centre.enrol(terminal)
            try await centre.up(terminal)
            for statement in [
                "DELETE FROM inbox", "UPDATE inbox SET body = op_id", "UPDATE inbox SET seq = seq + 1",
                "DELETE FROM op_seen",
                "UPDATE transfers SET amount_fen = 1", "DELETE FROM transfers", "DELETE FROM epochs",
            ] {
                let error = await #expect(throws: CentralError.self, "\(statement)") {
                    try await centre.store.database.write { _ = try $0.run(statement) }
                }
                #expect(error?.code == .ruleBroken, "\(statement)")
            }
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 3)
        }
    }

    @Test func everyHospitalHasItsPartitions() async throws {
        try await Centre.with(.postgres) { centre in
            try await centre.store.makeHospital(HospitalID(trusted: "H:2.x_-"), name: "Second", at: Centre.noon)
            try await centre.store.makeHospital(HospitalID(trusted: "H:2.x_-"), name: "Second again", at: Centre.noon)
            let parts = try await centre.number(
                "SELECT CAST(count(*) AS BIGINT) FROM pg_inherits WHERE inhparent = 'inbox'::regclass")
            #expect(parts == 2)
            #expect(try await centre.store.hospitals().map(\.name) == ["Test", "Second again"].sorted { $0 > $1 })
        }
    }
}
