package import BedsideDomain
import Dispatch
import Foundation
import Synchronization

/// The central store on a PostgreSQL server, which other servers may share.
///
/// A few threads own one blocking connection each (sync.md 5: twice the cores is enough for 3,000 transactions a second).
/// A connection that broke is made again for the next work.
package final class PostgresDatabase: CentralDatabase {
    private let url: String
    private let queue: PgQueue
    private let listener = Mutex<PgListener?>(nil)
    private let workers: Int
    private let ended = DispatchGroup()
    private let committed = Atomic(0)

    /// How often a transaction that met another one is begun again.
    private static let attempts = 8

    /// Twice the cores: more only take them from each other.
    package static let usualConnections = max(4, 2 * ProcessInfo.processInfo.activeProcessorCount)

    /// Connects once, to see that the server is there and durable. The schema is not looked at.
    ///
    /// - Parameters:
    ///   - url: a connection string of libpq, `postgres://...`.
    ///   - connections: of this process.
    ///   - capacity: transactions that may wait for one; the next is refused with `busy`.
    ///
    /// Throws ``CentralError``: `unavailable`, `cannotOpen`, `notDurable`.
    package init(url: String, connections: Int = usualConnections, capacity: Int = 4096) async throws {
        self.url = url
        queue = PgQueue(capacity: capacity)
        workers = max(1, connections)
        for _ in 0..<workers {
            let (queue, ended) = (queue, ended)
            ended.enter()
            let thread = Thread {
                Self.work(url, queue)
                ended.leave()
            }
            thread.name = "bedside-pg"
            thread.start()
        }
        do { _ = try await read { try $0.rows("SELECT 1") } } catch {
            await close()
            throw error
        }
    }

    deinit {
        queue.close(workers: workers)
        listener.withLock { $0?.close() }
    }

    package var dialect: Dialect { .postgres }
    /// The server recovers by itself, and a session that failed is left.
    package var failures: AsyncStream<CentralError>? { nil }
    package var commits: Int { committed.load(ordering: .relaxed) }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any CentralTransaction) throws -> Value
    ) async throws -> Value {
        let value = try await transact("BEGIN", body)
        committed.add(1, ordering: .relaxed)
        return value
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any CentralTransaction) throws -> Value
    ) async throws -> Value {
        try await transact("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    /// In a transaction of its own: within the one that wrote it would make all of them wait for each other, because
    /// PostgreSQL puts notifications in the order of their commits.
    package func hint(_ hospital: HospitalID) async throws {
        try await transact("BEGIN") { transaction in
            _ = try transaction.rows(
                "SELECT pg_notify($1, $2)", [.text(PgListener.channel), .text(hospital.text)])
        }
    }

    package func hints() throws(CentralError) -> AsyncStream<FeedHint>? {
        // Some hundred hospitals at most; what is too much is found by the next look.
        let (hints, heard) = AsyncStream<FeedHint>.makeStream(bufferingPolicy: .bufferingOldest(1024))
        let new = try PgListener(url: url, heard, ended: ended)
        listener.withLock { $0 = new }
        return hints
    }

    package func close() async {
        listener.withLock { $0?.close() }
        queue.close(workers: workers)
        await withCheckedContinuation { continuation in
            ended.notify(queue: .global()) { continuation.resume() }
        }
    }

    private func transact<Value: Sendable>(
        _ begin: String, _ body: @escaping @Sendable (any CentralTransaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try queue.submit { link in
                    continuation.resume(with: Result { try Self.repeating(link, begin, body) })
                }
            } catch { continuation.resume(throwing: error) }
        }
    }

    /// Begins again while two transactions meet.
    private static func repeating<Value>(
        _ link: PgLink, _ begin: String, _ body: (any CentralTransaction) throws -> Value
    ) throws -> Value {
        for _ in 1..<attempts {
            do { return try once(link, begin, body) } catch let error as CentralError where error.code == .conflict {
                // The other one has ended by now: PostgreSQL let this one wait before it said so.
            }
        }
        return try once(link, begin, body)
    }

    private static func once<Value>(
        _ link: PgLink, _ begin: String, _ body: (any CentralTransaction) throws -> Value
    ) throws -> Value {
        let session = try link.begun(begin)
        let transaction = PgTransaction(session)
        let value: Value
        do { value = try body(transaction) } catch {
            // A rollback that fails is one by the broken connection.
            if session.isAlive { do { try session.simple("ROLLBACK") } catch { session.abandon() } }
            throw error
        }
        try session.commit()
        for action in transaction.actions { action() }
        return value
    }

    /// One worker: keeps a connection, and makes it again when it broke.
    private static func work(_ url: String, _ queue: PgQueue) {
        let link = PgLink(url: url)
        while let job = queue.next() { job(link) }
    }
}
