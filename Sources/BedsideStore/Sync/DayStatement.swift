package import BedsideDomain
import GRDB

extension Store {
    /// Tells every ended day that has no statement yet, oldest first; asked again on the same day, nothing is left.
    ///
    /// Ranges follow the sequence, never the clock: a clock that was wrong moves events to another day's statement and
    /// leaves none out. After an absence of months, days without events are passed over.
    package func closeDays(at moment: Timestamp) async throws -> [DayStatement] {
        try await commit { transaction in
            let epochs = try transaction.epochRows()
            var told: [DayStatement] = []
            for (index, epoch) in epochs.enumerated() {
                let end = index + 1 < epochs.count ? epochs[index + 1].first - 1 : nil
                told += try transaction.closeDays(of: epoch, end: end, at: moment)
            }
            return told
        }
    }
}

extension Transaction {
    /// The last event up to which every event is in a statement; nil when there is none.
    func lastStatedEvent() throws -> Int64? {
        let epochs = try epochRows()
        for (index, epoch) in epochs.enumerated() {
            let next = try nextUnstated(epoch)
            let isClosed = index + 1 < epochs.count && next >= epochs[index + 1].first
            if !isClosed { return next > 1 ? next - 1 : nil }
        }
        return nil
    }

    /// Numbers count through all epochs, and an epoch may begin with events that were told before: each is in one statement.
    private func nextUnstated(_ epoch: EpochRow) throws -> Int64 {
        let last = try first("SELECT max(to_seq) FROM day_statements") { try $0.optionalInt() }
        return max(last.flatMap(\.self).map { $0 + 1 } ?? epoch.first, epoch.first)
    }

    /// - Parameter end: the last event of an epoch that is over.
    fileprivate func closeDays(of epoch: EpochRow, end: Int64?, at moment: Timestamp) throws -> [DayStatement] {
        var from = try nextUnstated(epoch)
        if let end, from > end { return [] }
        var told: [DayStatement] = []
        for day in try daysToClose(epoch, from: from, isOver: end != nil, at: moment) {
            let last = try first(
                "SELECT max(seq) FROM outbox WHERE seq BETWEEN ? AND ? AND wall_ms < ?",
                [from, end ?? .max, clock.beginning(ofDayAfter: day).milliseconds]
            ) { try $0.optionalInt() }.flatMap(\.self)
            if end != nil, last == nil { continue }
            let statement = try statement(of: epoch.epoch, day, from: from, through: last ?? from - 1)
            try tell(statement, at: moment)
            told.append(statement)
            from = statement.toSeq + 1
        }
        return told
    }

    /// Ended days after the last one that was told. One that lies ahead was told by a wrong clock and counts for nothing.
    private func daysToClose(_ epoch: EpochRow, from: Int64, isOver: Bool, at moment: Timestamp) throws -> [CivilDate] {
        let yesterday = clock.day(of: moment).daysSince1970 - 1
        let last = try first(
            "SELECT max(day) FROM day_statements WHERE epoch = ? AND day <= ?",
            [databaseBytes(epoch.epoch.bytes), yesterday]
        ) { try $0.optionalInt() }.flatMap(\.self).map(Int.init)
        let busy = Set(
            try all("SELECT wall_ms FROM outbox WHERE seq >= ? ORDER BY seq", [from]) {
                clock.day(of: try $0.moment()).daysSince1970
            })
        let begin = last.map { $0 + 1 } ?? min(busy.min() ?? yesterday, clock.day(of: epoch.openedAt).daysSince1970)
        guard begin <= yesterday else { return [] }
        guard isOver || yesterday - begin > 62 else {
            return (begin...yesterday).map(CivilDate.init(daysSince1970:))
        }
        let days = busy.filter { (begin...yesterday).contains($0) }.union([yesterday])
        return days.sorted().map(CivilDate.init(daysSince1970:))
    }

