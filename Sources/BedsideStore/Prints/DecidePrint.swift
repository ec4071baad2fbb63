package import BedsideDomain
import GRDB

extension Store {
    /// Staff looked at the printer and decide about a page whose end nobody knew, or drop one that is held.
    ///
    /// `printedAgain` queues the replacement in the same transaction and returns it. The same decision again changes
    /// nothing and returns the same replacement.
    ///
    /// - Parameter reason: why it is printed again; unknown end when nil.
    ///
    /// Throws ``StoreError``: `stateChanged` when the page waits for no such decision, `notFound`; ``DomainError`` `staffMustAgree`.
    package func decidePrint(
        _ id: PrintJobID, _ decision: PrintDecision, reason: CopyMark.Reason?, by staff: StaffID, at moment: Timestamp
    ) async throws -> PrintJob? {
        try await commit { transaction in
            var job = try transaction.knownPrintJob(id)
            if case .decided(decision, _, _) = job.state { return try transaction.replacement(of: id) }
            let decided = PrintState.decided(decision, by: staff, at: moment)
            guard job.state.mayBecome(decided) else {
                throw StoreError(
                    .stateChanged,
                    "The page is \(job.state.word); only one whose end is unknown is decided, and a held one dropped.")
            }
            try transaction.requireStaff(staff, may: .decidePrints)
            try transaction.run(
                "UPDATE print_jobs SET state = ?, state_ms = ?, decided_by = ?, hold = NULL WHERE id = ? AND state = ?",
                [decision.rawValue, moment.milliseconds, staff.text, id.text, job.state.word])
            job.state = decided
            try transaction.notePrint(
                job, "decided", by: .staff(staff), why: decision == .printedAgain ? reason ?? .unknownEnd : nil,
                at: moment)
            guard decision == .printedAgain else { return nil }
            return try transaction.enqueue(
                job.paper, of: job.encounter, .replacement(id), reprint: reason ?? .unknownEnd, replaces: id, at: moment
            )
        }
    }
}

extension Transaction {
    fileprivate func replacement(of id: PrintJobID) throws -> PrintJob? {
        try first("\(PrintJobRecord.select) WHERE j.replaces = ?", [id.text], PrintJobRecord.read)
    }
}
