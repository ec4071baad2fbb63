import BedsideDomain
import BedsideKiosk
import BedsidePrinting
import BedsideStore
import Logging
import ServiceLifecycle

/// Takes queued pages from the ledger to the printer, one state at a time, each committed before the next is tried.
///
/// The ledger decides: a page is handed over only from `queued`, and only once; one whose end cannot be known goes to staff,
/// and one that waited too long or whose patient is not there is held until somebody asks for it.
actor PrintService: Service {
    private let store: Store
    private let printer: any PrinterPort
    private let press: PaperPress
    private let configuration: PrintingConfiguration
    private let clock: DaemonClock
    private let logger: Logger
    private let wake = Wake()
    /// Who stands at the screen.
    nonisolated let presence = Presence()
    /// Tells the kiosk what became of a page; set once at composition.
    private let onProgress: @Sendable (PrintProgress) -> Void
    private var asked: [String: Result<PrintQueue, PrintingError>] = [:]
    /// Why a page of ours is held up at a queue, in this round.
    private var heldUp: [String: [PrinterReason]] = [:]
    /// The printer that was written down last for each queue.
    private var noted: [String: PrinterDevice] = [:]
    private var timer = ConnectingTimer()
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

    /// Who stands at the screen now: somebody who went leaves pages to be held, somebody who came may read of the printer.
    nonisolated func stands(_ person: Presence.Person?) { if presence.set(person, at: clock.monotonic) { wake.ring() } }

    /// New pages are in the ledger.
    nonisolated func ring() { wake.ring() }

    func run() async throws {
        wake.ring()
        for await _ in wake.rings.cancelOnGracefulShutdown() {
            let open = try await going(on: logger, after: "A round of printing failed", else: true) {
                try await round()
            }
            // No work at idle: without an open page nobody asks cupsd anything.
            if open {
                _ = wake.ring(after: presence.isAnyone ? min(configuration.poll, Self.quick) : configuration.poll)
            }
        }
    }

    /// The longest between two looks while somebody stands there, who is to read what holds a page up within three seconds.
    private static let quick = Duration.seconds(1)

    /// One look at every open page. Returns whether any is still open.
    private func round() async throws -> Bool {
        (asked, heldUp) = ([:], [:])
        let open = try await store.openPrintJobs()
        // First what is on its way: it tells whether more may follow.
        for job in open where job.state != .queued { try await step(job) }
        for job in open where job.state == .queued { try await step(job) }
        return try await !store.openPrintJobs().isEmpty
    }

    private func step(_ job: PrintJob) async throws {
        let tray = configuration.tray(for: job)
        let queue = configuration.queue(in: tray) ?? configuration.sheet
        let isAttended = job.isForStaff || presence.attends(job, at: clock.monotonic)
        let hold = configuration.rule(for: tray).hold(
            waited: job.waited(until: clock.wall), isAttended: isAttended)
        switch job.state.move(hold: hold, isHeldUp: heldUp[queue] != nil) {
        case .handOver: try await handOver(job, in: tray, to: queue)
        case .hold(let hold): try await advance(job, to: .held(hold))
        case .look(let known): try await look(at: job, known: known)
        case .wait: tell(job, heldUp[queue] ?? [])
        case .rest: break
        }
    }

    private func handOver(_ job: PrintJob, in tray: PaperTray, to queue: String) async throws {
        // While the print server does not answer, the page stays queued: nothing was handed over, so waiting is safe.
        // Asked before the page is laid out, which would be work for nothing at each look.
        switch await state(of: queue) {
        case .success(let found):
            if let device = found.device { try await note(device, behind: queue) }
            if found.reasons.contains(.queueUnfinished) { return tell(job, [.queueUnfinished]) }
            guard found.acceptsJobs, found.state != .stopped else {
                // A receipt printer takes one at a time: while it works it takes none, and nothing is wrong.
                return tell(job, found.reasons.isEmpty && found.state != .printing ? [.paused] : found.reasons)
            }
        case .failure: return tell(job, [.offline])
        }
        let work: PaperPress.Work
        do {
            work = try await press.print(job, in: tray)
        } catch {
            logger.error(
                "A page cannot be laid out", metadata: ["job": "\(job.id.text)", "cause": "\(error)"])
            try await advance(job, to: .unknown(.cannotLayOut))
            return
        }
        let dispatch = PrintDispatch(queue: queue, sheets: work.sheets)
        let committed = try await advance(job, to: .submitting, dispatch)
        guard case .submitting = committed.state else { return }
        let outcome = await printer.submit(PrintOrder(id: job.id, queue: queue, content: work.content))
        // It is busy now: what it said before holds no more.
        asked[queue] = nil
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

    /// Another printer behind a queue than last time may have other paper in it: staff are told.
    private func note(_ device: PrinterDevice, behind queue: String) async throws {
        guard noted[queue] != device else { return }
        noted[queue] = device
        let swap = try await store.notePrinter(
            queue: queue, device: device.address, make: device.make, at: clock.wall)
        if let swap {
            logger.warning(
                "Another printer stands behind a queue", metadata: ["queue": "\(queue)", "make": "\(swap.make)"])
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

    private func look(at job: PrintJob, known: PrinterJob?) async throws {
        let queue = configuration.queue(in: configuration.tray(for: job)) ?? configuration.sheet
        let observation = await printer.observe(job.id, queue: queue, known: known)
        let next = job.state.after(observation, at: clock.wall)
        var reasons: [PrinterReason] =
            switch observation {
            case .onItsWay(_, let reasons): timer.read(reasons, of: job.id, at: clock.monotonic)
            case .noAnswer: [.offline]
            case .completed, .cancelled, .aborted, .notKnown: []
            }
        // A page behind another in the print server's queue has no reasons of its own.
        if next.isOpen, reasons.isEmpty { reasons = heldUp[queue] ?? [] }
        if reasons.contains(where: \.holdsUp) { heldUp[queue] = reasons }
        if case .submitted(let handle) = next, try await withdraw(job, handle, from: queue, reasons) { return }
        if next.word != job.state.word {
            try await advance(job, to: next, nil, reasons)
        } else {
            tell(job, reasons)
        }
    }

    /// Takes back what the print server kept for a printer that is off or paused for too long: it would come out by itself,
    /// with nobody there. Whether nothing of it came out only staff can say.
    private func withdraw(
        _ job: PrintJob, _ handle: PrinterJob, from queue: String, _ reasons: [PrinterReason]
    ) async throws -> Bool {
        guard job.waited(until: clock.wall) > configuration.patience,
            reasons.contains(.offline) || reasons.contains(.paused)
        else { return false }
        guard await printer.withdraw(handle, of: job.id, queue: queue) else { return false }
        try await advance(job, to: .unknown(.cannotReach))
        return true
    }

    @discardableResult
    private func advance(
        _ job: PrintJob, to state: PrintState, _ dispatch: PrintDispatch? = nil, _ reasons: [PrinterReason] = []
    ) async throws -> PrintJob {
        let moved = try await store.advancePrint(
            job.id, from: job.state, to: state, dispatch: dispatch, at: clock.wall)
        if !moved.state.isOpen { timer.forget(job.id) }
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
