import BedsideDomain
import Foundation

extension BookReader {
    /// Every terminal that was enrolled by the day's end, and every one that said something of the day, with what came
    /// from it. A terminal with two epochs on one day appears once for each: their ranges do not continue each other.
    func terminals() throws -> [TerminalDay] {
        let enrolled = try transaction.rows(
            "SELECT name FROM terminals WHERE hospital = $1 AND state <> 'revoked' AND enrolled_ms < $2",
            [.id(hospital), .at(end)]
        ).map { try $0.id(0) as TerminalName }
        var stated: [StatedEpoch: [TerminalDay.Stated]] = [:]
        for row in try transaction.rows(
            """
            SELECT terminal, epoch, from_seq, to_seq, head_hash, events, paid, refunded, settled_fen, settlements, waiting
            FROM statements WHERE hospital = $1 AND day = $2 ORDER BY terminal, from_seq, seq
            """, [.id(hospital), .text(day.text)])
        {
            let key = StatedEpoch(terminal: try row.id(0), epoch: try row.fixed(1))
            let statement = DayStatement(
                day: day, epoch: key.epoch, fromSeq: try row.int(2), toSeq: try row.int(3), headHash: try row.fixed(4),
                events: try row.int(5), paid: try amounts(row.text(6)), refunded: try amounts(row.text(7)),
                settledFen: try row.int(8), settlements: try row.int(9), waiting: try row.int(10))
            stated[key, default: []].append(TerminalDay.Stated(statement, inbox: try inbox(key, statement)))
        }
        let silent = Set(enrolled).subtracting(stated.keys.map(\.terminal))
        return try silent.map { TerminalDay(terminal: $0, closedBefore: nil, statements: []) }
            + stated.map { key, statements in
                TerminalDay(terminal: key.terminal, closedBefore: try closedBefore(key), statements: statements)
            }
    }

    /// Where the last statement of an earlier day ended; else what comes before the epoch.
    private func closedBefore(_ key: StatedEpoch) throws -> Int64? {
        let place: [SQLValue] = [.id(hospital), .id(key.terminal), .fixed(key.epoch)]
        let last = try transaction.row(
            "SELECT max(to_seq) FROM statements WHERE hospital = $1 AND terminal = $2 AND epoch = $3 AND day < $4",
            place + [.text(day.text)])
        if let last = try last?.optionalInt(0) { return last }
        let epoch = try transaction.row(
            "SELECT first_seq FROM epochs WHERE hospital = $1 AND terminal = $2 AND epoch = $3", place)
        return try epoch.map { try $0.int(0) - 1 }
    }

    /// What came from the terminal for the range that a statement speaks of.
    private func inbox(_ key: StatedEpoch, _ statement: DayStatement) throws -> InboxRange {
        let place: [SQLValue] = [.id(hospital), .id(key.terminal), .fixed(key.epoch)]
        let range = place + [.int(statement.fromSeq), .int(statement.toSeq)]
        let (wanted, epoch) = ("hospital = $1 AND terminal = $2 AND epoch = $3", "seq BETWEEN $4 AND $5")
        let came = try transaction.rows(
            "SELECT seq FROM inbox WHERE \(wanted) AND \(epoch) ORDER BY seq", range
        ).map { try $0.int(0) }
        var sums = MovedSums()
        for row in try transaction.rows(
            """
            SELECT kind, body FROM inbox WHERE \(wanted) AND \(epoch)
                AND kind IN ('payment.paid', 'refund.done', 'encounter.settled')
            """, range)
        { sums.add(try row.text(0), try row.bytes(1)) }
        let head =
            try transaction.row("SELECT hash FROM inbox WHERE \(wanted) AND seq = $4", place + [.int(statement.toSeq)])
            ?? transaction.row(
                "SELECT root FROM epochs WHERE \(wanted) AND first_seq = $4", place + [.int(statement.toSeq + 1)])
        return InboxRange(
            missing: gaps(came, statement), headHash: try head?.fixed(0), events: Int64(came.count), paid: sums.paid,
            refunded: sums.refunded, settledFen: sums.settledFen, settlements: sums.settlements)
    }

    /// Runs of numbers that are not there.
    private func gaps(_ came: [Int64], _ statement: DayStatement) -> [ClosedRange<Int64>] {
        var gaps: [ClosedRange<Int64>] = []
        var next = statement.fromSeq
        for seq in came + [statement.toSeq + 1] {
            if seq > next { gaps.append(next...seq - 1) }
            next = seq + 1
        }
        return gaps
    }

    private func amounts(_ json: String) throws -> [PaymentChannel: Int64] {
        let words: [String: Int64]
        do { words = try JSONDecoder().decode([String: Int64].self, from: Data(json.utf8)) } catch {
            throw CentralError.damaged("a statement's sums are no object")
        }
        var amounts: [PaymentChannel: Int64] = [:]
        for (word, fen) in words {
            guard let channel = PaymentChannel(rawValue: word) else {
                throw CentralError.damaged("a statement names a channel that there is not")
            }
            amounts[channel] = fen
        }
        return amounts
    }
}

/// A terminal in one of its epochs.
private struct StatedEpoch: Hashable {
    let terminal: TerminalName
    let epoch: StreamEpoch
}

/// What the facts of a range moved; the bodies say it as the terminal signed them.
private struct MovedSums {
    private struct Body: Decodable {
        let amount: Int64?
        let total: Int64?
        let channel: PaymentChannel?

        enum CodingKeys: String, CodingKey {
            case channel
            case amount = "amount_fen"
            case total = "total_fen"
        }
    }

    var paid: [PaymentChannel: Int64] = [:]
    var refunded: [PaymentChannel: Int64] = [:]
    var settledFen: Int64 = 0
    var settlements: Int64 = 0

    mutating func add(_ kind: String, _ body: [UInt8]) {
        let fact: Body
        do { fact = try JSONDecoder().decode(Body.self, from: Data(body)) } catch {
            // A body that says no sum adds nothing; the statement then disagrees, and the event is held.
            return
        }
        let fen = fact.amount ?? 0
        switch (kind, fact.channel) {
        case ("payment.paid", let channel?): paid[channel] = sum(paid[channel], fen)
        case ("refund.done", let channel?): refunded[channel] = sum(refunded[channel], fen)
        case ("encounter.settled", _):
            settledFen = sum(settledFen, fact.total ?? 0)
            settlements += 1
        default: break
        }
    }

    /// A hostile body may say any number: it stays at the end of what a number can be, and disagrees.
    private func sum(_ total: Int64?, _ fen: Int64) -> Int64 {
        let (value, isOver) = (total ?? 0).addingReportingOverflow(fen)
        return isOver ? .max : value
    }
}
