package import BedsideDomain
import GRDB

/// What became of rows of the feed.
package struct FeedOutcome: Sendable {
    package internal(set) var applied = 0
    /// Known versions, or older ones.
    package internal(set) var skipped = 0
    package internal(set) var refused: [FeedRefusal] = []
    package internal(set) var changed: Set<FeedTable> = []
    /// Stays that the centre says are kept here, and that are not here: take them (``Store/offeredStays()``).
    package internal(set) var offered: [EncounterID] = []
    /// Stays whose data is gone from here.
    package internal(set) var forgotten: [EncounterID] = []
    /// Pages at the centre that no report here names any more.
    package internal(set) var droppedPages: [EventHash] = []
}

/// A row that broke a rule: told to the centre as `feed.refused`; the feed goes on without it.
package struct FeedRefusal: Sendable, Hashable {
    package let table: FeedTable
    package let key: String
    package let version: Int64
    /// `unknown-table`, `malformed`, `rule-broken`, `forgotten`, or the code of a ``DomainError``.
    package let code: String
}

extension Store {
    /// How far the feed was read; nil before the first snapshot.
    package func feedCursor() async throws -> FeedCursor? { try await read { try $0.feedCursor() } }

    /// Applies one page of the feed and remembers where it ended, in one transaction. Applying it again changes nothing.
    package func apply(_ rows: [FeedRow], next: FeedCursor, at moment: Timestamp) async throws -> FeedOutcome {
        try await feeding(at: moment) { run in
            for row in rows { try run.take(row) }
            try run.finish(next)
        }
    }

    /// Takes the whole scope in the place of what the feed brought before, in one transaction.
    ///
    /// What the feed once brought and the scope no longer has is forgotten as by a leave. What this terminal did itself
    /// stays: its outbox, payments and ledger are not touched, and neither is what came by the import command.
    ///
    /// - Parameter rows: in any order.
    package func snapshot(_ rows: [FeedRow], cursor: FeedCursor, at moment: Timestamp) async throws -> FeedOutcome {
        try await feeding(at: moment) { run in
            let before = try run.beginSnapshot()
            let order = Dictionary(
                (FeedTable.imported + [.stays, .terminals, .commands]).enumerated().map { ($1, $0) }
            ) { first, _ in first }
            let sorted = rows.sorted {
                (order[$0.table] ?? .max, $0.seq) < (order[$1.table] ?? .max, $1.seq)
            }
            for row in sorted { try run.take(row) }
            let there = Set(rows.map(FeedKey.init))
            for (key, version) in before where !there.contains(key) {
                try run.take(
                    FeedRow(seq: cursor.seq, table: key.table, key: key.key, change: .leave, version: version))
            }
            try run.finish(cursor)
        }
    }

    /// Forgets what had to wait for a payment, a refund or a page when its leave came.
    package func retryForgetting(at moment: Timestamp) async throws -> FeedOutcome {
        try await feeding(at: moment) { try $0.forgetWaiting() }
    }

    private func feeding(at moment: Timestamp, _ body: @escaping @Sendable (FeedRun) throws -> Void) async throws
        -> FeedOutcome
    {
        let outcome = try await commit { transaction in
            let run = FeedRun(transaction: transaction, moment: moment)
            try body(run)
            return run.outcome
        }
        // The log beside the file still holds what was just forgotten.
        if !outcome.forgotten.isEmpty { try await emptyLog() }
        return outcome
    }

    /// Writes the log back into the file and cuts it to nothing.
    private func emptyLog() async throws {
        try await alone { db in
            do { _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") } catch let error as DatabaseError {
                throw StoreError.beneath(error)
            }
        }
    }
}

/// A thing of the feed.
struct FeedKey: Hashable {
    let table: FeedTable
    let key: String

    init(table: FeedTable, key: String) {
        self.table = table
        self.key = key
    }

    init(_ row: FeedRow) { self.init(table: row.table, key: row.key) }
}

extension Transaction {
    func feedCursor() throws -> FeedCursor? {
        try first("SELECT generation, seq FROM feed_cursor") {
            FeedCursor(generation: try $0.fixed(), seq: try $0.int())
        }
    }

    func save(_ cursor: FeedCursor) throws {
        try run(
            "INSERT OR REPLACE INTO feed_cursor(one, generation, seq) VALUES (1, ?, ?)",
            [databaseBytes(cursor.generation.bytes), cursor.seq])
    }
}
