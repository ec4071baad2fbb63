package import BedsideDomain
import GRDB

extension Store {
    /// The central store keeps everything up to a number for ever. An older word than one before changes nothing.
    ///
    /// - Parameter held: events that it could not apply, with its reason.
    /// - Returns: how many events were not acknowledged before.
    ///
    /// Throws ``StoreError`` `storeWentBack` when the central store knows more than this outbox has: the file was put back to
    /// an earlier state, and nothing may be sent until a person enrols the terminal again.
    @discardableResult
    package func acknowledge(through seq: Int64, held: [(seq: Int64, code: String)], at moment: Timestamp) async throws
        -> Int
    {
        try await commit { transaction in
            try transaction.requireReached(seq)
            let changed = try transaction.run(
                "UPDATE outbox SET acked_at = ?, verdict = 'kept' WHERE seq <= ? AND acked_at IS NULL",
                [moment.milliseconds, seq])
            for event in held where event.seq <= seq {
                try transaction.run(
                    "UPDATE outbox SET verdict = ? WHERE seq = ? AND acked_at IS NOT NULL",
                    ["held:\(event.code.prefix(40))", event.seq])
            }
            return changed
        }
    }

    /// The central store asks for events again that it had acknowledged: it was put back to an earlier state. Going forward
    /// is not possible, so a number that is not acknowledged yet changes nothing.
    ///
    /// Throws ``StoreError``: `storeWentBack` for a number beyond the next event, `notFound` when the event is not kept any
    /// more or of an earlier epoch: enrol the terminal again.
    package func rewind(to seq: Int64) async throws {
        try await commit { transaction in
            try transaction.requireReached(seq - 1)
            let stream = try transaction.stream()
            guard seq >= stream.first else { throw StoreError.notFound("event of this epoch") }
            _ = try transaction.head(before: seq)
            try transaction.run("UPDATE outbox SET acked_at = NULL, verdict = NULL WHERE seq >= ?", [seq])
        }
    }

    /// Deletes events that were acknowledged long ago (``SyncLimits/keptDays``) and whose day was told as a whole. Returns how
    /// many went.
    @discardableResult
    package func pruneOutbox(at moment: Timestamp) async throws -> Int {
        try await commit { transaction in
            guard let stated = try transaction.lastStatedEvent(), let last = try transaction.lastEvent() else {
                return 0
            }
            return try transaction.run(
                """
                DELETE FROM outbox WHERE seq <= ?1 AND seq < ?2
                    AND seq < coalesce((SELECT min(seq) FROM outbox WHERE acked_at IS NULL OR acked_at >= ?3), ?2)
                """,
                [stated, last, moment.adding(days: -Int64(SyncLimits.keptDays)).milliseconds])
        }
    }
}

extension Transaction {
    fileprivate func requireReached(_ seq: Int64) throws {
        let last = try stream().last
        guard seq <= last else {
            throw StoreError(
                .storeWentBack,
                "The central store knows event \(seq) of this terminal, but its newest here is \(last): the store was put "
                    + "back to an earlier state. Nothing is sent until the terminal is enrolled again with a new token."
            )
        }
    }
}
