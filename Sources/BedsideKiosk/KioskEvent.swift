package import BedsideDomain
package import BedsideScreen

/// The two clocks of a moment: the monotonic one for deadlines, the wall for people and paper.
package struct KioskMoment: Sendable, Hashable {
    /// A reading of a monotonic clock since some fixed origin.
    package let monotonic: Duration
    package let wall: Timestamp

    package init(monotonic: Duration, wall: Timestamp) {
        self.monotonic = monotonic
        self.wall = wall
    }
}

/// Everything that can happen to a kiosk's flow.
package enum KioskEvent: Sendable {
    case key(Key)
    case scan(ScanText)
    case badScan(ScanRefusal)
    /// The client's terminal has this size now.
    case resized(Viewport)
    /// The answer to the effect with this ticket; an answer whose ticket is no longer awaited is dropped.
    case answer(KioskAnswer, ticket: Ticket)
    /// A payment of this session changed (paid, closed, waiting).
    case payment(PaymentOrder)
    /// A page of this session moved on.
    case print(PrintProgress)
    /// How far the open calls of the ward are; a place that is not named has none.
    case calls([AlarmPlace: CallProgress])
    /// The deadline that the flow asked for has come.
    case tick
}

/// Ties an answer to its effect.
package struct Ticket: Sendable, Hashable {
    package let number: Int

    package init(number: Int) { self.number = number }
}

/// What the patient may know of a page.
package struct PrintProgress: Sendable, Hashable {
    package let job: PrintJobID
    package let kind: Paper.Kind
    package let state: PrintState
    /// Why the printer waits just now.
    package let reasons: [PrinterReason]

    package init(job: PrintJobID, kind: Paper.Kind, state: PrintState, reasons: [PrinterReason]) {
        self.job = job
        self.kind = kind
        self.state = state
        self.reasons = reasons
    }
}

/// A problem as the flow can show it: a word that chooses the sentence in the patient's language, and the exact cause for
/// staff.
package struct KioskProblem: Sendable, Hashable, Error {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case notFound = "not-found"
        case alreadyUsed = "already-used"
        case bedTaken = "bed-taken"
        case stayOver = "stay-over"
        case notYours = "not-yours"
        case billChanged = "bill-changed"
        case gateClosed = "gate-closed"
        case insuranceDisagrees = "insurance-disagrees"
        case staffMustAgree = "staff-must-agree"
        case paymentStillOpen = "payment-still-open"
        case notPaid = "not-paid"
        case reportNotReleased = "report-not-released"
        case invalidInput = "invalid-input"
        case printerUnavailable = "printer-unavailable"
        /// A call is ended at the bed only, and this terminal is not there.
        case onlyAtTheBed = "only-at-the-bed"
        /// The stay is kept by another terminal that cannot give it up now.
        case stayElsewhere = "stay-elsewhere"
        /// The report's page is not on this terminal, and cannot be had just now.
        case reportNotHere = "report-not-here"
        /// Something of ours failed; staff read the code.
        case internalFault = "internal-fault"
    }

    package let kind: Kind
    /// A kebab-case code for staff, without patient data.
    package let code: String

    package init(_ kind: Kind, code: String) {
        self.kind = kind
        self.code = code
    }
}
