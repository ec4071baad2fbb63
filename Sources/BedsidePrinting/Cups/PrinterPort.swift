package import BedsideDomain

/// A finished paper on its way to a queue.
package struct PrintOrder: Sendable, Hashable {
    /// Our own number: the job carries it as its name, and by it the job is found again.
    package let id: PrintJobID
    package let queue: String
    package let content: PrintContent

    package init(id: PrintJobID, queue: String, content: PrintContent) {
        self.id = id
        self.queue = queue
        self.content = content
    }

    package init(id: PrintJobID, queue: String, media: String, pdf: [UInt8]) {
        self.init(id: id, queue: queue, content: .pages(pdf: pdf, media: media))
    }
}

/// What is handed over: pages for a print server, or a receipt for a printer on a line of its own.
package enum PrintContent: Sendable, Hashable {
    /// The medium is a PWG 5101.1 name such as `iso_a4_210x297mm`.
    case pages(pdf: [UInt8], media: String)
    case receipt(ReceiptDocument)
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
    /// Which printer stands behind it; nil when the server does not say.
    package let device: PrinterDevice?

    /// Whether a paper sent now would come out without anyone's help, as far as the server knows. An idle printer with an
    /// empty tray says nothing.
    package var isReady: Bool { state != .stopped && acceptsJobs && reasons.isEmpty }

    package init(
        name: String, state: State, acceptsJobs: Bool, reasons: [PrinterReason], device: PrinterDevice? = nil
    ) {
        self.name = name
        self.state = state
        self.acceptsJobs = acceptsJobs
        self.reasons = reasons
        self.device = device
    }
}

/// A printer as its queue names it. The address may hold a password: never shown, never logged.
package struct PrinterDevice: Sendable, Hashable {
    package let address: String
    package let make: String

    package init(address: String, make: String) {
        self.address = address
        self.make = make
    }
}

/// The print server in the words of the print ledger.
package protocol PrinterPort: Sendable {
    /// Hands a paper over once. Never tries a second time by itself.
    func submit(_ order: PrintOrder) async -> SubmitOutcome

    /// What the server knows of a job. It is looked for by our number and, when known, the server's uuid; never by the
    /// server's job number alone, which comes again after a crash.
    func observe(_ id: PrintJobID, queue: String, known: PrinterJob?) async -> PrintObservation

    /// Takes a job back that never got to its printer, so that it does not come out by itself when the printer is on again.
    ///
    /// - Returns: whether the server took it back. That is no proof that no paper comes out: only what
    ///   ``observe(_:queue:known:)`` says afterwards counts, and staff decide.
    func withdraw(_ job: PrinterJob, of id: PrintJobID, queue: String) async -> Bool

    /// Throws ``PrintingError``: `printServerUnreachable`, `printServerSilent`, `printServerRefused`, `queueUnknown`.
    func queue(named name: String) async throws(PrintingError) -> PrintQueue

    /// All queues, by name. Throws as ``queue(named:)`` does.
    func queues() async throws(PrintingError) -> [PrintQueue]
}

extension PrinterPort {
    /// A printer without a queue of its own has nothing to take back.
    package func withdraw(_ job: PrinterJob, of id: PrintJobID, queue: String) async -> Bool { false }
}
