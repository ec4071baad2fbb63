package import BedsideDomain
import GRDB

/// Epochs of the outbox: windows of one sequence. A new enrolment begins a new one, and no row is ever rewritten.
extension Store {
    /// The epoch of now.
    package func outboxStream() async throws -> OutboxStream { try await read { try $0.stream() } }

    /// Where the outbox stands for an enrolment; writes nothing. The first time that is the file's own epoch.
    ///
    /// Afterwards it is a new one from the oldest event that is kept, and not from the first one that is unacknowledged: a
    /// central store that was restored may have lost what it acknowledged, and what it has it knows by its operation.
    package func enrolmentStream() async throws -> OutboxStream {
        try await read { transaction in
            let now = try transaction.stream()
            let known = try transaction.first("SELECT EXISTS (SELECT 1 FROM outbox WHERE acked_at IS NOT NULL)") {
                try $0.flag()
            }
            guard try transaction.syncState().enrolled != nil || known == true,
                let epoch = StreamEpoch(transaction.ids.sixteenBytes())
            else { return now }
            let first =
                try transaction.first("SELECT min(seq) FROM outbox") { try $0.optionalInt() }.flatMap(\.self)
                ?? now.last + 1
            return OutboxStream(
                epoch: epoch, first: first, root: try transaction.head(before: first), last: now.last)
        }
    }

    /// The central store enrolled the terminal with this stream: it is the epoch of now, none of its events are
    /// acknowledged, the feed begins anew with a snapshot, and what was frozen is free. Asked again, nothing changes.
    ///
    /// Throws ``StoreError`` `stateChanged` when the stream does not fit the outbox any more: enrol again.
    package func beginEpoch(_ stream: OutboxStream, reason: String, at moment: Timestamp) async throws {
        try await commit { transaction in
            let now = try transaction.stream()
            if stream.epoch == now.epoch {
                try transaction.thaw(at: moment)
                return
            }
            guard try transaction.fits(stream, after: now) else {
                throw StoreError(
                    .stateChanged, "The outbox moved on since the enrolment was asked for; enrol the terminal again.")
            }
            try transaction.run("UPDATE outbox SET acked_at = NULL, verdict = NULL WHERE seq >= ?", [stream.first])
            try transaction.run("DELETE FROM feed_cursor", [])
            try transaction.run(
                """
                INSERT INTO epochs(number, epoch, first_seq, root, opened_ms, reason)
                VALUES ((SELECT max(number) + 1 FROM epochs), ?, ?, ?, ?, ?)
                """,
                [
                    databaseBytes(stream.epoch.bytes), stream.first, databaseBytes(stream.root.bytes),
                    moment.milliseconds, String(reason.prefix(40)),
                ])
            try transaction.audit(
                "epoch-begun", by: .centre, of: "outbox",
                ["epoch": .text("\(stream.epoch)"), "first": .number(stream.first), "reason": .text(reason)], at: moment
            )
            try transaction.thaw(at: moment)
        }
    }
}

/// One row of `epochs`.
struct EpochRow: Sendable {
    let epoch: StreamEpoch
    let first: Int64
    let root: EventHash
    let openedAt: Timestamp
}

extension Transaction {
    /// Oldest first.
    func epochRows() throws -> [EpochRow] {
        try all("SELECT epoch, first_seq, root, opened_ms FROM epochs ORDER BY number") {
            EpochRow(
                epoch: try $0.fixed(), first: try $0.int(), root: try $0.fixed(), openedAt: try $0.moment())
        }
    }

    func stream() throws -> OutboxStream {
        guard let row = try epochRows().last else { throw StoreError.damaged("it has no epoch") }
        return OutboxStream(
            epoch: row.epoch, first: row.first, root: row.root, last: try lastEvent() ?? row.first - 1)
    }

    /// No event that waits is left out, and the first one hangs on what the stream says.
    fileprivate func fits(_ stream: OutboxStream, after now: OutboxStream) throws -> Bool {
        guard try stream.first <= firstUnsent(in: now) else { return false }
        do { return try head(before: stream.first) == stream.root } catch let error as StoreError
            where error.code == .notFound
        { return false }
    }

    func lastEvent() throws -> Int64? {
        try first("SELECT seq FROM outbox ORDER BY seq DESC LIMIT 1") { try $0.int() }
    }

    /// The first event to send: `last + 1` when everything is acknowledged.
    func firstUnsent(in stream: OutboxStream) throws -> Int64 {
        try first("SELECT min(seq) FROM outbox WHERE acked_at IS NULL") { try $0.optionalInt() }.flatMap(\.self)
            ?? stream.last + 1
    }

    /// The hash that an event hangs on. Throws ``StoreError`` `notFound` when the event is neither there nor the next one.
    func head(before seq: Int64) throws -> EventHash {
        if let hash: EventHash = try first("SELECT prev_hash FROM outbox WHERE seq = ?", [seq], { try $0.fixed() }) {
            return hash
        }
        let last: (seq: Int64, hash: EventHash)? = try first("SELECT seq, hash FROM outbox ORDER BY seq DESC LIMIT 1") {
            (seq: try $0.int(), hash: try $0.fixed())
        }
        if let last, last.seq + 1 == seq { return last.hash }
        let stream = try stream()
        guard last == nil, seq == stream.first else { throw StoreError.notFound("event of the outbox") }
        return stream.root
    }
}
