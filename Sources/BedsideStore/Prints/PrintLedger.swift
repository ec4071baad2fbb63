package import BedsideDomain
import GRDB

extension Store {
    /// Adds a page; its copy number is one more than the copies that came out or may have come out.
    ///
    /// - Parameters:
    ///   - encounter: nil for a paper of the ward itself; the schema takes no patient's paper without its stay.
    ///   - replaces: the job that this one stands in for; each can be replaced once.
    package func enqueuePrint(
        encounter: EncounterID?, paper: Paper, reprint: CopyMark.Reason?, replaces: PrintJobID?, at moment: Timestamp
    ) async throws -> PrintJob {
        try await commit { transaction in
            let occasion = replaces.map(PrintOccasion.replacement) ?? .request
            return try transaction.enqueue(
                paper, of: encounter, occasion, reprint: reprint, replaces: replaces, at: moment)
        }
    }

    /// Every page that has not ended, oldest first.
    package func openPrintJobs() async throws -> [PrintJob] {
        try await read {
            try $0.all(
                "\(PrintJobRecord.select) WHERE j.\(PrintJobRecord.isOpen) ORDER BY j.requested_ms, j.rowid", [],
                PrintJobRecord.read)
        }
    }

    /// The latest pages first.
    package func printJobs(limit: Int) async throws -> [PrintJob] {
        try await read {
            try $0.all(
                "\(PrintJobRecord.select) ORDER BY j.requested_ms DESC, j.rowid DESC LIMIT ?", [max(limit, 0)],
                PrintJobRecord.read)
        }
    }

    package func printJob(_ id: PrintJobID) async throws -> PrintJob? {
        try await read { try $0.first("\(PrintJobRecord.select) WHERE j.id = ?", [id.text], PrintJobRecord.read) }
    }

    /// Moves a page on, if it still stands where the caller saw it.
    ///
    /// - Parameter dispatch: with `submitting`, where it goes.
    ///
    /// Throws ``StoreError``: `stateChanged` when it does not, `notFound`; ``DomainError`` `wrongState` for a step that the
    /// ledger does not know, for a release and for a decision, which ``releasePrints(_:by:at:)`` and
    /// ``decidePrint(_:_:reason:by:at:)`` make.
    package func advancePrint(
        _ id: PrintJobID, from: PrintState, to: PrintState, dispatch: PrintDispatch? = nil, at moment: Timestamp
    ) async throws -> PrintJob {
        try await commit { try $0.advancePrint(id, from: from, to: to, dispatch, at: moment) }
    }
}

extension Transaction {
    fileprivate func advancePrint(
        _ id: PrintJobID, from: PrintState, to: PrintState, _ dispatch: PrintDispatch?, at moment: Timestamp
    ) throws -> PrintJob {
        guard from.mayBecome(to) else {
            throw DomainError(.wrongState, "A page that is \(from.word) never becomes \(to.word).")
        }
        var (number, uuid, trouble, hold): (Int?, String?, String?, String?) = (nil, nil, nil, nil)
        var stamp = moment
        switch to {
        case .queued, .decided:
            throw DomainError(.wrongState, "Only a person releases a page or decides its end.")
        case .submitting: break
        case .held(let reason): hold = reason.rawValue
        case .submitted(let job): (number, uuid) = (job.number, job.uuid)
        case .printed(let at): stamp = at
        case .refused(let cause), .unknown(let cause): trouble = cause.rawValue
        }
        let changed = try run(
            """
            UPDATE print_jobs SET state = ?, state_ms = ?, cups_number = coalesce(?, cups_number),
                cups_uuid = coalesce(?, cups_uuid), trouble = ?, hold = ?, queue = coalesce(?, queue),
                sheets = coalesce(?, sheets) WHERE id = ? AND state = ?
            """,
            [
                to.word, stamp.milliseconds, number, uuid, trouble, hold, dispatch?.queue, dispatch?.sheets, id.text,
                from.word,
            ])
        let job = try knownPrintJob(id)
        guard changed == 1 else {
            throw StoreError(
                .stateChanged, "The page is \(job.state.word) now, not \(from.word); look again before acting.")
        }
        if !to.isOpen { try notePrint(job, hold == nil ? "ended" : "held", by: .terminal, at: moment) }
        return job
    }

    /// - Parameter reason: why staff had it printed again.
    func notePrint(
        _ job: PrintJob, _ word: String, by actor: Actor, why reason: CopyMark.Reason? = nil, at moment: Timestamp
    ) throws {
        var facts: [String: Fact] = [
            "job": .text(job.id.text), "kind": .text(job.paper.kind.rawValue), "copy": .count(job.mark.number),
            "state": .text(job.state.word), "by": .text(actor.text),
        ]
        if let encounter = job.encounter { facts["encounter"] = .text(encounter.text) }
        if case .refused(let trouble) = job.state { facts["trouble"] = .text(trouble.rawValue) }
        if case .unknown(let trouble) = job.state { facts["trouble"] = .text(trouble.rawValue) }
        if let reason { facts["reason"] = .text(reason.rawValue) }
        if case .held(let reason) = job.state { facts["hold"] = .text(reason.rawValue) }
        try audit("print-\(word)", by: actor, of: "print:\(job.id.text)", facts, at: moment)
        // A page ends and is decided once; it may be held and released again and again, each a fact of its own.
        let isOnce = !["held", "released"].contains(word)
        try tell(
            "print.\(word)", key: isOnce ? job.id.text : "\(job.id.text)@\(moment.milliseconds)", facts, at: moment)
    }
}
