import BedsideDomain
import BedsidePrinting
import Synchronization

/// A print server that answers what it is told to, and notes what it was handed.
final class FakePrinter: PrinterPort {
    private let outcome: SubmitOutcome
    private let observation: PrintObservation
    private let handed = Mutex<[PrintJobID]>([])

    init(_ outcome: SubmitOutcome, then observation: PrintObservation) {
        self.outcome = outcome
        self.observation = observation
    }

    var submissions: [PrintJobID] { handed.withLock { $0 } }

    func submit(_ order: PrintOrder) async -> SubmitOutcome {
        handed.withLock { $0.append(order.id) }
        return outcome
    }

    func observe(_ id: PrintJobID, queue: String, known: PrinterJob?) async -> PrintObservation { observation }

    func queue(named name: String) async throws(PrintingError) -> PrintQueue {
        PrintQueue(name: name, state: .idle, acceptsJobs: true, reasons: [])
    }

    func queues() async throws(PrintingError) -> [PrintQueue] { [] }
}
