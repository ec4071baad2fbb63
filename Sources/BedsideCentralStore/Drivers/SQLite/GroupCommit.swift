import GRDB

/// One write that waits for its group.
struct GroupedWrite: Sendable {
    /// Runs the body and keeps its value; returns how to answer once the end of the transaction is known.
    let run: @Sendable (SQLiteTransaction) throws -> @Sendable () -> Void
    /// Answers with an error.
    let answer: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ body: @escaping @Sendable (any CentralTransaction) throws -> Value,
        answer: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        run = { transaction in
            let value = try body(transaction)
            return { answer(.success(value)) }
        }
        self.answer = { answer(.failure($0)) }
    }
}

/// Runs a group of writes in one transaction and answers each of them after its COMMIT, once.
enum GroupCommit {
    /// Returns the error of a COMMIT whose end nobody knows: the connection must not be used any more.
    ///
    /// - Parameter onUnknown: called in that case before anybody is answered, so that nobody who heard of it can still use
    ///   the connection.
    static func run(
        _ group: [GroupedWrite], _ db: Database, _ texts: SQLiteTexts, onUnknown: () -> Void
    ) -> CentralError? {
        var answers: [@Sendable () -> Void] = []
        var actions: [@Sendable () -> Void] = []
        // Those whose rows are in the running transaction.
        var written: [GroupedWrite] = []
        do {
            try db.execute(sql: "BEGIN IMMEDIATE")
            for (index, job) in group.enumerated() {
                let transaction = SQLiteTransaction(db, texts)
                do {
                    answers.append(try transaction.savepoint { try job.run(transaction) })
                    actions += transaction.actions
                    written.append(job)
                } catch {
                    job.answer(error is DatabaseError ? CentralError.beneath(error) : error)
                    if transaction.isSpoiled, let failure = rollback(db) {
                        onUnknown()
                        for job in written + group[(index + 1)...] { job.answer(failure) }
                        return failure
                    }
                    guard db.isInsideTransaction else {
                        // Rolled back by SQLite itself (disk full, input/output error), or because of a spoiled savepoint.
                        let lost = CentralError(
                            .notWritten, "The group's transaction was rolled back; nothing was written.", cause: error)
                        for job in written + group[(index + 1)...] { job.answer(lost) }
                        return nil
                    }
                }
            }
        } catch {
            // BEGIN failed: nobody ran.
            for job in group { job.answer(CentralError.beneath(error)) }
            return nil
        }
        do {
            try db.execute(sql: "COMMIT")
        } catch let full as DatabaseError where full.isCertainlyNotWritten && !db.isInsideTransaction {
            for job in written { job.answer(CentralError.beneath(full)) }
            return nil
        } catch {
            let unknown = unknown(error)
            onUnknown()
            for job in written { job.answer(unknown) }
            return unknown
        }
        for action in actions { action() }
        for answer in answers { answer() }
        return nil
    }

    /// Nil when nothing of the transaction is left.
    private static func rollback(_ db: Database) -> CentralError? {
        do {
            try db.rollback()
            return nil
        } catch { return unknown(error) }
    }

    private static func unknown(_ cause: any Error) -> CentralError {
        CentralError(
            .commitUnknown,
            "A commit failed, and nobody can know whether it reached the disk; the server must stop and start again. "
                + "Check the disk.",
            cause: CentralError.beneath(cause))
    }
}

extension DatabaseError {
    /// A COMMIT without room for its last frame: SQLite writes the frame that makes a transaction count last, and asks for no
    /// flush before it is whole. Every other failure may come after it.
    fileprivate var isCertainlyNotWritten: Bool { resultCode.primaryResultCode == .SQLITE_FULL }
}
