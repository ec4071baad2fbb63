import BedsideDomain
import BedsideRigs
import Foundation
import GRDB
import Synchronization
import Testing

@testable import BedsideCentralStore

/// sync.md 0, findings 1, 2 and 3.
@Suite struct CentralDurabilityTests {
    @Test func sqliteRunsWithEveryCommitOnDisk() async throws {
        let place = try await Centre.place(.sqlite)
        defer { Centre.remove(place) }
        let database = try SQLiteDatabase(path: place)
        let settings = try await database.read { transaction in
            try ["synchronous", "journal_mode", "locking_mode"].map { try transaction.rows("PRAGMA \($0)")[0].values }
        }
        #expect(settings == [[.int(2)], [.text("wal")], [.text("exclusive")]])
        await database.close()
    }

    /// Without our own word after opening, GRDB leaves NORMAL: such a store must not start.
    @Test func sqliteThatWouldLoseCommitsIsRefused() async throws {
        let place = try await Centre.place(.sqlite)
        defer { Centre.remove(place) }
        let error = #expect(throws: CentralError.self) {
            try SQLiteDatabase(path: place, capacity: 10) { _ in }
        }
        #expect(error?.code == .notDurable)
    }

    @Test func aSecondProcessIsRefused() async throws {
        let place = try await Centre.place(.sqlite)
        defer { Centre.remove(place) }
        let database = try SQLiteDatabase(path: place)
        let error = #expect(throws: CentralError.self) { try SQLiteDatabase(path: place) }
        #expect(error?.code == .inUse)
        await database.close()
    }

    /// A COMMIT that fails leaves everybody of its group in doubt, and nobody may go on with that connection.
    @Test func aFailedCommitIsUnknownForAllAndTheEnd() async throws {
        let place = try await Centre.place(.sqlite)
        defer { Centre.remove(place) }
        let fault = CommitFault()
        let database = try SQLiteDatabase(path: place, capacity: 100) { db in
            try SQLiteDurability.settle(db)
            db.add(transactionObserver: fault, extent: .databaseLifetime)
        }
        _ = try await database.write { try $0.run("CREATE TABLE t(a INTEGER) STRICT") }
        fault.isOn.withLock { $0 = true }
        let codes = await withTaskGroup(of: CentralError.Code?.self) { group in
            for index in 0..<20 {
                group.addTask {
                    do {
                        _ = try await database.write {
                            try $0.run("INSERT INTO t(a) VALUES ($1)", [.count(index)])
                        }
                        return nil
                    } catch { return (error as? CentralError)?.code }
                }
            }
            return await group.reduce(into: Set<CentralError.Code?>()) { $0.insert($1) }
        }
        #expect(codes.contains(.commitUnknown))
        #expect(codes.isSubset(of: [.commitUnknown, .closed]))
        let error = await #expect(throws: CentralError.self) { try await database.read { try $0.rows("SELECT 1") } }
        #expect(error?.code == .closed)
        // And the server hears that it must end.
        let told = await database.failures?.first { _ in true }
        #expect(told?.code == .commitUnknown)
    }

    /// No room for a commit is certain: nothing was written, and the next one may find room.
    @Test func aCommitWithoutRoomIsRefusedAndNotTheEnd() async throws {
        let place = try await Centre.place(.sqlite)
        defer { Centre.remove(place) }
        let fault = CommitFault(DatabaseError(resultCode: .SQLITE_FULL))
        let database = try SQLiteDatabase(path: place, capacity: 100) { db in
            try SQLiteDurability.settle(db)
            db.add(transactionObserver: fault, extent: .databaseLifetime)
        }
        _ = try await database.write { try $0.run("CREATE TABLE t(a INTEGER) STRICT") }
        fault.isOn.withLock { $0 = true }
        let error = await #expect(throws: CentralError.self) {
            _ = try await database.write { try $0.run("INSERT INTO t(a) VALUES (1)") }
        }
        #expect(error?.code == .diskFull)
        fault.isOn.withLock { $0 = false }
        _ = try await database.write { try $0.run("INSERT INTO t(a) VALUES (2)") }
        let rows = try await database.read { try $0.rows("SELECT a FROM t").map(\.values) }
        #expect(rows == [[.int(2)]])
        await database.close()
    }

    @Test func postgresThatWouldLoseCommitsIsRefused() async throws {
        let rig = try await PostgresRig.start(in: "/var/tmp/bedside-loose-\(UUID().uuidString.prefix(8))")
        do {
            let url = try await rig.makeDatabase("loose")
            let database = try await PostgresDatabase(url: url, connections: 1)
            let mode = try await database.read { try $0.row("SELECT current_setting('synchronous_commit')")?.text(0) }
            #expect(mode == "on")
            await database.close()
            try await rig.sql("ALTER SYSTEM SET fsync = off")
            try await rig.sql("SELECT pg_reload_conf()")
            try await rig.crash()
            try await rig.startServer()
            let error = await #expect(throws: CentralError.self) { _ = try await PostgresDatabase(url: url) }
            #expect(error?.code == .notDurable)
        } catch {
            await rig.stop()
            throw error
        }
        await rig.stop()
    }

    /// The server dies in the middle of many writers, again and again: what was answered is there, the rest is not half
    /// there, and the same pool goes on by itself.
    @Test(.timeLimit(.minutes(2))) func postgresThatDiesLosesNothing() async throws {
        let rig = try await PostgresRig.start(in: "/var/tmp/bedside-crash-\(UUID().uuidString.prefix(8))")
        do {
            let database = try await PostgresDatabase(url: try await rig.makeDatabase("crash"), connections: 4)
            _ = try await database.write { try $0.run("CREATE TABLE t(a BIGINT, b BIGINT)") }
            let known = Acknowledged()
            for round in Int64(0)..<3 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in Int64(0)..<4 {
                        group.addTask { try await known.write(database, from: round * 10_000 + writer * 1000) }
                    }
                    group.addTask {
                        try await until(.seconds(20), "some writes") { known.count(from: round * 10_000) > 40 }
                        try await rig.crash()
                    }
                    try await group.waitForAll()
                }
                try await rig.startServer()
            }
            let rows = try await database.read { try $0.rows("SELECT a, CAST(count(*) AS BIGINT) FROM t GROUP BY a") }
            let found = Set(try rows.map { try $0.int(0) })
            #expect(known.numbers.withLock(\.self).isSubset(of: found))
            #expect(try rows.allSatisfy { try $0.int(1) == 2 })
            await database.close()
        } catch {
            await rig.stop()
            throw error
        }
        await rig.stop()
    }
}

/// What the database said that it has.
private final class Acknowledged: Sendable {
    let numbers = Mutex<Set<Int64>>([])

    func count(from first: Int64) -> Int { numbers.withLock { $0.count { $0 >= first } } }

    /// Writes pairs until the server is gone.
    func write(_ database: PostgresDatabase, from first: Int64) async throws {
        for number in first..<first + 200 {
            do {
                _ = try await database.write { transaction in
                    try transaction.run("INSERT INTO t VALUES ($1, 1)", [.int(number)])
                    try transaction.run("INSERT INTO t VALUES ($1, 2)", [.int(number)])
                }
                numbers.withLock { _ = $0.insert(number) }
            } catch let error as CentralError {
                #expect(error.isTemporary)
                if error.code == .unavailable { return }
            }
        }
    }
}

/// A disk that fails at COMMIT.
private final class CommitFault: TransactionObserver, Sendable {
    struct Broken: Error {}
    let isOn = Mutex(false)
    private let error: any Error

    init(_ error: any Error = Broken()) { self.error = error }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() throws { if isOn.withLock(\.self) { throw error } }
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}
}
