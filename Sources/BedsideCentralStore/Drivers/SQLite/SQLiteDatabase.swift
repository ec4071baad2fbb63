import Foundation
import GRDB
import Synchronization

/// The central store as one SQLite file: one process, one connection, and one commit for all who wait (group commit).
///
/// Writes that come while a commit runs are gathered; each runs in a savepoint of one transaction, and all are answered
/// after its one COMMIT. That is how thousands of uploads a second share a disk that syncs a few hundred times a second.
package final class SQLiteDatabase: CentralDatabase {
    private let queue: DatabaseQueue
    private let texts = SQLiteTexts()
    private let waiting: Mutex<Waiting>
    private let capacity: Int
    private let committed = Atomic(0)
    package let failures: AsyncStream<CentralError>?
    private let failed: AsyncStream<CentralError>.Continuation

    /// Connections after a COMMIT of unknown end: until the process ends they stay as they are. Closing one would write its
    /// log back into the file and delete it, by what a connection believes whose flush failed.
    private static let abandoned = Mutex<[DatabaseQueue]>([])

    private struct Waiting {
        var jobs: [GroupedWrite] = []
        var isDraining = false
        /// Set by ``close()`` and by a COMMIT of unknown end: what SQLite says from then on may not be what is on disk.
        var isClosed = false
    }

    /// Writes of one transaction: more would make the first of them wait too long.
    private static let largestGroup = 256

    /// Opens or makes the file and proves its durability. The schema is not looked at.
    ///
    /// - Parameters:
    ///   - path: made with mode 0600 when it is not there.
    ///   - capacity: writes that may wait; the next is refused with `busy`.
    ///
    /// Throws ``CentralError``: `cannotOpen`, `inUse`, `notDurable`, `damaged`.
    package convenience init(path: String, capacity: Int = 4096) throws(CentralError) {
        try self.init(path: path, capacity: capacity, settle: SQLiteDurability.settle)
    }

    /// As above with the connection's last settings handed in, so that a test can see a wrong one refused.
    init(path: String, capacity: Int, settle: @escaping @Sendable (Database) throws -> Void) throws(CentralError) {
        self.capacity = capacity
        waiting = Mutex(Waiting())
        let (failures, failed) = AsyncStream<CentralError>.makeStream(bufferingPolicy: .bufferingNewest(1))
        (self.failures, self.failed) = (failures, failed)
        do {
            // Only the server's user may read it: it holds names and identity numbers. The -wal file takes the same mode.
            if !FileManager.default.fileExists(atPath: path),
                !FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            {
                throw CentralError(
                    .cannotOpen,
                    "The central store's file cannot be made; its folder must exist and belong to the server's user.")
            }
            queue = try DatabaseQueue(path: path, configuration: SQLiteDurability.configuration())
            try queue.writeWithoutTransaction { db in
                try settle(db)
                try SQLiteDurability.assert(db)
                try SQLiteDurability.quickCheck(db)
                try SQLiteDurability.settleLog(db)
            }
        } catch { throw CentralError.beneath(error) }
    }

    package var dialect: Dialect { .sqlite }
    package var commits: Int { committed.load(ordering: .relaxed) }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any CentralTransaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            submit(GroupedWrite(body) { continuation.resume(with: $0) })
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any CentralTransaction) throws -> Value
    ) async throws -> Value {
        guard !waiting.withLock(\.isClosed) else { throw CentralError.isClosed }
        let texts = texts
        return try await withCheckedThrowingContinuation { continuation in
            queue.asyncRead { db in
                continuation.resume(
                    with: Result {
                        do { return try body(SQLiteTransaction(try db.get(), texts)) } catch let error as DatabaseError
                        { throw CentralError.beneath(error) }
                    })
            }
        }
    }

    /// Writes the WAL back into the file and closes it.
    package func close() async {
        guard
            !waiting.withLock({ waiting in
                defer { waiting.isClosed = true }
                return waiting.isClosed
            })
        else { return }
        await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { db in
                do { _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") } catch {
                    // The WAL stays and is read at the next start: nothing is lost.
                }
                continuation.resume()
            }
        }
        do { try queue.close() } catch {
            // The process ends, and the operating system closes the file.
        }
    }

    /// Runs outside of a transaction, for backups: `VACUUM INTO` cannot run within one.
    package func withoutTransaction(_ sql: String) async throws(CentralError) {
        guard !waiting.withLock(\.isClosed) else { throw CentralError.isClosed }
        do {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                queue.asyncWriteWithoutTransaction { db in
                    continuation.resume(with: Result { try db.execute(sql: sql) })
                }
            }
        } catch { throw CentralError.beneath(error) }
    }

    /// Puts a write at the queue's end, or answers it at once when there is no room or no store any more.
    func submit(_ job: GroupedWrite) {
        let refusal: CentralError? = waiting.withLock { waiting in
            guard !waiting.isClosed else { return .isClosed }
            guard waiting.jobs.count < capacity else { return .isBusy }
            waiting.jobs.append(job)
            if !waiting.isDraining { enqueue() }
            waiting.isDraining = true
            return nil
        }
        if let refusal { job.answer(refusal) }
    }

    /// Within the lock, so that what ``close()`` puts into the queue always comes behind it.
    private func enqueue() { queue.asyncWriteWithoutTransaction { [self] db in drain(db) } }

    /// Commits one group. The next stands at the queue's end: who reads waits for one commit at most, however many write.
    /// At the end of the store nobody is let in between.
    private func drain(_ db: Database) {
        while true {
            let group = waiting.withLock { waiting in
                let group = Array(waiting.jobs.prefix(Self.largestGroup))
                waiting.jobs.removeFirst(group.count)
                return group
            }
            committed.add(1, ordering: .relaxed)
            let outcome = GroupCommit.run(group, db, texts) { waiting.withLock { $0.isClosed = true } }
            if let fatal = outcome {
                Self.abandoned.withLock { $0.append(queue) }
                failed.yield(fatal)
                let rest = waiting.withLock { waiting in
                    defer { waiting.jobs = [] }
                    return waiting.jobs
                }
                for job in rest { job.answer(fatal) }
            }
            let goesOn = waiting.withLock { waiting in
                waiting.isDraining = !waiting.jobs.isEmpty
                if waiting.isDraining, !waiting.isClosed { enqueue() }
                return waiting.isDraining && waiting.isClosed
            }
            guard goesOn else { return }
        }
    }
}
