/// One running transaction of either engine. It lives on the thread of its connection, within the body that was handed
/// to ``CentralDatabase/write(_:)`` or ``CentralDatabase/read(_:)``, and is never kept.
///
/// The same SQL text runs on both engines: arguments are `$1`, `$2`, ...; `ON CONFLICT` and `RETURNING` are there on both;
/// a sum is read by `CAST(sum(x) AS BIGINT)`. What differs is in ``dialect``.
package protocol CentralTransaction: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement and returns its rows, those of `RETURNING` too. Throws ``CentralError``.
    func rows(_ sql: String, _ arguments: [SQLValue]) throws(CentralError) -> [SQLRow]
    /// Runs a statement without rows and returns how many rows it changed. Throws ``CentralError``.
    @discardableResult
    func run(_ sql: String, _ arguments: [SQLValue]) throws(CentralError) -> Int
    /// Writes many rows: one round trip on PostgreSQL, one prepared statement on SQLite. Returns the rows of the suffix'
    /// `RETURNING`, in no promised order. Throws ``CentralError``.
    @discardableResult
    func insert(_ bulk: BulkInsert, _ rows: [[SQLValue]]) throws(CentralError) -> [SQLRow]
    /// All of the body or nothing of it; what came before stays in either case. Rethrows what the body throws.
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value
    /// Runs once after the transaction has reached the disk, never when it failed: a wake-up for those who wait. It must
    /// be short.
    func afterCommit(_ action: @escaping @Sendable () -> Void)
}

extension CentralTransaction {
    package func rows(_ sql: String) throws(CentralError) -> [SQLRow] { try rows(sql, []) }

    /// The first row, or nil.
    package func row(_ sql: String, _ arguments: [SQLValue] = []) throws(CentralError) -> SQLRow? {
        try rows(sql, arguments).first
    }

    @discardableResult
    package func run(_ sql: String) throws(CentralError) -> Int { try run(sql, []) }
}

/// What the two engines write differently.
package enum Dialect: String, Sendable, Hashable, CaseIterable {
    case sqlite, postgres

    /// Behind a `SELECT` that must keep its rows from other transactions; SQLite has one writer at a time anyway.
    package var forUpdate: String { self == .sqlite ? "" : " FOR UPDATE" }
}
