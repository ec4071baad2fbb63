/// A row of the print ledger.
package struct PrintJob: Sendable, Hashable {
    package let id: PrintJobID
    package let encounter: EncounterID
    package let paper: Paper
    package let mark: CopyMark
    package let requestedAt: Timestamp
    package var state: PrintState
    /// The job that this one stands in for, when staff printed again.
    package let replaces: PrintJobID?

    package init(
        id: PrintJobID, encounter: EncounterID, paper: Paper, mark: CopyMark, requestedAt: Timestamp, state: PrintState,
        replaces: PrintJobID?
    ) {
        self.id = id
        self.encounter = encounter
        self.paper = paper
        self.mark = mark
        self.requestedAt = requestedAt
        self.state = state
        self.replaces = replaces
    }
}
