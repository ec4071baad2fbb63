import BedsideDomain
import BedsideWire

extension CentralTransaction {
    /// Keeps new events word for word and applies each or holds it; returns those that are held.
    func write(_ events: [PreparedEvent], _ batch: PreparedBatch, _ mode: IngestMode, at now: Timestamp) throws
        -> [UpAnswer.Held]
    {
        guard !events.isEmpty else { return [] }
        var writer = FactWriter(transaction: self, hospital: batch.hospital, terminal: batch.terminal, now: now)
        var verdicts: [Int64: String] = [:]
        let candidates = events.filter { prepared in
            guard case .failure(let reason) = prepared.fact else { return true }
            verdicts[prepared.event.seq] = reason.code
            return false
        }
        switch mode {
        case .together:
            let fresh = try claim(candidates, batch)
            for prepared in candidates {
                guard fresh.contains(prepared.event.seq) else {
                    verdicts[prepared.event.seq] = try repeated(prepared, events, batch)
                    continue
                }
                try writer.apply(prepared)
            }
            try writer.flush()
        case .oneByOne:
            for prepared in candidates {
                verdicts[prepared.event.seq] = try applyAlone(prepared, events, batch, &writer)
            }
        }
        try keep(events, verdicts, batch, at: now)
        try writer.finish()
        return events.compactMap { prepared in
            let verdict = verdicts[prepared.event.seq] ?? Verdict.applied
            return Verdict.isFine(verdict) ? nil : UpAnswer.Held(seq: prepared.event.seq, code: verdict)
        }
    }

    /// One event in a savepoint of its own; its verdict.
    func applyAlone(
        _ prepared: PreparedEvent, _ events: [PreparedEvent], _ batch: PreparedBatch, _ writer: inout FactWriter
    ) throws -> String {
        var trial = writer
        do {
            let isFresh = try savepoint {
                guard try !claim([prepared], batch).isEmpty else { return false }
                try trial.apply(prepared)
                try trial.flush()
                return true
            }
            writer = trial
            return isFresh ? Verdict.applied : try repeated(prepared, events, batch)
        } catch let reason as HeldReason {
            return reason.code
        } catch let error as CentralError where error.code == .ruleBroken {
            return HeldReason.ruleBroken.code
        }
    }

    /// Writes the operations down for ever; returns the events that were the first to say theirs.
    private func claim(_ events: [PreparedEvent], _ batch: PreparedBatch) throws(CentralError) -> Set<Int64> {
        guard !events.isEmpty else { return [] }
        let rows = try insert(
            claimInsert,
            events.map { prepared in
                [
                    .id(batch.hospital), .fixed(prepared.event.operation), .id(batch.terminal), .fixed(batch.epoch),
                    .int(prepared.event.seq),
                ]
            })
        var fresh: Set<Int64> = []
        for row in rows { fresh.insert(try row.int(0)) }
        return fresh
    }

    /// The operation took effect before: with the same words it is a repetition, with others a person must look.
    private func repeated(_ prepared: PreparedEvent, _ events: [PreparedEvent], _ batch: PreparedBatch)
        throws(CentralError) -> String
    {
        let row = try row(
            """
            SELECT o.terminal, o.epoch, o.seq, i.kind, i.ver, i.body FROM op_seen o LEFT JOIN inbox i
                ON i.hospital = o.hospital AND i.terminal = o.terminal AND i.epoch = o.epoch AND i.seq = o.seq
            WHERE o.hospital = $1 AND o.op_id = $2
            """, [.id(batch.hospital), .fixed(prepared.event.operation)])
        guard let row else { throw .damaged("an operation was seen and is not there") }
        let event = prepared.event
        let isSame: Bool
        if let kind = try row.optionalText(3) {
            let (version, body) = (try row.count(4), try row.bytes(5))
            isSame = kind == event.kind && version == event.version && body == Array(event.body.utf8)
        } else {
            // It came first in this very batch.
            let (seq, other) = (try row.int(2), events)
            isSame = other.contains {
                $0.event.seq == seq && $0.event.kind == event.kind && $0.event.version == event.version
                    && $0.event.body == event.body
            }
        }
        return isSame ? Verdict.repeated : HeldReason.operationDiffers.code
    }

    private func keep(
        _ events: [PreparedEvent], _ verdicts: [Int64: String], _ batch: PreparedBatch, at now: Timestamp
    ) throws(CentralError) {
        func verdict(_ prepared: PreparedEvent) -> String { verdicts[prepared.event.seq] ?? Verdict.applied }
        try insert(inboxInsert, events.map { inboxValues($0, batch) + [.at(now), .text(verdict($0))] })
        let held = events.filter { !Verdict.isFine(verdict($0)) }
        guard !held.isEmpty else { return }
        try insert(
            quarantineInsert,
            held.map {
                [
                    .id(batch.hospital), .id(batch.terminal), .fixed(batch.epoch), .int($0.event.seq),
                    .text(verdict($0)), .at(now),
                ]
            })
    }
}

private let inboxInsert = BulkInsert("inbox", inboxColumns + [("recv_ms", .int), ("verdict", .text)])

private let claimInsert = BulkInsert(
    "op_seen",
    [("hospital", .text), ("op_id", .bytes), ("terminal", .text), ("epoch", .bytes), ("seq", .int)],
    "ON CONFLICT DO NOTHING RETURNING seq")

private let quarantineInsert = BulkInsert(
    "quarantine",
    [
        ("hospital", .text), ("terminal", .text), ("epoch", .bytes), ("seq", .int), ("code", .text), ("held_ms", .int),
    ])
