import BedsideDomain
import BedsidePrinting
import Synchronization

/// A print server that does as it is told, page by page, and can be told otherwise while it is asked.
final class ScriptedPrinter: PrinterPort {
    struct State: Sendable {
        /// Nil: nobody answers.
        var queue: PrintQueue? = PrintQueue(name: "any", state: .idle, acceptsJobs: true, reasons: [])
        /// Why every page waits; nil lets them come out.
        var everything: [PrinterReason]?
        var submissions: [PrintJobID] = []
        var withdrawn: [PrintJobID] = []
        var questions = 0
    }

    private let state = Mutex(State())

    func tell(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    var submissions: [PrintJobID] { state.withLock { $0.submissions } }
    var withdrawn: [PrintJobID] { state.withLock { $0.withdrawn } }
    var questions: Int { state.withLock { $0.questions } }

    static func handle(_ id: PrintJobID) -> PrinterJob { PrinterJob(number: 7, uuid: "urn:\(id.text)") }

    func submit(_ order: PrintOrder) async -> SubmitOutcome {
        state.withLock { $0.submissions.append(order.id) }
        return .accepted(Self.handle(order.id))
    }

    func observe(_ id: PrintJobID, queue: String, known: PrinterJob?) async -> PrintObservation {
        state.withLock { state in
            state.questions += 1
            guard state.submissions.contains(id) else { return .notKnown }
            if state.withdrawn.contains(id) { return .cancelled(Self.handle(id)) }
            if let reasons = state.everything { return .onItsWay(Self.handle(id), reasons) }
            return .completed(Self.handle(id))
        }
    }

    func withdraw(_ job: PrinterJob, of id: PrintJobID, queue: String) async -> Bool {
        state.withLock { $0.withdrawn.append(id) }
        return true
    }

    func queue(named name: String) async throws(PrintingError) -> PrintQueue {
        guard let queue = state.withLock({ $0.queue }) else {
            throw PrintingError(.printServerUnreachable, "The print server does not answer.")
        }
        return queue
    }

    func queues() async throws(PrintingError) -> [PrintQueue] { [] }
}
