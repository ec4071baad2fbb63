import BedsideDomain
import BedsideWire
import Foundation
import GRDB
import Testing

@testable import BedsideStore

/// sync.md 6, row 12: a terminal is upgraded with a full queue. Whatever schema its store had, the rows are sent as they
/// were written, and the centre applies them.
@Suite struct OldStoreTests {
    /// Every schema that had an outbox.
    static let schemas = Migrations.all.map(\.name)

    @Test(arguments: schemas) func queuedRowsGoThroughEveryMigrationUnchanged(_ schema: String) async throws {
        for golden in try GoldenOutbox.all() {
            let path = NSTemporaryDirectory() + "bedside-old-\(UUID().uuidString).sqlite"
            defer { Centre.remove(path) }
            let before = try await write(golden, at: path, schema)
            let store = try open(path)
            #expect(try await store.outboxStream() == golden.stream)
            let standing = try await store.outboxStanding()
            #expect(standing.next == golden.stream.first && standing.backlog == golden.events.count)
            let events = try await store.outbox(from: 1, most: 1000, bytes: .max)
            try store.close()
            let after = try await DatabaseQueue(path: path).read(Self.rows)
            #expect(after == before)
            var sent = golden
            sent.events = events
            try sent.sign()
            // The signature is over the hash: the same one is the same hash.
            #expect(sent.events == golden.events)
        }
    }

    @Test(arguments: Engine.allCases) func theCentreAppliesTheQueueOfAnOldStore(_ engine: Engine) async throws {
        for golden in try GoldenOutbox.all() {
            let path = NSTemporaryDirectory() + "bedside-old-\(UUID().uuidString).sqlite"
            defer { Centre.remove(path) }
            _ = try await write(golden, at: path, "014-sync")
            let store = try open(path)
            var sent = golden
            sent.events = try await store.outbox(from: 1, most: 1000, bytes: .max)
            try store.close()
            try sent.sign()
            let terminal = try sent.terminal()
            try await Centre.with(engine) { centre in
                try await centre.enrol(terminal)
                #expect(try await centre.take(terminal) == [])
                try await GoldenOutboxTests.requireEffects(in: centre)
            }
        }
    }

    private func open(_ path: String) throws -> Store {
        try Store(path: path, clock: .china, terminal: GoldenStory.terminal.text, now: GoldenStory.start)
    }

    /// Makes a store of an earlier schema whose outbox is full. Returns its rows.
    private func write(_ golden: GoldenOutbox, at path: String, _ schema: String) async throws -> [String] {
        let old = try DatabaseQueue(path: path)
        try Migrations.migrator.migrate(old, upTo: schema)
        try await old.write { db in
            try db.execute(
                sql: "INSERT INTO meta(one, terminal, epoch, created_ms) VALUES (1, ?, ?, ?)",
                arguments: [
                    GoldenStory.terminal.text, Data(golden.stream.epoch.bytes), GoldenStory.start.milliseconds,
                ])
            var previous = golden.stream.root
            for (event, hash) in zip(golden.events, golden.hashes()) {
                try db.execute(
                    sql: """
                        INSERT INTO outbox(seq, op_id, kind, ver, body, prev_hash, hash, wall_ms, mono_ms, boot_id, off_ms)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        event.seq, Data(event.operation.bytes), event.kind, event.version, Data(event.body.utf8),
                        Data(previous.bytes), Data(hash.bytes), event.wall.milliseconds, event.monotonic,
                        Data(event.boot.bytes), event.offset,
                    ])
                previous = hash
            }
        }
        let rows = try await old.read(Self.rows)
        try old.close()
        return rows
    }

    /// Every column of every row, as it stands on the disk.
    @Sendable private static func rows(_ db: Database) throws -> [String] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT seq, hex(op_id), kind, ver, hex(body), hex(prev_hash), hex(hash), wall_ms, mono_ms, hex(boot_id),
                    off_ms, acked_at, verdict FROM outbox ORDER BY seq
                """
        ).map(\.description)
    }
}
