import BedsideDomain
import Synchronization
import Testing

@testable import BedsideCentralStore

@Suite struct DriverTests {
    private struct Undo: Error {}

    private static func withTable(_ engine: Engine, _ body: (any CentralDatabase) async throws -> Void) async throws {
        let place = try await Centre.place(engine)
        defer { Centre.remove(place) }
        let database = try await Centre.open(engine, place)
        let table = SchemaTable(name: "t", columns: "a BIGINT, b TEXT, c BYTEA")
        _ = try await database.write { transaction in
            for statement in table.statements(transaction.dialect) { try transaction.run(statement) }
        }
        do { try await body(database) } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    @Test(arguments: Engine.allCases) func everyValueComesBackAsItWent(_ engine: Engine) async throws {
        try await Self.withTable(engine) { database in
            let rows: [[SQLValue]] = [
                [.int(.max), .text("病区 ‘ \" $1 \n\t"), .bytes([0, 255, 1])], [.int(.min), .text(""), .bytes([])],
                [.null, .null, .null], [.int(-1), .text(String(repeating: "x", count: 70_000)), .bytes([0])],
            ]
            let bulk = BulkInsert("t", [("a", .int), ("b", .text), ("c", .bytes)], "RETURNING a")
            let found = try await database.write { transaction in
                // One row each, then all at once.
                for row in rows { try transaction.run("INSERT INTO t(a, b, c) VALUES ($1, $2, $3)", row) }
                let returned = try transaction.insert(bulk, rows)
                #expect(returned.count == rows.count)
                #expect(try transaction.insert(bulk, []).isEmpty)
                return try transaction.rows("SELECT a, b, c FROM t")
            }
            #expect(found.map(\.values) == rows + rows)
        }
    }

    @Test(arguments: Engine.allCases) func argumentsCountByTheirNumber(_ engine: Engine) async throws {
        try await Self.withTable(engine) { database in
            let row = try await database.read {
                try $0.row("SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), CAST($2 AS TEXT)", ["a", "b"])
            }
            #expect(row?.values == [.text("b"), .text("a"), .text("b")])
        }
    }

    @Test(arguments: Engine.allCases) func aWrongTypeIsDamageAndNoCrash(_ engine: Engine) async throws {
        try await Self.withTable(engine) { database in
            let row = try await database.write { transaction in
                try transaction.row("INSERT INTO t(a, b, c) VALUES (1, NULL, $1) RETURNING a, b, c", [.bytes([1, 2])])
            }
            let found = try #require(row)
            #expect(throws: CentralError.self) { try found.text(0) }
            #expect(throws: CentralError.self) { try found.text(1) }
            #expect(throws: CentralError.self) { try found.int(9) }
            #expect(throws: CentralError.self) { let _: EventHash = try found.fixed(2) }
            #expect(try found.optionalText(1) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func whatThrowsWritesNothing(_ engine: Engine) async throws {
        try await Self.withTable(engine) { database in
            let rung = Mutex(0)
            await #expect(throws: Undo.self) {
                try await database.write { transaction in
                    try transaction.run("INSERT INTO t(a) VALUES (1)")
                    transaction.afterCommit { rung.withLock { $0 += 1 } }
                    throw Undo()
                }
            }
            let changed = try await database.write { transaction in
                transaction.afterCommit { rung.withLock { $0 += 100 } }
                do {
                    try transaction.savepoint {
                        try transaction.run("INSERT INTO t(a) VALUES (2)")
                        transaction.afterCommit { rung.withLock { $0 += 1 } }
                        throw Undo()
                    }
                } catch is Undo {
                    // Meant so.
                }
                // A statement that the engine refuses takes its savepoint with it and nothing else.
                do {
                    try transaction.savepoint { _ = try transaction.run("INSERT INTO nowhere(a) VALUES (2)") }
                } catch is CentralError {
                    // Meant so.
                }
                try transaction.savepoint {
                    try transaction.savepoint { _ = try transaction.run("INSERT INTO t(a) VALUES (3)") }
                }
                return try transaction.run("UPDATE t SET b = 'x' WHERE a = 3")
            }
            #expect(changed == 1)
            #expect(rung.withLock(\.self) == 100)
            let left = try await database.read { try $0.rows("SELECT a FROM t").map { try $0.int(0) } }
            #expect(left == [3])
        }
    }

    /// A statement that failed and was swallowed must not end as a commit of half the work.
    @Test func postgresNeverCommitsHalf() async throws {
        try await Self.withTable(.postgres) { database in
            let error = await #expect(throws: CentralError.self) {
                try await database.write { transaction in
                    try transaction.run("INSERT INTO t(a) VALUES (1)")
                    do { try transaction.run("INSERT INTO nowhere(a) VALUES (2)") } catch is CentralError {
                        // A body that goes on as if nothing was.
                    }
                }
            }
            #expect(error?.code == .notWritten)
            let left = try await database.read { try $0.rows("SELECT a FROM t").count }
            #expect(left == 0)
        }
    }

    @Test(arguments: Engine.allCases) func aNeighbourThatFailsHurtsNobody(_ engine: Engine) async throws {
        try await Self.withTable(engine) { database in
            let done = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        do {
                            try await database.write { transaction in
                                try transaction.run("INSERT INTO t(a) VALUES ($1)", [.count(index)])
                                if index % 3 == 0 { throw Undo() }
                            }
                            return 1
                        } catch is Undo { return 0 }
                    }
                }
                return try await group.reduce(0, +)
            }
            let kept = try await database.read { try $0.rows("SELECT a FROM t").map { try $0.int(0) } }
            #expect(kept.count == done)
            #expect(!kept.contains { $0 % 3 == 0 })
        }
    }

    @Test(arguments: Engine.allCases) func afterTheEndEverythingIsRefused(_ engine: Engine) async throws {
        let place = try await Centre.place(engine)
        defer { Centre.remove(place) }
        let database = try await Centre.open(engine, place)
        await database.close()
        await database.close()
        let error = await #expect(throws: CentralError.self) {
            try await database.write { _ = try $0.rows("SELECT 1") }
        }
        #expect(error?.code == .closed)
    }

    @Test func whatHasNoRoomIsRefusedAtOnce() async throws {
        let database = try await PostgresDatabase(url: try await Centre.place(.postgres), connections: 1, capacity: 2)
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    do {
                        _ = try await database.read { try $0.rows("SELECT 1 FROM pg_sleep(0.05)") }
                        return false
                    } catch let error as CentralError where error.code == .busy { return true }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused > 0)
        #expect(refused < 12)
        await database.close()
    }
}
