import BedsideDomain
import Foundation
import GRDB

/// The steps of opening a store, each of which may refuse it.
struct StoreOpening {
    let path: String
    let terminal: String
    let now: Timestamp

    /// Throws ``StoreError``; see ``Store``.
    func open(
        _ configuration: Configuration, ids: IdentifierSource, settle: @Sendable (Database) throws -> Void
    ) throws(StoreError) -> DatabaseQueue {
        do {
            try makeFile()
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                try settle(db)
                try Durability.assert(db)
                try Durability.quickCheck(db)
                guard try !Migrations.migrator.hasBeenSuperseded(db) else {
                    throw StoreError(
                        .newerSchema,
                        "The store was made by a later Bedside; install that version again, or restore an older copy.")
                }
            }
            try Migrations.migrator.migrate(queue)
            try queue.writeWithoutTransaction { db in
                // A migration may not leave the connection weaker than it found it.
                try Durability.assert(db)
                try committing(db) { db in
                    try own(db, ids: ids)
                    try openFirstEpoch(db)
                }
                try settleLog(db)
            }
            return queue
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            guard error.resultCode.primaryResultCode != .SQLITE_CANTOPEN else { throw cannotOpen(error) }
            throw StoreError.beneath(error)
        } catch {
            throw cannotOpen(error)
        }
    }

    /// Writes into the file what the log holds, and flushes that. After a power cut the log may still hold what was forgotten
    /// just before; after a flush that failed it is read from the kernel's memory and never was on the disk.
    private func settleLog(_ db: Database) throws {
        do { _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") } catch let error as DatabaseError
            where error.resultCode.primaryResultCode == .SQLITE_FULL
        {
            // A full disk must not take the screen away; the log stays, and the next start tries again.
        }
    }

    /// Only the daemon's user may read it: it holds names and identity numbers. The -wal file takes the same mode.
    private func makeFile() throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw cannotOpen(nil)
        }
    }

    private func cannotOpen(_ cause: (any Error)?) -> StoreError {
        StoreError(
            .cannotOpen,
            "The store's file cannot be opened or made; its folder must exist and belong to bedsided's user.",
            cause: cause)
    }

    /// Writes the owner into a new file, and refuses one that another terminal owns.
    private func own(_ db: Database, ids: IdentifierSource) throws {
        guard let owner = try String.fetchOne(db, sql: "SELECT terminal FROM meta") else {
            return try db.execute(
                sql: "INSERT INTO meta(one, terminal, epoch, created_ms) VALUES (1, ?, ?, ?)",
                arguments: [terminal, Data(ids.sixteenBytes()), now.milliseconds])
        }
        guard owner == terminal else {
            throw StoreError(
                .wrongTerminal,
                "The store belongs to terminal \(owner), but the configuration says \(terminal). Correct the "
                    + "configuration, or move the store away: two terminals must never share one.")
        }
    }

    /// The outbox's first epoch is the file's own (sync.md 2); a store of an earlier version has none written down yet.
    private func openFirstEpoch(_ db: Database) throws {
        guard try Int.fetchOne(db, sql: "SELECT 1 FROM epochs") == nil,
            let epoch = try Data.fetchOne(db, sql: "SELECT epoch FROM meta")
        else { return }
        try db.execute(
            sql: "INSERT INTO epochs(number, epoch, first_seq, root, opened_ms, reason) VALUES (1, ?, 1, ?, ?, 'made')",
            arguments: [epoch, Data(Chain.root(epoch: Array(epoch))), now.milliseconds])
    }
}
