package import BedsideDomain
import GRDB

extension Store {
    /// Adds a page; its copy number is one more than the copies that came out or may have come out.
    ///
    /// - Parameter replaces: the job that this one stands in for; each can be replaced once.
    package func enqueuePrint(
        encounter: EncounterID, paper: Paper, reprint: CopyMark.Reason?, replaces: PrintJobID?, at moment: Timestamp
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

    /// Pages whose end nobody knows, oldest first, with what staff need to find the patient.
    package func unknownPrintJobs() async throws -> [(job: PrintJob, bed: String, maskedName: String)] {
        try await read { transaction in
            let jobs = try transaction.all(
                "\(PrintJobRecord.select) WHERE j.state = 'unknown' ORDER BY j.requested_ms, j.rowid", [],
                PrintJobRecord.read)
            return try jobs.map { job in
                let encounter = try transaction.knownEncounter(job.encounter)
                return (job, encounter.order.bedLabel, encounter.patient.maskedName)
            }
        }
    }

    /// Moves a page on, if it still stands where the caller saw it.
    ///
    /// Throws ``StoreError``: `stateChanged` when it does not, `notFound`; ``DomainError`` `wrongState` for a step back to
    /// queued or for a decision, which ``decidePrint(_:_:reason:by:at:)`` makes.
    package func advancePrint(
        _ id: PrintJobID, from: PrintState, to: PrintState, at moment: Timestamp
    ) async throws -> PrintJob {
        try await commit { try $0.advancePrint(id, from: from, to: to, at: moment) }
    }
}

extension Transaction {
    fileprivate func advancePrint(
        _ id: PrintJobID, from: PrintState, to: PrintState, at moment: Timestamp
    ) throws -> PrintJob {
        var (number, uuid, trouble): (Int?, String?, String?) = (nil, nil, nil)
        var stamp = moment
        switch to {
        case .queued, .decided:
            throw DomainError(.wrongState, "A page is never queued again, and only staff decide its end.")
        case .submitting: break
        case .submitted(let job): (number, uuid) = (job.number, job.uuid)
        case .printed(let at): stamp = at
        case .refused(let cause), .unknown(let cause): trouble = cause.rawValue
        }
        guard from.isOpen else {
            throw DomainError(.wrongState, "This page has ended; only staff may decide about it.")
        }
        let changed = try run(
            """
            UPDATE print_jobs SET state = ?, state_ms = ?, cups_number = coalesce(?, cups_number),
                cups_uuid = coalesce(?, cups_uuid), trouble = ? WHERE id = ? AND state = ?
            """, [to.word, stamp.milliseconds, number, uuid, trouble, id.text, from.word])
        let job = try knownPrintJob(id)
        guard changed == 1 else {
            throw StoreError(
                .stateChanged, "The page is \(job.state.word) now, not \(from.word); look again before acting.")
        }
        if !to.isOpen { try notePrint(job, "ended", by: .terminal, at: moment) }
        return job
    }

    func notePrint(_ job: PrintJob, _ word: String, by actor: Actor, at moment: Timestamp) throws {
        var facts: [String: Fact] = [
            "job": .text(job.id.text), "kind": .text(job.paper.kind.rawValue), "copy": .count(job.mark.number),
            "encounter": .text(job.encounter.text), "state": .text(job.state.word), "by": .text(actor.text),
        ]
        if case .refused(let trouble) = job.state { facts["trouble"] = .text(trouble.rawValue) }
        if case .unknown(let trouble) = job.state { facts["trouble"] = .text(trouble.rawValue) }
        try audit("print-\(word)", by: actor, of: "print:\(job.id.text)", facts, at: moment)
        try tell("print.\(word)", key: job.id.text, facts, at: moment)
    }
}
