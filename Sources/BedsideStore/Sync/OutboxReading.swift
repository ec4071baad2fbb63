package import BedsideDomain
import GRDB

/// What waits for the central store.
package struct OutboxStanding: Sendable, Hashable {
    package let stream: OutboxStream
    /// The first event to send; `stream.last + 1` when there is none.
    package let next: Int64
    /// Events that are not acknowledged.
    package let backlog: Int
    /// When the oldest of them was written, by this terminal's clock.
    package let oldestUnsent: Timestamp?
    /// Events that the central store keeps but could not apply: a person there looks at them.
    package let held: Int
}

extension Store {
    /// Consecutive events from a number on; none when there is none.
    ///
    /// - Parameters:
    ///   - most: how many.
    ///   - bytes: of their bodies together; the first one comes whatever its size.
    package func outbox(from seq: Int64, most: Int, bytes: Int) async throws -> [OutboxEvent] {
        try await read { try $0.outbox(from: seq, most: most, bytes: bytes) }
    }

    /// The hash that an event hangs on; of the event after the last one, the newest hash.
    ///
    /// Throws ``StoreError`` `notFound` for every other number.
    package func outboxHead(before seq: Int64) async throws -> EventHash { try await read { try $0.head(before: seq) } }

    package func outboxStanding() async throws -> OutboxStanding {
        try await read { transaction in
            let stream = try transaction.stream()
            let waiting = try transaction.first(
                "SELECT count(*), min(wall_ms) FROM outbox WHERE acked_at IS NULL"
            ) { (count: try $0.count(), oldest: try $0.optionalMoment()) }
            return OutboxStanding(
                stream: stream, next: try transaction.firstUnsent(in: stream), backlog: waiting?.count ?? 0,
                oldestUnsent: waiting?.oldest,
                held: try transaction.first("SELECT count(*) FROM outbox WHERE verdict LIKE 'held:%'") {
                    try $0.count()
                } ?? 0)
        }
    }
}

extension Transaction {
    fileprivate func outbox(from seq: Int64, most: Int, bytes: Int) throws -> [OutboxEvent] {
        var events: [OutboxEvent] = []
        var size = 0
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT seq, op_id, kind, ver, body, wall_ms, mono_ms, boot_id, off_ms FROM outbox WHERE seq >= ?
                    ORDER BY seq LIMIT ?
                    """), arguments: [seq, max(most, 0)])
        while let row = try rows.next() {
            var columns = Columns(row)
            let event = try readEvent(&columns)
            guard event.seq == seq + Int64(events.count) else { break }
            size += event.body.utf8.count
            guard events.isEmpty || size <= bytes else { break }
            events.append(event)
        }
        return events
    }

    private func readEvent(_ columns: inout Columns) throws -> OutboxEvent {
        OutboxEvent(
            seq: try columns.int(), operation: try columns.fixed(), kind: try columns.text(),
            version: try columns.count(), body: String(decoding: try columns.bytes(), as: UTF8.self),
            wall: try columns.moment(), monotonic: try columns.int(), boot: try columns.fixed(),
            offset: try columns.optionalInt())
    }
}
