import BedsideDomain
import Foundation
import GRDB
import Testing

@testable import BedsideStore

/// A store of the version before sync keeps its money, its stays and its chain.
@Suite struct SyncMigrationTests {
    @Test func aStoreOfAnEarlierVersionIsTakenOver() async throws {
        // The rows of today's version, in the schema of yesterday.
        let today = try await TestWard()
        try await today.admit()
        try await today.pay(Money(fen: 30_000))
        let (path, source) = (today.folder.appending(path: "earlier.sqlite").path, today.path)
        let earlier = try DatabaseQueue(path: path)
        try Migrations.migrator.migrate(earlier, upTo: "013-calls-to-alarms")
        try today.store.close()
        try await earlier.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: "ATTACH DATABASE ? AS today", arguments: [source])
            for table in try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                        AND name <> 'grdb_migrations'
                    """)
            {
                let columns = try db.columns(in: table, in: "main").map(\.name).joined(separator: ", ")
                try db.execute(sql: "INSERT INTO main.\(table)(\(columns)) SELECT \(columns) FROM today.\(table)")
            }
            try db.execute(sql: "DETACH DATABASE today")
            try db.execute(sql: "PRAGMA foreign_keys = ON")
        }
        try earlier.close()

        let store = try TestWard.open(path)
        #expect(try await store.verifyLedger().isBalanced)
        #expect(try await store.verifyLedger().transfers == 1)
        try await store.verifyAudit()
        #expect(try await store.keeping(of: TestWard.stay) == .here)
        let stream = try await store.outboxStream()
        #expect(stream.first == 1 && stream.root.bytes == Chain.root(epoch: stream.epoch.bytes))
        let again = try await store.outboxHead(before: 1)
        #expect(again == stream.root)
        #expect(try await store.release(TestWard.stay, at: TestWard.start) == .released(deposits: Money(fen: 30_000)))
        try store.close()
    }
}
