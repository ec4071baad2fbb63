/// A page's way, as our own ledger knows it. CUPS cannot print exactly once; this decides what may be sent (printing.md 4).
package enum PrintState: Sendable, Hashable {
    /// Committed, not yet handed over: the only state from which it is sent.
    case queued
    /// Committed, never handed over, and waiting for a person's word: staff or the patient release it, or staff drop it.
    case held(PrintHold)
    /// Committed just before the hand-over: it may or may not have reached CUPS.
    case submitting
    case submitted(PrinterJob)
    /// The printer said completed.
    case printed(at: Timestamp)
    /// Certainly never handed over.
    case refused(PrintTrouble)
    /// Nobody can know whether paper came out: staff decide.
    case unknown(PrintTrouble)
    /// Staff looked and decided.
    case decided(PrintDecision, by: StaffID, at: Timestamp)

    package var word: String {
        switch self {
        case .queued: "queued"
        case .held: "held"
        case .submitting: "submitting"
        case .submitted: "submitted"
        case .printed: "printed"
        case .refused: "refused"
        case .unknown: "unknown"
        case .decided(let decision, _, _): decision.rawValue
        }
    }

    /// The print service brings it on by itself.
    package var isOpen: Bool {
        switch self {
        case .queued, .submitting, .submitted: true
        case .held, .printed, .refused, .unknown, .decided: false
        }
    }
}

/// The job as CUPS names it. The id alone means nothing: cupsd forgets and gives it again.
package struct PrinterJob: Sendable, Hashable, Codable {
    package let number: Int
    package let uuid: String

    package init(number: Int, uuid: String) {
        self.number = number
        self.uuid = uuid
    }
}

package enum PrintTrouble: String, Sendable, Hashable, Codable, CaseIterable {
    case cancelledAtPrinter = "cancelled-at-printer"
    case aborted
    /// cupsd answers but knows no such job.
    case forgotten
    /// We stopped between the commit and the hand-over.
    case cutOff = "cut-off"
    case cannotReach = "cannot-reach"
    case cannotLayOut = "cannot-lay-out"
    /// cupsd said no.
    case rejected
}

package enum PrintDecision: String, Sendable, Hashable, Codable, CaseIterable {
    case printedAfterAll = "printed-after-all"
    /// A new job with its own mark stands in its place.
    case printedAgain = "printed-again"
    case dropped
}

/// What cupsd says of a job when asked.
package enum PrintObservation: Sendable, Hashable {
    /// Found, still on its way; the reasons that hold it, in words.
    case onItsWay(PrinterJob, [PrinterReason])
    case completed(PrinterJob)
    case cancelled(PrinterJob)
    case aborted(PrinterJob)
    /// cupsd answers and knows no job of this name.
    case notKnown
    /// cupsd does not answer now.
    case noAnswer
}

extension PrintState {
    /// The state after an observation. A job that ended is closed; one whose end cannot be known goes to staff.
    package func after(_ observation: PrintObservation, at moment: Timestamp) -> PrintState {
        switch (self, observation) {
        case (.submitting, .onItsWay(let job, _)): .submitted(job)
        case (.submitted(let known), .onItsWay(let job, _)):
            known.uuid == job.uuid ? .submitted(job) : .unknown(.forgotten)
        case (.submitting, .completed): .printed(at: moment)
        case (.submitted(let known), .completed(let job)):
            known.uuid == job.uuid ? .printed(at: moment) : .unknown(.forgotten)
        case (.submitting, .cancelled), (.submitted, .cancelled): .unknown(.cancelledAtPrinter)
        case (.submitting, .aborted), (.submitted, .aborted): .unknown(.aborted)
        case (.submitting, .notKnown): .unknown(.cutOff)
        case (.submitted, .notKnown): .unknown(.forgotten)
        case (.submitting, .noAnswer), (.submitted, .noAnswer): self
        case (.queued, _), (.held, _), (.printed, _), (.refused, _), (.unknown, _), (.decided, _): self
        }
    }
}
