package import BedsideDomain
import GRDB

/// A page that waits for a person, with what staff need to find its patient; both are empty for a paper of the ward.
package typealias WaitingPrint = (job: PrintJob, bed: String, maskedName: String)

extension Store {
    /// Pages whose end nobody knows, oldest first.
    package func unknownPrintJobs() async throws -> [WaitingPrint] {
        try await waitingPrintJobs().filter { if case .unknown = $0.job.state { true } else { false } }
    }

    /// Everything that waits for staff or for its patient: first the pages whose end nobody knows, then the held ones.
    package func waitingPrintJobs() async throws -> [WaitingPrint] {
        try await read { transaction in
            let jobs = try transaction.all(
                "\(PrintJobRecord.select) WHERE j.\(PrintJobRecord.waits) ORDER BY j.requested_ms, j.rowid", [],
                PrintJobRecord.read)
            let rows = try jobs.map { job in
                guard let stay = job.encounter else { return (job: job, bed: "", maskedName: "") }
                let encounter = try transaction.knownEncounter(stay)
                return (job: job, bed: encounter.order.bedLabel, maskedName: encounter.patient.maskedName)
            }
            return rows.filter { $0.job.state.hold == nil } + rows.filter { $0.job.state.hold != nil }
        }
    }

    /// The held pages of one stay, oldest first.
    package func heldPrintJobs(of encounter: EncounterID) async throws -> [PrintJob] {
        try await read { try $0.held(of: encounter) }
    }

    /// Lets held pages of one stay go: they are queued again, with their whole time anew.
    ///
    /// - Parameters:
    ///   - encounter: nil for the papers of the ward itself.
    ///   - ids: the pages that were shown; nil is all that this stay has. One that is no longer held is left as it is.
    ///   - staff: who said so; nil is the patient at the screen, for whom the pages are held again if nobody stands there.
    /// - Returns: every page that was meant, as it stands now.
    ///
    /// Throws ``StoreError`` `notFound` for a page that does not exist or is of another stay; ``DomainError``
    /// `staffMustAgree`.
    package func releasePrints(
        _ ids: [PrintJobID]? = nil, of encounter: EncounterID?, by staff: StaffID?, at moment: Timestamp
    ) async throws -> [PrintJob] {
        try await commit { transaction in
            if let staff { try transaction.requireStaff(staff, may: .decidePrints) }
            let wanted = try ids?.map { try transaction.knownPrintJob($0) } ?? transaction.held(of: encounter)
            guard wanted.allSatisfy({ $0.encounter == encounter }) else { throw StoreError.notFound("print job") }
            return try wanted.map { job in
                guard case .held = job.state else { return job }
                try transaction.run(
                    """
                    UPDATE print_jobs SET state = 'queued', state_ms = ?, hold = NULL, released_by = ?
                    WHERE id = ? AND state = 'held'
                    """, [moment.milliseconds, staff?.text, job.id.text])
                let released = try transaction.knownPrintJob(job.id)
                try transaction.notePrint(released, "released", by: staff.map(Actor.staff) ?? .patient, at: moment)
                return released
            }
        }
    }

    /// Staff drop every held page of a stay, or of the ward itself. Returns how many there were.
    ///
    /// Throws ``DomainError`` `staffMustAgree`.
    @discardableResult
    package func dropHeldPrints(of encounter: EncounterID?, by staff: StaffID, at moment: Timestamp) async throws -> Int
    {
        try await commit { transaction in
            try transaction.requireStaff(staff, may: .decidePrints)
            let held = try transaction.held(of: encounter)
            for var job in held {
                try transaction.run(
                    """
                    UPDATE print_jobs SET state = 'dropped', state_ms = ?, decided_by = ?, hold = NULL
                    WHERE id = ? AND state = 'held'
                    """, [moment.milliseconds, staff.text, job.id.text])
                job.state = .decided(.dropped, by: staff, at: moment)
                try transaction.notePrint(job, "decided", by: .staff(staff), at: moment)
            }
            return held.count
        }
    }
}

extension Transaction {
    fileprivate func held(of encounter: EncounterID?) throws -> [PrintJob] {
        try all(
            """
            \(PrintJobRecord.select) WHERE j.encounter IS ? AND j.\(PrintJobRecord.waits) AND j.state = 'held'
            ORDER BY j.requested_ms, j.rowid
            """, [encounter?.text], PrintJobRecord.read)
    }
}

extension PrintState {
    fileprivate var hold: PrintHold? { if case .held(let hold) = self { hold } else { nil } }
}
