package import BedsideDomain

extension CentralStore {
    /// What a store must do once after it was restored from a backup of either engine, before it serves:
    ///
    /// - a new generation for each hospital, so that every terminal's cursor is gone and it takes a snapshot;
    /// - tokens that were made before are void: one of them may have been used since;
    /// - doubt: no stay is given to anybody until every terminal was heard again, or ``endWait(of:at:)``.
    ///
    /// What the terminals sent since the backup they send again: each batch behind the gap is answered with the number that
    /// is expected, and they keep what was acknowledged for ``SyncLimits/keptDays`` days. What took effect is known by its
    /// operation for ever, so nothing counts twice.
    ///
    /// What only this store knew since the backup is lost and must be done again: imports, revocations, enrolments.
    /// Safe to call again. Throws ``CentralError``.
    package func noteRestored(at moment: Timestamp) async throws {
        try await database.write { transaction in
            try transaction.beginGenerations()
            try transaction.run("UPDATE tokens SET expires_ms = 0 WHERE used_ms IS NULL")
            try transaction.beginDoubts(at: moment)
        }
    }

    /// A terminal has seen its hospital's feed farther than it goes: a new generation, as after a restore, so that every
    /// terminal takes a snapshot. False when the feed goes as far, or another server was first. Throws ``CentralError``.
    package func beginGeneration(of hospital: HospitalID, beyond cursor: FeedCursor) async throws -> Bool {
        try await database.write { try $0.beginGeneration(hospital, beyond: cursor) }
    }
}
