/// A row of the print ledger.
package struct PrintJob: Sendable, Hashable {
    package let id: PrintJobID
    /// Whose paper it is; nil for one of the ward itself.
    package let encounter: EncounterID?
    package let paper: Paper
    package let mark: CopyMark
    package let requestedAt: Timestamp
    package var state: PrintState
    /// The job that this one stands in for, when staff printed again.
    package let replaces: PrintJobID?
    /// When the state began: what waits is counted from here, so that a page that was released has its whole time anew.
    package let since: Timestamp
    /// Staff who said that it may go out though its patient is not at the screen.
    package let releasedBy: StaffID?

    package init(
        id: PrintJobID, encounter: EncounterID?, paper: Paper, mark: CopyMark, requestedAt: Timestamp,
        state: PrintState, replaces: PrintJobID?, since: Timestamp, releasedBy: StaffID? = nil
    ) {
        self.id = id
        self.encounter = encounter
        self.paper = paper
        self.mark = mark
        self.requestedAt = requestedAt
        self.state = state
        self.replaces = replaces
        self.since = since
        self.releasedBy = releasedBy
    }
}

extension PrintJob {
    /// Whoever asked for it stands beside the printer: staff released it, or had it printed again, or it is the ward's own.
    package var isForStaff: Bool { releasedBy != nil || replaces != nil || encounter == nil }

    /// How long it has stood as it stands.
    package func waited(until now: Timestamp) -> Duration { .milliseconds(now.milliseconds - since.milliseconds) }
}

/// Where a page went and how much paper it takes; kept with the hand-over for the figures.
package struct PrintDispatch: Sendable, Hashable {
    package let queue: String
    package let sheets: Int

    package init(queue: String, sheets: Int) {
        self.queue = queue
        self.sheets = sheets
    }
}
