import BedsideDomain
import Foundation
import GRDB

extension Store {
    /// The latest rows of the audit log, newest first.
    package func auditTail(limit: Int) async throws -> [AuditEntry] {
        try await read {
            try $0.all("\(AuditEntry.select) ORDER BY seq DESC LIMIT ?", [max(limit, 0)]) { try AuditEntry(&$0) }
        }
    }

    /// Walks the whole chain. Returns how many rows it has.
    ///
    /// Throws ``StoreError`` `auditBroken`, naming the first row that was changed, taken out or cut off.
    @discardableResult
    package func verifyAudit() async throws -> Int64 {
        try await read { try $0.verifyAudit() }
    }
}

extension AuditEntry {
    fileprivate static let select = "SELECT seq, at_ms, actor, action, subject, detail, prev_hash, hash FROM audit"

    fileprivate init(_ columns: inout Columns) throws {
        self.init(
            seq: try columns.int(), at: try columns.moment(), actor: try columns.text(), action: try columns.text(),
            subject: try columns.text(), detail: try columns.text())
    }
}

extension Transaction {
    fileprivate func verifyAudit() throws -> Int64 {
        // What went up, or is about to: the log must still hold these links. A cut tail shows here.
        let told = try all(
            """
            SELECT json_extract(CAST(body AS TEXT), '$.audit_seq'), json_extract(CAST(body AS TEXT), '$.audit_hash')
            FROM outbox ORDER BY seq
            """
        ) { (seq: try $0.optionalInt(), hash: try $0.optionalText()) }
        var expected: [Int64: String] = [:]
        for link in told { if let seq = link.seq, let hash = link.hash { expected[seq] = hash } }

        var previous = Chain.root(epoch: try epoch())
        var count: Int64 = 0
        let rows = try Row.fetchCursor(db, sql: "\(AuditEntry.select) ORDER BY seq")
        while let row = try rows.next() {
            var columns = Columns(row)
            let entry = try AuditEntry(&columns)
            let (stored, hash) = (try columns.bytes(), try columns.bytes())
            guard entry.seq == count + 1 else { throw broken(count + 1, "is missing") }
            guard stored == previous, hash == Chain.link(after: previous, entry.parts) else {
                throw broken(entry.seq, "was changed")
            }
            if let known = expected.removeValue(forKey: entry.seq), known != hexText(hash) {
                throw broken(entry.seq, "differs from what the outbox tells")
            }
            previous = hash
            count = entry.seq
        }
        // SQLite remembers the highest number that it ever gave.
        let given = try first("SELECT seq FROM sqlite_sequence WHERE name = 'audit'") { try $0.int() } ?? 0
        guard expected.isEmpty, given == count else { throw broken(count + 1, "was cut off") }
        return count
    }

    private func broken(_ seq: Int64, _ how: String) -> StoreError {
        StoreError(
            .auditBroken,
            "Row \(seq) of the audit log \(how). Keep the file as evidence and tell the security officer.")
    }
}
