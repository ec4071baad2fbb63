/// Why a page waits for a person's word before it goes out. Nothing of it was handed over.
package enum PrintHold: String, Sendable, Hashable, Codable, CaseIterable {
    /// It waited longer than was set, or the terminal was off that long: after an outage nobody may want it any more, and
    /// nobody may be there to take it.
    case backlog
    /// Its patient is not at the screen.
    case absent
}

/// When a queued page may not go out by itself; one for each queue.
package struct HoldRule: Sendable, Hashable {
    /// How long a page may wait and still go out unasked.
    package let patience: Duration
    /// Whether pages come out only while their patient stands at the screen.
    package let waitsForPatient: Bool

    package init(patience: Duration, waitsForPatient: Bool) {
        self.patience = patience
        self.waitsForPatient = waitsForPatient
    }

    /// - Parameters:
    ///   - waited: since the page was asked for or released. Less than nothing when the wall clock was set back: then it is
    ///     taken as just asked for.
    ///   - isAttended: its patient is at the screen, or staff said that it may go out.
    package func hold(waited: Duration, isAttended: Bool) -> PrintHold? {
        if waited > patience { return .backlog }
        return waitsForPatient && !isAttended ? .absent : nil
    }
}

/// What is done next with a page. The print service only carries it out.
package enum PrintMove: Sendable, Hashable {
    /// Commit `submitting`, then hand it over once.
    case handOver
    case hold(PrintHold)
    /// Ask the printer what became of it.
    case look(PrinterJob?)
    /// It stays queued: something holds up the queue.
    case wait
    /// Only a person moves it on, or nobody.
    case rest
}

extension PrintState {
    /// - Parameters:
    ///   - hold: what ``HoldRule`` says of a page that is queued.
    ///   - isHeldUp: an earlier page of ours waits at this queue for paper or for the printer. What stands behind it stays
    ///     with us, where it can still be asked about.
    package func move(hold: PrintHold?, isHeldUp: Bool) -> PrintMove {
        switch self {
        case .queued:
            if let hold { return .hold(hold) }
            return isHeldUp ? .wait : .handOver
        case .submitting: return .look(nil)
        case .submitted(let job): return .look(job)
        case .held, .printed, .refused, .unknown, .decided: return .rest
        }
    }

    /// Whether the ledger may write this step: forward only, and back to queued only from held, which was never handed over.
    package func mayBecome(_ next: PrintState) -> Bool {
        switch (self, next) {
        case (.queued, .held), (.held, .queued): true
        case (.held, .decided(.dropped, _, _)): true
        case (.queued, .submitting), (.queued, .refused), (.queued, .unknown), (.queued, .printed): true
        case (.submitting, .submitted), (.submitting, .printed), (.submitting, .refused), (.submitting, .unknown): true
        case (.submitted, .submitted), (.submitted, .printed), (.submitted, .unknown): true
        case (.unknown, .decided): true
        default: false
        }
    }
}
