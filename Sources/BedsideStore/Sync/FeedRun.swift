import BedsideDomain
import GRDB

/// One page of the feed being applied: each row in a savepoint of its own, so that one bad row holds nothing up.
final class FeedRun {
    let transaction: Transaction
    let moment: Timestamp
    var outcome = FeedOutcome()

    init(transaction: Transaction, moment: Timestamp) {
        self.transaction = transaction
        self.moment = moment
    }

    /// Applies a row unless its version, or a later one, is known.
    func take(_ row: FeedRow) throws {
        guard try known(row) == false else {
            outcome.skipped += 1
            return
        }
        // Beside the row: whatever a savepoint takes back must be taken back here too.
        let before = outcome
        do {
            guard (1...200).contains(row.key.utf8.count) else { throw FeedProblem("malformed") }
            try transaction.db.inSavepoint {
                switch row.change {
                case .put(let body): try put(row, body)
                case .leave: try leave(row)
                }
                return .commit
            }
            outcome.applied += 1
            try note(row, refused: nil)
        } catch {
            guard let code = refusal(error) else { throw error }
            outcome = before
            try refuse(row, code)
        }
    }

    func changed(_ table: FeedTable) { outcome.changed.insert(table) }

    func finish(_ cursor: FeedCursor) throws {
        try forgetWaiting()
        try transaction.save(cursor)
        guard !outcome.changed.isEmpty || !outcome.forgotten.isEmpty else { return }
        try transaction.audit(
            "fed", by: .centre, of: "feed",
            [
                "seq": .number(cursor.seq), "applied": .count(outcome.applied),
                "refused": .count(outcome.refused.count), "forgotten": .count(outcome.forgotten.count),
            ], at: moment)
    }

    /// Every version is asked anew: of another generation they mean nothing. Returns what the scope had.
    func beginSnapshot() throws -> [(FeedKey, Int64)] {
        let before = try transaction.all(
            "SELECT feed_table, key, version FROM feed_versions WHERE gone = 0 ORDER BY feed_table, key"
        ) { (FeedKey(table: FeedTable(rawValue: try $0.text()), key: try $0.text()), try $0.int()) }
        try transaction.run("DELETE FROM feed_versions", [])
        return before
    }

    private func known(_ row: FeedRow) throws -> Bool {
        let version = try transaction.first(
            "SELECT version FROM feed_versions WHERE feed_table = ? AND key = ?", [row.table.rawValue, row.key]
        ) { try $0.int() }
        return version.map { $0 >= row.version } ?? false
    }

    private func note(_ row: FeedRow, refused: String?) throws {
        try transaction.run(
            """
            INSERT OR REPLACE INTO feed_versions(feed_table, key, version, gone, refused) VALUES (?, ?, ?, ?, ?)
            """,
            [
                String(row.table.rawValue.prefix(40)), String(row.key.prefix(200)), row.version, row.change == .leave,
                refused,
            ])
    }

    private func refuse(_ row: FeedRow, _ code: String) throws {
        let (table, key) = (String(row.table.rawValue.prefix(40)), String(row.key.prefix(200)))
        outcome.refused.append(FeedRefusal(table: row.table, key: row.key, version: row.version, code: code))
        // A nameless row cannot be remembered; the cursor goes on past it.
        if !table.isEmpty, !key.isEmpty { try note(row, refused: code) }
        let facts: [String: Fact] = [
            "table": .text(table), "key": .text(key), "version": .number(row.version), "code": .text(code),
        ]
        // Another terminal may refuse the same row: that is another fact.
        let name = "\(transaction.surroundings.terminal):\(table):\(key):\(row.version)"
        guard try !transaction.hasTold("feed.refused", key: name) else { return }
        try transaction.audit("feed-refused", by: .centre, of: "feed", facts, at: moment)
        try transaction.tell("feed.refused", key: name, facts, at: moment)
    }

    /// The code of an error that only this row is to blame for; nil for everything else.
    private func refusal(_ error: any Error) -> String? {
        switch error {
        case let problem as FeedProblem: problem.code
        case is ImportRule: "rule-broken"
        case let broken as DomainError: broken.codeText
        case let broken as StoreError:
            switch broken.code {
            case .importRefused, .ruleBroken: "rule-broken"
            case .notFound: "not-found"
            default: nil
            }
        case let broken as DatabaseError where broken.resultCode.primaryResultCode == .SQLITE_CONSTRAINT: "rule-broken"
        default: nil
        }
    }
}

/// Why a row cannot be taken.
struct FeedProblem: Error {
    let code: String
    init(_ code: String) { self.code = code }
}

extension Transaction {
    /// Whether a fact is in the outbox; one that was told and deleted since is told again, and the centre knows it by its
    /// operation.
    func hasTold(_ kind: String, key: String) throws -> Bool {
        try first("SELECT 1 FROM outbox WHERE op_id = ?", [databaseBytes(Chain.operation(kind, key))]) {
            try $0.int()
        } != nil
    }
}
