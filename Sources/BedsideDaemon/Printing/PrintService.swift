import BedsideDomain
import BedsideKiosk
import BedsidePrinting
import BedsideStore
import Logging
import ServiceLifecycle

/// Takes queued pages from the ledger to the printer, one state at a time, each committed before the next is tried.
///
/// The ledger decides: a page is handed over only from `queued`, and only once; one whose end cannot be known goes to staff.
actor PrintService: Service {
    private let store: Store
    private let printer: any PrinterPort
    private let press: PaperPress
    private let configuration: PrintingConfiguration
    private let clock: DaemonClock
    private let logger: Logger
    private let wake = Wake()
    /// Tells the kiosk what became of a page; set once at composition.
    private let onProgress: @Sendable (PrintProgress) -> Void
    private var asked: [String: Result<PrintQueue, PrintingError>] = [:]
    /// What was told last, so that a poll without news stays silent.
    private var told: [PrintJobID: PrintProgress] = [:]

    init(
        store: Store, printer: any PrinterPort, press: PaperPress, configuration: PrintingConfiguration,
        clock: DaemonClock, logger: Logger, onProgress: @escaping @Sendable (PrintProgress) -> Void
    ) {
        self.store = store
        self.printer = printer
        self.press = press
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        self.onProgress = onProgress
    }

    /// New pages are in the ledger.
    nonisolated func ring() { wake.ring() }

    func run() async throws {
        wake.ring()
        for await _ in wake.rings.cancelOnGracefulShutdown() {
            let open = try await going(on: logger, after: "A round of printing failed", else: true) {
                try await round()
            }
            // No work at idle: without an open page nobody asks cupsd anything.
            if open { _ = wake.ring(after: configuration.poll) }
        }
    }

    /// One look at every open page. Returns whether any is still open.
    private func round() async throws -> Bool {
        asked = [:]
        for job in try await store.openPrintJobs() {
            switch job.state {
            case .queued: try await handOver(job)
            case .submitting: try await look(at: job, known: nil)
            case .submitted(let known): try await look(at: job, known: known)
            case .printed, .refused, .unknown, .decided: break
            }
        }
        return try await !store.openPrintJobs().isEmpty
    }

    private func handOver(_ job: PrintJob) async throws {
        let queue = configuration.queue(for: job.paper.kind.tray)
        // While the print server does not answer, the page stays queued: nothing was handed over, so waiting is safe.
        // Asked before the page is laid out, which would be work for nothing at each look.
        switch await state(of: queue) {
        case .success(let found) where found.acceptsJobs: break
        case .success: return try await wait(job, [.paused])
        case .failure: return try await wait(job, [.offline])
        }
        let paper: RenderedPaper
        do {
            paper = try await press.print(job)
        } catch {
            logger.error(
                "A page cannot be laid out", metadata: ["job": "\(job.id.text)", "cause": "\(error)"])
            try await advance(job, to: .unknown(.cannotLayOut))
            return
        }
        let committed = try await advance(job, to: .submitting)
        guard case .submitting = committed.state else { return }
        let outcome = await printer.submit(
            PrintOrder(id: job.id, queue: queue, media: paper.media, pdf: paper.pdf))
        switch outcome {
        case .accepted(let handle): try await advance(committed, to: .submitted(handle))
        case .refused(let trouble, let error):
            logger.warning(
                "The print server refused a page", metadata: ["job": "\(job.id.text)", "cause": "\(error)"])
            try await advance(committed, to: .unknown(trouble))
        case .unknown(let error):
            logger.warning(
                "A page may or may not have reached the print server",
                metadata: ["job": "\(job.id.text)", "cause": "\(error)"])
            try await look(at: committed, known: nil)
        }
    }

    /// What cupsd says of a queue, asked once in a round however many pages wait.
    private func state(of queue: String) async -> Result<PrintQueue, PrintingError> {
        if let known = asked[queue] { return known }
        let answer: Result<PrintQueue, PrintingError>
        do throws(PrintingError) { answer = .success(try await printer.queue(named: queue)) } catch {
            answer = .failure(error)
        }
        asked[queue] = answer
        return answer
    }

    /// A page that cannot be handed over yet; after the configured patience staff take it.
    private func wait(_ job: PrintJob, _ reasons: [PrinterReason]) async throws {
        let waited = Duration.milliseconds(clock.wall.milliseconds - job.requestedAt.milliseconds)
        if waited > configuration.patience {
            try await advance(job, to: .unknown(.cannotReach))
        } else {
            tell(job, reasons)
        }
    }

    private func look(at job: PrintJob, known: PrinterJob?) async throws {
        let queue = configuration.queue(for: job.paper.kind.tray)
        let observation = await printer.observe(job.id, queue: queue, known: known)
        let next = job.state.after(observation, at: clock.wall)
        let reasons: [PrinterReason] =
            switch observation {
            case .onItsWay(_, let reasons): reasons
            case .noAnswer: [.offline]
            case .completed, .cancelled, .aborted, .notKnown: []
            }
        if next.word != job.state.word {
            try await advance(job, to: next, reasons)
        } else {
            tell(job, reasons)
        }
    }

    @discardableResult
    private func advance(_ job: PrintJob, to state: PrintState, _ reasons: [PrinterReason] = []) async throws
        -> PrintJob
    {
        let moved = try await store.advancePrint(job.id, from: job.state, to: state, at: clock.wall)
        if case .unknown(let trouble) = moved.state {
            logger.warning(
                "Staff must say what became of a page",
                metadata: ["job": "\(job.id.text)", "trouble": "\(trouble.rawValue)"])
        }
        tell(moved, reasons)
        return moved
    }

    private func tell(_ job: PrintJob, _ reasons: [PrinterReason]) {
        let progress = PrintProgress(job: job.id, kind: job.paper.kind, state: job.state, reasons: reasons)
        guard told[job.id] != progress else { return }
        told[job.id] = job.state.isOpen ? progress : nil
        onProgress(progress)
    }
}