    /// The sums are over the facts of the range: what this terminal took and gave back itself.
    private func statement(of epoch: StreamEpoch, _ day: CivilDate, from: Int64, through: Int64) throws -> DayStatement
    {
        let moved = try all(
            """
            SELECT kind, json_extract(CAST(body AS TEXT), '$.channel'),
                coalesce(json_extract(CAST(body AS TEXT), '$.amount_fen'), json_extract(CAST(body AS TEXT), '$.total_fen'))
            FROM outbox WHERE seq BETWEEN ? AND ? AND kind IN ('payment.paid', 'refund.done', 'encounter.settled')
            """, [from, through]
        ) {
            (kind: try $0.text(), channel: try $0.optionalWord() as PaymentChannel?, fen: try $0.int())
        }
        func sums(_ kind: String) -> [PaymentChannel: Int64] {
            moved.reduce(into: [:]) { sums, row in
                if row.kind == kind, let channel = row.channel { sums[channel, default: 0] += row.fen }
            }
        }
        let settled = moved.filter { $0.kind == "encounter.settled" }
        return DayStatement(
            day: day, epoch: epoch, fromSeq: from, toSeq: through, headHash: try head(before: through + 1),
            events: through - from + 1, paid: sums("payment.paid"), refunded: sums("refund.done"),
            settledFen: settled.reduce(0) { $0 + $1.fen }, settlements: Int64(settled.count),
            waiting: Int64(try waitingPayments(through: through) + waitingRefunds(through: through)))
    }

    /// Payments that had begun by an event and had not ended.
    private func waitingPayments(through: Int64) throws -> Int {
        let facts = try all(
            """
            SELECT kind, json_extract(CAST(body AS TEXT), '$.payment') FROM outbox
            WHERE seq <= ? AND kind IN ('payment.created', 'payment.paid', 'payment.closed') ORDER BY seq
            """, [through]
        ) { (kind: try $0.text(), payment: try $0.text()) }
        var open: Set<String> = []
        for fact in facts {
            if fact.kind == "payment.created" { open.insert(fact.payment) } else { open.remove(fact.payment) }
        }
        return open.count
    }

    /// Refunds of stays that were settled by an event and that had not reached their patients.
    private func waitingRefunds(through: Int64) throws -> Int {
        let stays = try all(
            """
            SELECT encounter FROM refund_orders WHERE state <> 'done' OR id IN (
                SELECT json_extract(CAST(body AS TEXT), '$.refund') FROM outbox WHERE seq > ? AND kind = 'refund.done')
            """, [through]
        ) { try $0.text() }
        return try stays.count { stay in
            let settled = try first(
                "SELECT seq FROM outbox WHERE op_id = ?", [databaseBytes(Chain.operation("encounter.settled", stay))]
            ) { try $0.int() }
            return settled ?? 0 <= through
        }
    }

    private func tell(_ statement: DayStatement, at moment: Timestamp) throws {
        try run(
            "INSERT INTO day_statements(epoch, day, from_seq, to_seq) VALUES (?, ?, ?, ?)",
            [
                databaseBytes(statement.epoch.bytes), statement.day.daysSince1970, statement.fromSeq, statement.toSeq,
            ])
        try tell(
            "statement.day", key: "\(statement.epoch):\(statement.day.text)", statement.facts, at: moment)
    }
}

extension DayStatement {
    fileprivate var facts: [String: Fact] {
        func fen(_ sums: [PaymentChannel: Int64]) -> Fact {
            .object([String: Fact](uniqueKeysWithValues: sums.map { ($0.key.rawValue, .number($0.value)) }))
        }
        return [
            "day": .text(day.text), "epoch": .text("\(epoch)"), "from_seq": .number(fromSeq), "to_seq": .number(toSeq),
            "head_hash": .text("\(headHash)"), "events": .number(events), "paid": fen(paid), "refunded": fen(refunded),
            "settled_fen": .number(settledFen), "settlements": .number(settlements), "waiting": .number(waiting),
        ]
    }
}

extension HospitalClock {
    /// Midnight at the hospital, at the end of a day.
    fileprivate func beginning(ofDayAfter day: CivilDate) -> Timestamp {
        Timestamp(milliseconds: Int64(day.daysSince1970 + 1) * 86_400_000 - Int64(offsetMinutes) * 60_000)
    }
}
