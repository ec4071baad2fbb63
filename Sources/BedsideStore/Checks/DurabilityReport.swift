import GRDB

/// What SQLite says of its durability, for `bedside status`; the store does not open with less.
package struct DurabilityReport: Sendable, Hashable {
    package let journalMode: String
    /// 2 is FULL.
    package let synchronous: Int
    /// `exclusive`: no other program writes into the file.
    package let lockingMode: String
}

extension Store {
    package func durability() async throws -> DurabilityReport {
        try await read { transaction in
            DurabilityReport(
                journalMode: try String.fetchOne(transaction.db, sql: "PRAGMA journal_mode") ?? "",
                synchronous: try Int.fetchOne(transaction.db, sql: "PRAGMA synchronous") ?? 0,
                lockingMode: try String.fetchOne(transaction.db, sql: "PRAGMA locking_mode") ?? "")
        }
    }
}
