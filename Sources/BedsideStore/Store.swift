package import BedsideDomain
import Dispatch
import Foundation
import GRDB
import Synchronization

/// The one store of a terminal: a SQLite file, one connection, every method one transaction.
///
/// Methods that write return only after COMMIT reached the disk. An error with code
/// ``StoreError/Code/commitUnknown`` means that nobody knows whether the rows are there: the process must exit, open
/// the store again and ask it. Rules of the hospital come back as ``DomainError``, everything else as ``StoreError``.
package final class Store: Sendable {
    let queue: DatabaseQueue
    let surroundings: Surroundings
    /// Reads and checks imported documents, so that no cooperative thread is held for seconds.
    let importing = DispatchQueue(label: "bedside-store-import")
    private let trust = ConnectionTrust()

    /// Opens or makes the store, checks the file and its durability, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - path: the SQLite file; made with mode 0600 when it is not there.
    ///   - terminal: who owns the file; a file of another terminal is refused (a cloned disk would count twice).
    ///   - now: kept as the time of creation of a new file.
    ///   - reader: the prefixes of the hospital's codes, for new payment numbers and for checking imports.
    ///   - ids: where new numbers come from.
    ///
    /// Throws ``StoreError``: `cannotOpen`, `inUse`, `notDurable`, `damaged`, `wrongTerminal`, `newerSchema`.
    package convenience init(
        path: String, clock: HospitalClock, terminal: String, now: Timestamp,
        reader: CredentialReader = CredentialReader(), ids: IdentifierSource = .system
    ) throws(StoreError) {
        try self.init(
            path: path, configuration: Durability.configuration(), terminal: terminal, now: now,
            surroundings: Surroundings(
                clock: clock, terminal: terminal, reader: reader, ids: ids, boot: TerminalBoot()),
            settle: Durability.settle)
    }

    /// As above with the connection's settings handed in, so that a test can see a wrong one refused.
    init(
        path: String, configuration: Configuration, terminal: String, now: Timestamp, surroundings: Surroundings,
        settle: @escaping @Sendable (Database) throws -> Void
    ) throws(StoreError) {
        self.surroundings = surroundings
        queue = try StoreOpening(path: path, terminal: terminal, now: now)
            .open(configuration, ids: surroundings.ids, settle: settle)
    }

    /// Tells the commit of unknown end after which the process must exit, whoever else heard of it; every later call throws
    /// the same error.
    package var failures: AsyncStream<StoreError> { trust.failures }
    /// That failure, once there was one.
    package var failure: StoreError? { trust.failure }

    /// Writes the WAL back into the file and closes; later calls fail. After a commit of unknown end it does nothing.
    package func close() throws {
        guard trust.failure == nil else { return }
        do {
            try queue.writeWithoutTransaction { db in _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try queue.close()
        } catch let error as DatabaseError { throw StoreError.beneath(error) }
    }

    /// Calls `listener` after each commit with new facts for the central store; it must return at once.
    package func onFact(_ listener: @escaping @Sendable () -> Void) { surroundings.bell.connect(listener) }

    /// Reads in one snapshot.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        let (surroundings, trust) = (surroundings, trust)
        do {
            return try await queue.read { db in
                try trust.check()
                return try body(Transaction(db: db, surroundings: surroundings))
            }
        } catch let error as DatabaseError { throw StoreError.beneath(error) }
    }

    /// Writes in one transaction: all of `body` or nothing.
    ///
    /// A transaction that was begun runs to its end even when the caller's task is cancelled: GRDB's own async write would
    /// interrupt it, and an interrupted COMMIT is one whose end nobody knows.
    func commit<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        let surroundings = surroundings
        return try await alone { db in
            try committing(db) { db in try body(Transaction(db: db, surroundings: surroundings)) }
        }
    }

    /// Runs on the connection while nobody else does, unless a commit of unknown end came before.
    func alone<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let (queue, trust) = (queue, trust)
        return try await withCheckedThrowingContinuation { continuation in
            queue.asyncWriteWithoutTransaction { db in
                continuation.resume(
                    with: Result {
                        try trust.check()
                        do { return try body(db) } catch let error as StoreError where error.code == .commitUnknown {
                            trust.end(queue, error)
                            throw error
                        }
                    })
            }
        }
    }
}

/// What a transaction knows beside the rows.
struct Surroundings: Sendable {
    let clock: HospitalClock
    let terminal: String
    let reader: CredentialReader
    let ids: IdentifierSource
    let boot: TerminalBoot
    /// Rung after each commit that told a fact.
    var bell = FactBell()
}

/// Whoever wants to hear of new facts in the outbox.
final class FactBell: Sendable {
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)

    func connect(_ listener: @escaping @Sendable () -> Void) { self.listener.withLock { $0 = listener } }

    func ring() { listener.withLock { $0 }?() }
}

/// One running transaction; the store's words are extensions of it, so that several can be joined in one.
struct Transaction {
    let db: Database
    let surroundings: Surroundings

    var clock: HospitalClock { surroundings.clock }
    var ids: IdentifierSource { surroundings.ids }
}

/// Runs a body and commits it, and tells an error before COMMIT (nothing was written) from one of COMMIT itself.
func committing<Value>(_ db: Database, _ body: (Database) throws -> Value) throws -> Value {
    let value: Value
    do {
        try db.beginTransaction(.immediate)
        value = try body(db)
    } catch {
        if db.isInsideTransaction {
            do { try db.rollback() } catch let failure { throw commitUnknown(failure) }
        }
        guard let error = error as? DatabaseError else { throw error }
        throw StoreError.beneath(error)
    }
    do {
        try db.commit()
        return value
    } catch let error as DatabaseError
        where error.resultCode.primaryResultCode == .SQLITE_FULL && !db.isInsideTransaction
    {
        // No room for the last frame of the log: SQLite writes the one that makes a transaction count last, and asks for no
        // flush before it is whole. So nothing was written.
        throw StoreError.beneath(error)
    } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_CONSTRAINT {
        // A deferred foreign key: SQLite kept the transaction open, so nothing was written.
        if db.isInsideTransaction {
            do { try db.rollback() } catch let failure { throw commitUnknown(failure) }
        }
        throw StoreError.beneath(error)
    } catch {
        throw commitUnknown(error)
    }
}

private func commitUnknown(_ cause: any Error) -> StoreError {
    StoreError(
        .commitUnknown,
        "A commit failed, and nobody can know whether it reached the disk; bedsided must stop, open the store again and "
            + "ask it. Check the disk.",
        cause: cause)
}
