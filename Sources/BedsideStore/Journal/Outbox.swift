import BedsideDomain
import Foundation
import GRDB

extension Transaction {
    /// Adds a fact to the outbox, in the transaction of the rows that it tells of.
    ///
    /// - Parameter key: names the fact within its kind for ever: the operation id is made of both, and the outbox takes
    ///   each only once.
    ///
    /// Throws ``StoreError`` `factTooLarge` before anything is written.
    func tell(_ kind: String, key: String, _ facts: [String: Fact], at moment: Timestamp) throws {
        let last = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT hash FROM outbox ORDER BY seq DESC LIMIT 1"))
        let previous = try last.map { Array($0) } ?? Chain.root(epoch: epoch())
        // The audit log's head goes up with each fact: a log that was cut or rewritten later no longer fits it.
        let head = try Row.fetchOne(db.cachedStatement(sql: "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"))
        var facts = facts
        facts["terminal"] = .text(surroundings.terminal)
        if var head = head.map(Columns.init) {
            facts["audit_seq"] = .number(try head.int())
            facts["audit_hash"] = .text(hexText(try head.bytes()))
        }
        let body = try Fact.json(facts)
        guard body.count <= SyncLimits.eventBody else {
            throw StoreError(
                .factTooLarge,
                "A fact of kind \(kind) has \(body.count) bytes, but one event may have \(SyncLimits.eventBody); nothing "
                    + "was written.")
        }
        let operation = Chain.operation(kind, key)
        let hash = Chain.link(
            after: previous,
            OutboxEvent.parts(operation: operation, kind: kind, version: 1, wall: moment, body: body))
        try db.cachedStatement(
            sql: """
                INSERT INTO outbox(op_id, kind, ver, body, prev_hash, hash, wall_ms, mono_ms, boot_id, off_ms)
                VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, (SELECT offset_ms FROM sync_state WHERE one = 1))
                """
        ).execute(arguments: [
            Data(operation), kind, Data(body), Data(previous), Data(hash), moment.milliseconds,
            surroundings.boot.monotonicMilliseconds, Data(surroundings.boot.bootID),
        ])
        let bell = surroundings.bell
        db.afterNextTransaction { _ in bell.ring() }
    }
}
