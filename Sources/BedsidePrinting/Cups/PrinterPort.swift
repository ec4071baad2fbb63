package import BedsideDomain

/// A finished paper on its way to a queue.
package struct PrintOrder: Sendable, Hashable {
    /// Our own number: the job carries it as its name, and by it the job is found again.
    package let id: PrintJobID
    package let queue: String
    /// PWG 5101.1 name of the medium, such as `iso_a4_210x297mm`.
    package let media: String
    package let pdf: [UInt8]

    package init(id: PrintJobID, queue: String, media: String, pdf: [UInt8]) {
        self.id = id
        self.queue = queue
        self.media = media
        self.pdf = pdf
    }
}

/// What became of handing a paper over.
package enum SubmitOutcome: Sendable {
    case accepted(PrinterJob)
    /// Certainly not handed over: it may be sent again.
    case refused(PrintTrouble, PrintingError)
    /// It may have arrived: only ``PrinterPort/observe(_:queue:known:)`` may follow, never a second submission.
    case unknown(PrintingError)
}

/// A queue as the print server knows it.
package struct PrintQueue: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case idle, printing
        /// Takes jobs but prints none until staff resume it.
        case stopped
    }

    package let name: String
    package let state: State
    package let acceptsJobs: Bool
    package let reasons: [PrinterReason]

    /// Whether a paper sent now would come out without anyone's help, as far as the server knows. An idle printer with an
    /// empty tray says nothing.
    package var isReady: Bool { state != .stopped && acceptsJobs && reasons.isEmpty }

    package init(name: String, state: State, acceptsJobs: Bool, reasons: [PrinterReason]) {
        self.name = name
        self.state = state
        self.acceptsJobs = acceptsJobs
        self.reasons = reasons
    }
}

/// The print server in the words of the print ledger.
package protocol PrinterPort: Sendable {
    /// Hands a paper over once. Never tries a second time by itself.
    func submit(_ order: PrintOrder) async -> SubmitOutcome

    /// What the server knows of a job. It is looked for by our number and, when known, the server's uuid; never by the
    /// server's job number alone, which comes again after a crash.
    func observe(_ id: PrintJobID, queue: String, known: PrinterJob?) async -> PrintObservation

    /// Throws ``PrintingError``: `printServerUnreachable`, `printServerSilent`, `printServerRefused`, `queueUnknown`.
    func queue(named name: String) async throws(PrintingError) -> PrintQueue

    /// All queues, by name. Throws as ``queue(named:)`` does.
    func queues() async throws(PrintingError) -> [PrintQueue]
}
