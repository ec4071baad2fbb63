import BedsideDomain
import BedsideStore
import Foundation
import GRDB
import Testing

@testable import BedsideCentralStore

/// sync.md 6, row 12: an older program on the files of a later one says so and leaves all that they say as it is.
@Suite struct DowngradeTests {
    @Test(arguments: [true, false]) func aTerminalLeavesALaterStoreAsItIs(isClosedWell: Bool) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bedside-later-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "bedside.sqlite").path
        _ = try await GoldenStory.events(at: path)
        let place = try await later(path, isClosedWell) { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999-later')")
            try db.execute(sql: "ALTER TABLE outbox ADD COLUMN weight INTEGER NOT NULL DEFAULT 1")
        }
        let before = try Self.content(place)
        let error = #expect(throws: StoreError.self) {
            try Store(path: place, clock: .china, terminal: GoldenStory.terminal.text, now: GoldenStory.start)
        }
        #expect(error?.code == .newerSchema)
        #expect(error?.sentence.contains("later Bedside") == true && error?.sentence.contains("install") == true)
        #expect(try Self.content(place) == before)
    }

    @Test(arguments: [true, false]) func aCentreLeavesALaterStoreAsItIs(isClosedWell: Bool) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bedside-later-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "central.sqlite").path
        let centre = try await Centre(.sqlite, path)
        try await centre.store.makeHospital(Centre.hospital, name: "Test", at: Centre.noon)
        await centre.store.close()
        let place = try await later(path, isClosedWell) { db in
            try db.execute(sql: "INSERT INTO schema_steps(number, name, digest) VALUES (999, 'later', 'x')")
            try db.execute(sql: "ALTER TABLE hospitals ADD COLUMN weight INTEGER NOT NULL DEFAULT 1")
        }
        let before = try Self.content(place)
        let database = try SQLiteDatabase(path: place)
        let error = await #expect(throws: CentralError.self) {
            _ = try await CentralStore.open(database, now: Centre.noon)
        }
        await database.close()
        #expect(error?.code == .newerSchema)
        #expect(error?.sentence.contains("later Bedside") == true && error?.sentence.contains("install") == true)
        #expect(try Self.content(place) == before)
    }

    @Test func aCentreLeavesALaterPostgresAsItIs() async throws {
        try await Centre.with(.postgres) { centre in
            _ = try await centre.store.database.write { transaction in
                try transaction.run("INSERT INTO schema_steps(number, name, digest) VALUES (999, 'later', 'x')")
                try transaction.run("DROP TABLE feed_refusals")
            }
            let (columns, steps) = (
                "SELECT CAST(count(*) AS BIGINT) FROM information_schema.columns",
                "SELECT CAST(sum(number) AS BIGINT) FROM schema_steps"
            )
            let before = (try await centre.number(columns), try await centre.number(steps))
            let error = await #expect(throws: CentralError.self) { _ = try await centre.again() }
            #expect(error?.code == .newerSchema)
            #expect(try await centre.number(columns) == before.0)
            #expect(try await centre.number(steps) == before.1)
        }
    }

    /// Lets a later version write, and copies its files: with its log beside it when it was cut off.
    private func later(_ path: String, _ isClosedWell: Bool, _ body: @escaping @Sendable (Database) throws -> Void)
        async throws -> String
    {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try body(db)
        }
        if isClosedWell { try queue.close() }
        let copy = path + "-copy"
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        if !isClosedWell {
            #expect(try Data(contentsOf: URL(filePath: copy + "-wal")).count > 0)
            try queue.close()
        }
        return copy
    }

    /// All that a file says: its schema and its rows. SQLite's own counters of the file's header move whenever it is opened
    /// for writing. Read from a copy.
    private static func content(_ path: String) throws -> [String] {
        let copy = path + "-look\(UInt64.random(in: .min ... .max))"
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        let queue = try DatabaseQueue(path: copy)
        let rows = try queue.read { db in
            try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").flatMap {
                sql in
                guard let table = sql.firstMatch(of: /^CREATE TABLE (\w+)/)?.1 else { return [sql] }
                return [sql] + (try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map(\.description))
            }
        }
        try queue.close()
        return rows
    }
}
