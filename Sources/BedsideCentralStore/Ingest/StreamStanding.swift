import BedsideDomain
import BedsideWire

/// Where a terminal's stream stands here, with its row locked against other uploads.
struct StreamStanding: Sendable {
    let state: TerminalState
    let epoch: StreamEpoch
    let first: Int64
    let root: EventHash
    let last: Int64
    let head: EventHash
    /// Whether the batch's certificate counts: it does until it is revoked. One that was never written down here was
    /// renewed between a backup and its restore.
    let isCertified: Bool

    /// Why nothing of this epoch is taken now; nil when it is.
    func refusal(for batch: PreparedBatch) -> SyncRefusal? {
        guard isCertified else {
            return SyncRefusal(
                .revoked,
                "This certificate counts no more: the terminal was revoked, or enrolled again since. A new token is needed."
            )
        }
        switch state {
        case .revoked: return SyncRefusal(.revoked, "This terminal was revoked; nothing of it is taken.")
        case .frozen:
            return SyncRefusal(
                .frozen, "This terminal's stream forked before; enrol the right machine with a fresh token.")
        case .active: break
        }
        guard batch.epoch == epoch else {
            return SyncRefusal(
                .wrongEpoch, "Another epoch than this one was enrolled last; enrol this machine with a fresh token.")
        }
        guard batch.hasKey else {
            // The enrolment was committed between the two questions.
            return SyncRefusal(.busy, "The terminal is just being enrolled; send the same again.")
        }
        return nil
    }
}

/// Whether a terminal's words count.
package enum TerminalState: String, Sendable, Hashable, CaseIterable, Codable {
    case active
    /// Its stream forked: nothing is taken until a person enrols it again.
    case frozen
    /// For good.
    case revoked
}

/// How a batch compares with what is here already.
enum BatchOverlap {
    /// Everything that both have is the same; what of it is held.
    case same([UpAnswer.Held])
    /// The number that two events have, and the events that are not here.
    case fork(seq: Int64, strange: [PreparedEvent])
    case brokenChain
}

extension CentralTransaction {
    func lockedStream(_ batch: PreparedBatch) throws(CentralError) -> StreamStanding? {
        let row = try row(
            """
            SELECT state, epoch, first_seq, root, last_seq, head_hash,
                (SELECT count(*) FROM certificates c WHERE c.hospital = $1 AND c.serial = $3 AND c.terminal = $2
                    AND c.revoked_ms IS NOT NULL)
            FROM terminals WHERE hospital = $1 AND name = $2\(dialect.forUpdate)
            """, [.id(batch.hospital), .id(batch.terminal), .text(batch.certificate ?? "")])
        guard let row else { return nil }
        return StreamStanding(
            state: try row.word(0), epoch: try row.fixed(1), first: try row.int(2), root: try row.fixed(3),
            last: try row.int(4), head: try row.fixed(5),
            isCertified: try row.int(6) == 0)
    }

    func overlap(_ batch: PreparedBatch, _ stream: StreamStanding, from: Int64) throws(CentralError) -> BatchOverlap {
        if from == stream.first {
            guard batch.head == stream.root else {
                // The same beginning was told at the enrolment; with events here it is another history.
                return stream.last < from ? .brokenChain : .fork(seq: from, strange: batch.events)
            }
        } else if from == stream.last + 1 {
            guard batch.head == stream.head else { return .fork(seq: stream.last, strange: batch.events) }
        }
        guard from <= stream.last else { return .same([]) }
        let rows = try rows(
            """
            SELECT seq, hash, verdict FROM inbox WHERE hospital = $1 AND terminal = $2 AND epoch = $3 AND seq >= $4
                AND seq <= $5 ORDER BY seq
            """,
            [
                .id(batch.hospital), .id(batch.terminal), .fixed(batch.epoch), .int(from - 1),
                .int(from + Int64(batch.events.count)),
            ])
        var known: [Int64: (hash: EventHash, verdict: String)] = [:]
        for row in rows { known[try row.int(0)] = (try row.fixed(1), try row.text(2)) }
        if from > stream.first, known[from - 1]?.hash != batch.head {
            return .fork(seq: from - 1, strange: batch.events)
        }
        var held: [UpAnswer.Held] = []
        for event in batch.events where event.event.seq <= stream.last {
            guard let row = known[event.event.seq], row.hash == event.hash else {
                let strange = batch.events.filter { known[$0.event.seq]?.hash != $0.hash }
                return .fork(seq: event.event.seq, strange: strange)
            }
            if !Verdict.isFine(row.verdict) { held.append(UpAnswer.Held(seq: event.event.seq, code: row.verdict)) }
        }
        return .same(held)
    }

    /// The first number that an older copy of the terminal's disk would use again.
    func numberAfter(_ batch: PreparedBatch, _ stream: StreamStanding) throws(CentralError) -> Int64 {
        if batch.head == stream.root { return stream.first }
        let row = try row(
            "SELECT seq FROM inbox WHERE hospital = $1 AND terminal = $2 AND epoch = $3 AND hash = $4",
            [.id(batch.hospital), .id(batch.terminal), .fixed(batch.epoch), .fixed(batch.head)])
        return try row.map { row throws(CentralError) in try row.int(0) + 1 } ?? stream.last + 1
    }

    /// Nothing is dropped: the events of the other branch are kept beside, and a person decides.
    func freeze(_ batch: PreparedBatch, _ seq: Int64, _ strange: [PreparedEvent], at now: Timestamp)
        throws(CentralError)
    {
        try insert(
            forkInsert,
            strange.map { prepared in
                inboxValues(prepared, batch) + [.at(now)]
            })
        try run(
            """
            INSERT INTO forks(hospital, terminal, epoch, seq, seen_ms) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """, [.id(batch.hospital), .id(batch.terminal), .fixed(batch.epoch), .int(seq), .at(now)])
        try run(
            "UPDATE terminals SET state = 'frozen', last_contact_ms = $3 WHERE hospital = $1 AND name = $2",
            [.id(batch.hospital), .id(batch.terminal), .at(now)])
    }
}

/// What became of an event; every other word is a ``HeldReason``.
enum Verdict {
    static let applied = "applied"
    /// The operation took effect before, by another epoch or terminal.
    static let repeated = "repeated"

    static func isFine(_ verdict: String) -> Bool { verdict == applied || verdict == repeated }
}

/// The columns that the inbox and the other branch's share, in the order of ``inboxColumns``.
func inboxValues(_ prepared: PreparedEvent, _ batch: PreparedBatch) -> [SQLValue] {
    let event = prepared.event
    return [
        .id(batch.hospital), .id(batch.terminal), .fixed(batch.epoch), .int(event.seq), .fixed(event.operation),
        .text(event.kind), .count(event.version), .bytes(Array(event.body.utf8)), .at(event.wall),
        .int(event.monotonic), .fixed(event.boot), .optional(event.offset), .optional(event.signature),
        .fixed(prepared.hash),
    ]
}

let inboxColumns: [(name: String, type: SQLType)] = [
    ("hospital", .text), ("terminal", .text), ("epoch", .bytes), ("seq", .int), ("op_id", .bytes), ("kind", .text),
    ("ver", .int), ("body", .bytes), ("wall_ms", .int), ("mono_ms", .int), ("boot_id", .bytes), ("off_ms", .int),
    ("signature", .text), ("hash", .bytes),
]

private let forkInsert = BulkInsert("fork_inbox", inboxColumns + [("recv_ms", .int)], "ON CONFLICT DO NOTHING")
