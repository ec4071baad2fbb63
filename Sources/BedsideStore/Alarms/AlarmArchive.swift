package import BedsideDomain
import GRDB

extension Store {
    /// Keeps the histories of alarms for the report and the centre, open ones too: one commit for all. A row only moves to a
    /// higher revision, so that they may come twice and in any order. Throws ``StoreError``.
    package func archiveAlarms(_ histories: [AlarmHistory]) async throws {
        try await commit { transaction in
            for history in histories { try transaction.archive(history) }
        }
    }

    /// Every alarm that was raised within the period or open at some moment of it, the earliest raised first.
    ///
    /// - Parameters:
    ///   - from: the first moment of the period.
    ///   - to: the first moment after it.
    package func alarms(from: Timestamp, to: Timestamp) async throws -> [AlarmHistory] {
        try await read { transaction in
            try transaction.all(
                """
                SELECT id, revision, place, kind, origin, raised_ms, occurrences, shown_ms, accepted_ms, accepted_by,
                    attended_ms, attended_by, highest_level, suppressions, closed_ms, ending
                FROM alarms
                WHERE raised_ms < ?2 AND (raised_ms >= ?1 OR closed_ms > ?1 OR closed_ms IS NULL)
                ORDER BY raised_ms, id
                """, [from.milliseconds, to.milliseconds]
            ) { try $0.alarm() }
        }
    }
}

extension Transaction {
    /// Writes a row unless a newer one is there, and tells the centre when it did.
    fileprivate func archive(_ history: AlarmHistory) throws {
        guard let revision = Int64(exactly: history.revision) else {
            throw StoreError(.ruleBroken, "An alarm's revision is beyond every count; this is a fault of Bedside.")
        }
        let changes = try run(
            """
            INSERT INTO alarms(id, revision, place, kind, origin, raised_ms, occurrences, shown_ms, accepted_ms,
                accepted_by, attended_ms, attended_by, highest_level, suppressions, closed_ms, ending)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(id) DO UPDATE SET revision = excluded.revision, occurrences = excluded.occurrences,
                shown_ms = excluded.shown_ms, accepted_ms = excluded.accepted_ms, accepted_by = excluded.accepted_by,
                attended_ms = excluded.attended_ms, attended_by = excluded.attended_by,
                highest_level = excluded.highest_level, suppressions = excluded.suppressions,
                closed_ms = excluded.closed_ms, ending = excluded.ending
                WHERE excluded.revision > alarms.revision
            """,
            [
                history.id.text, revision, history.place.label, history.kind.word, history.origin,
                history.raisedAt.milliseconds, history.occurrences, history.shownAt?.milliseconds,
                history.acceptedAt?.milliseconds, history.acceptedBy?.text, history.attendedAt?.milliseconds,
                history.attendedBy?.text, history.highestLevel, history.suppressions, history.closedAt?.milliseconds,
                history.end?.rawValue,
            ])
        guard changes > 0 else { return }
        // The number is of no other alarm anywhere, and each revision is told once.
        try tell("alarm.changed", key: "\(history.id.text):\(revision)", history.facts, at: history.newestMoment)
    }
}

extension AlarmHistory {
    fileprivate var newestMoment: Timestamp {
        [shownAt, acceptedAt, attendedAt, closedAt].compactMap(\.self).reduce(raisedAt, max)
    }

    fileprivate var facts: [String: Fact] {
        func moment(_ moment: Timestamp?) -> Fact { moment.map { .number($0.milliseconds) } ?? .none }
        return [
            "alarm": .text(id.text), "revision": .number(Int64(clamping: revision)), "place": .text(place.label),
            "kind": .text(kind.word), "origin": .text(origin), "raised_ms": moment(raisedAt),
            "occurrences": .count(occurrences), "shown_ms": moment(shownAt), "accepted_ms": moment(acceptedAt),
            "accepted_by": .optional(acceptedBy?.text), "attended_ms": moment(attendedAt),
            "attended_by": .optional(attendedBy?.text), "highest_level": .count(highestLevel),
            "suppressions": .count(suppressions), "closed_ms": moment(closedAt), "end": .optional(end?.rawValue),
        ]
    }
}

extension Columns {
    fileprivate mutating func alarm() throws -> AlarmHistory {
        AlarmHistory(
            id: try id(), revision: UInt64(clamping: try int()), place: try place(), kind: try kind(),
            origin: try text(), raisedAt: try moment(), occurrences: try count(), shownAt: try optionalMoment(),
            acceptedAt: try optionalMoment(), acceptedBy: try optionalID(), attendedAt: try optionalMoment(),
            attendedBy: try optionalID(), highestLevel: try count(), suppressions: try count(),
            closedAt: try optionalMoment(), end: try optionalWord())
    }

    private mutating func place() throws -> AlarmPlace {
        let label = try text()
        do { return try AlarmPlace(label) } catch { throw StoreError.damaged("an alarm is at no place", cause: error) }
    }

    private mutating func kind() throws -> AlarmKind {
        guard let kind = AlarmKind(word: try text()) else { throw StoreError.damaged("an alarm is of no known kind") }
        return kind
    }
}
