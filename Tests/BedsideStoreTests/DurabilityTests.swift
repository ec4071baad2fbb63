import BedsideDomain
import Foundation
import GRDB
import Testing

@testable import BedsideStore

/// Commits outlive a power cut, or the store refuses to start (sync.md 0).
@Suite struct DurabilityTests {
    @Test func everySettingIsWhatAPowerCutAsksFor() async throws {
        let ward = try await TestWard(nil)
        let wanted = [
            "synchronous": "2", "journal_mode": "wal", "locking_mode": "exclusive", "foreign_keys": "1",
            "trusted_schema": "0", "cell_size_check": "1",
        ]
        let found = try await ward.store.queue.writeWithoutTransaction { db in
            try wanted.keys.reduce(into: [:]) { found, pragma in
                found[pragma] = try String.fetchOne(db, sql: "PRAGMA \(pragma)")
            }
        }
        #expect(found == wanted)
        // With EXCLUSIVE before WAL no shared memory is used: the WAL-reset bug needs two connections.
        #expect(!FileManager.default.fileExists(atPath: ward.path + "-shm"))
        let mode = try FileManager.default.attributesOfItem(atPath: ward.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aStoreThatGRDBLeftAtNormalRefusesToStart() throws {
        let error = refusal { _ in }
        #expect(error?.code == .notDurable)
        #expect(error?.sentence.contains("synchronous = 2") == true)
    }

    @Test(arguments: ["PRAGMA foreign_keys = OFF", "PRAGMA trusted_schema = ON", "PRAGMA cell_size_check = OFF"])
    func eachOtherSettingIsAssertedToo(_ pragma: String) throws {
        let error = refusal { db in
            try Durability.settle(db)
            try db.execute(sql: pragma)
        }
        #expect(error?.code == .notDurable)
    }

    @Test func aSecondProcessCannotOpenTheLiveFile() async throws {
        let ward = try await TestWard()
        let error = #expect(throws: StoreError.self) { try TestWard.open(ward.path) }
        #expect(error?.code == .inUse)
    }

    @Test func aDamagedFileIsRefused() async throws {
        let ward = try await TestWard()
        try ward.store.close()
        var bytes = try Data(contentsOf: URL(filePath: ward.path))
        for position in stride(from: 4096, to: bytes.count, by: 4096) { bytes[position] = 0xFF }
        try bytes.write(to: URL(filePath: ward.path))
        let error = #expect(throws: StoreError.self) { try TestWard.open(ward.path) }
        #expect(error?.code == .damaged)
    }

    @Test func noSQLiteFileIsRefused() async throws {
        let ward = try await TestWard(nil)
        let path = ward.folder.appending(path: "other.sqlite").path
        try Data(repeating: 0x41, count: 9000).write(to: URL(filePath: path))
        let error = #expect(throws: StoreError.self) { try TestWard.open(path) }
        #expect(error?.code == .damaged)
        let nowhere = #expect(throws: StoreError.self) { try TestWard.open("/nowhere/at/all.sqlite") }
        #expect(nowhere?.code == .cannotOpen)
    }

    @Test func aStoreBelongsToOneTerminal() async throws {
        let ward = try await TestWard()
        try ward.store.close()
        let error = #expect(throws: StoreError.self) { try TestWard.open(ward.path, terminal: "T2") }
        #expect(error?.code == .wrongTerminal)
        _ = try TestWard.open(ward.path).close()
    }

    @Test func aLaterVersionsFileIsRefused() async throws {
        let ward = try await TestWard()
        try ward.raw { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999-from-the-future')") }
        let error = #expect(throws: StoreError.self) { try TestWard.open(ward.path) }
        #expect(error?.code == .newerSchema)
    }

    @Test func whatWasCommittedIsThereAfterOpeningAgain() async throws {
        let ward = try await TestWard()
        let (encounter, jobs) = try await ward.admit()
        try ward.store.close()
        let again = try TestWard.open(ward.path)
        #expect(try await again.lookUpEncounter(TestWard.stay) == encounter)
        #expect(try await again.openPrintJobs() == jobs)
        try again.close()
    }

    /// An error of COMMIT is "unknown"; an error before it is "nothing was written".
    @Test func errorsOfCommitAreToldFromErrorsBeforeIt() throws {
        final class BrokenDisk: TransactionObserver {
            func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
            func databaseDidChange(with event: DatabaseEvent) {}
            var code = ResultCode.SQLITE_IOERR
            func databaseWillCommit() throws { throw DatabaseError(resultCode: code, message: "fsync") }
            func databaseDidCommit(_ db: Database) {}
            func databaseDidRollback(_ db: Database) {}
        }
        let queue = try DatabaseQueue()
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: "CREATE TABLE t(a INTEGER PRIMARY KEY, b INTEGER REFERENCES t(a) DEFERRABLE INITIALLY DEFERRED)")
            func code(_ sql: String) -> StoreError.Code? {
                do { try committing(db) { try $0.execute(sql: sql) } } catch let error as StoreError {
                    return error.code
                } catch { return nil }
                return nil
            }
            #expect(code("INSERT INTO t VALUES (1, NULL)") == nil)
            #expect(code("INSERT INTO t VALUES (1, NULL)") == .ruleBroken)
            // Deferred: found by COMMIT itself, yet certain.
            #expect(code("INSERT INTO t VALUES (2, 99)") == .ruleBroken)
            #expect(!db.isInsideTransaction)
            let disk = BrokenDisk()
            db.add(transactionObserver: disk, extent: .databaseLifetime)
            #expect(code("INSERT INTO t VALUES (3, NULL)") == .commitUnknown)
            // Certain as well: the frame that makes a commit count is the one that found no room.
            disk.code = .SQLITE_FULL
            #expect(code("INSERT INTO t VALUES (3, NULL)") == .diskFull)
        }
    }

    private func refusal(_ settle: @escaping @Sendable (Database) throws -> Void) -> StoreError? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bedside-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let surroundings = Surroundings(
                clock: .china, terminal: "T1", reader: CredentialReader(), ids: .system, boot: TerminalBoot())
            _ = try Store(
                path: folder.appending(path: "s.sqlite").path, configuration: Durability.configuration(),
                terminal: "T1",
                now: TestWard.start, surroundings: surroundings, settle: settle)
            return nil
        } catch let error as StoreError { return error } catch { return nil }
    }
}
