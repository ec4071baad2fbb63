import BedsideDomain
import BedsideSync
import Foundation
import GRDB

/// What the database holds after the storm, compared with what the terminals had.
struct StormCheck {
    let outboxes: [StormOutbox]
    let centre: BenchCentre
    /// Each how many-th fact was a payment.
    let payment: Int

    struct Outcome {
        var duplicates = 0
        var lost = 0
        var payments = 0
        /// Kept and not applied: none should be.
        var held = 0
    }

    /// To be called when the server has ended.
    func run() throws -> Outcome {
        let queue = try DatabaseQueue(path: centre.rig.database)
        let outcome = try queue.read { db in
            var outcome = Outcome()
            let expected = outboxes.reduce(0) { $0 + Int($1.last) }
            for outbox in outboxes {
                let found = try rows(of: outbox, db)
                outcome.lost += max(0, Int(outbox.last) - found.linked)
                outcome.duplicates += max(0, found.count - Int(outbox.last))
            }
            // An operation that came twice under two numbers, or took effect twice.
            outcome.duplicates += try count("SELECT count(*) - count(DISTINCT op_id) FROM inbox", db)
            outcome.lost += max(0, expected - (try count("SELECT count(*) FROM op_seen", db)))
            outcome.payments = try count("SELECT count(*) FROM payments", db)
            let payments = outboxes.reduce(0) { $0 + Int($1.last) / payment }
            outcome.duplicates += max(0, outcome.payments - payments)
            outcome.lost += max(0, payments - outcome.payments)
            outcome.held = try count("SELECT count(*) FROM inbox WHERE verdict <> 'applied'", db)
            return outcome
        }
        try queue.close()
        return outcome
    }

    private func count(_ sql: String, _ db: Database) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }

    /// How many events there are, and how many of them hang on each other from the root on to the terminal's own head.
    private func rows(of outbox: StormOutbox, _ db: Database) throws -> (count: Int, linked: Int) {
        var head = try BenchTerminal.root(of: outbox.terminal.epoch)
        var (count, linked) = (0, 0)
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, op_id, kind, ver, body, wall_ms, mono_ms, boot_id, hash FROM inbox
                WHERE hospital = ? AND terminal = ? AND epoch = ? ORDER BY seq
                """,
            arguments: [
                BenchCentre.hospital.text, outbox.terminal.name.text, Data(outbox.terminal.epoch.bytes),
            ])
        while let row = try cursor.next() {
            count += 1
            let (operation, boot): (Data, Data) = (row[1], row[7])
            let (body, hash): (Data, Data) = (row[4], row[8])
            let event = OutboxEvent(
                seq: row[0], operation: try fixed(operation), kind: row[2], version: row[3],
                body: String(decoding: body, as: UTF8.self), wall: Timestamp(milliseconds: row[5]), monotonic: row[6],
                boot: try fixed(boot), offset: nil)
            head = SignedBatch.link(after: head, event)
            if head.bytes.elementsEqual(hash), event.seq == Int64(linked + 1) { linked += 1 }
        }
        // The same number of events with another end is none of them.
        return (count, linked == Int(outbox.last) && head != outbox.head ? 0 : linked)
    }
}
