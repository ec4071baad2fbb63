package import BedsideDomain

/// A receipt printer on a line of its own behind ``PrinterPort``: one "queue", its name from the configuration.
///
/// A job is known by the ledger's number, and only as long as this process lives: the printer itself remembers nothing. So
/// after a crash ``observe(_:queue:known:)`` says that the job is not known, which the ledger's rules turn into "staff must
/// look"; nothing is printed a second time by itself. A receipt counts as printed only when the printer has taken every
/// byte, has worked through all of them, and then says that it has paper and no error. One that broke off in the middle
/// ended, in the ledger's words, aborted.
///
/// At idle no line is open and nobody asks the printer anything.
package actor EscPosPrinter: PrinterPort {
    private enum Job {
        case running(ReceiptProgress)
        case ended(ReceiptEnd)
    }

    package nonisolated let configuration: ReceiptPrinterConfiguration
    private let patience = LinePatience()
    private let device: ReceiptDevice
    private var jobs: [PrintJobID: Job] = [:]
    /// Ended jobs in their order, so that the oldest are forgotten first.
    private var ended: [PrintJobID] = []
    private var busy: ReceiptProgress?
    private var turns: [CheckedContinuation<Void, Never>] = []

    /// Ended jobs that are remembered; the ledger asks about each within seconds.
    private static let memory = 256
    private static let longestLine = 16

    package init(_ configuration: ReceiptPrinterConfiguration) {
        self.configuration = configuration
        device = ReceiptDevice(configuration, patience: patience)
    }

    /// The daemon stops: no question is begun any more, and what was begun has two seconds.
    package nonisolated func giveUp() { patience.end() }

    /// Answers when the printer was found ready and the receipt is on its way; how it ends, ``observe(_:queue:known:)`` says.
    package func submit(_ order: PrintOrder) async -> SubmitOutcome {
        guard jobs[order.id] == nil else {
            return .unknown(PrintingError(.printServerSilent, "This job was handed to the receipt printer before."))
        }
        guard case .receipt(let receipt) = order.content, order.queue == configuration.name else {
            return .refused(
                .rejected,
                PrintingError(
                    .printServerRefused, "The receipt printer \(configuration.name) takes only its own receipts."))
        }
        let program: EscPosProgram
        do throws(PrintingError) { program = try EscPosProgram(receipt, on: configuration) } catch {
            return .refused(.cannotLayOut, error)
        }
        guard turns.count < Self.longestLine else {
            return .refused(.rejected, error(.receiptPrinterNotReady, "has too many receipts waiting; try later"))
        }
        let progress = ReceiptProgress(patience: configuration.answerTimeout)
        await takeTurn(progress)
        do throws(LineFault) {
            let status = try await device.begin()
            guard status.faults.isEmpty else {
                passTurn()
                return .refused(.rejected, error(.receiptPrinterNotReady, "cannot print: \(status.faults.words)"))
            }
            progress.set(status.reasons)
        } catch {
            passTurn()
            return .refused(.cannotReach, self.error(error))
        }
        jobs[order.id] = .running(progress)
        Task { end(order.id, await device.print(program, progress)) }
        return .accepted(handle(order.id))
    }

    package func observe(_ id: PrintJobID, queue: String, known: PrinterJob?) -> PrintObservation {
        switch jobs[id] {
        case nil: .notKnown
        case .running(let progress): .onItsWay(handle(id), progress.current)
        case .ended(.printed): .completed(handle(id))
        case .ended(.doubtful): .aborted(handle(id))
        }
    }

    /// Asks the printer, unless it prints: then it tells what it said last. A printer that does not answer is no error here
    /// but a stopped queue that is offline.
    package func queue(named name: String) async throws(PrintingError) -> PrintQueue {
        guard name == configuration.name else {
            throw PrintingError(.queueUnknown, "There is no receipt printer \(name); correct the name.")
        }
        if let busy { return PrintQueue(name: name, state: .printing, acceptsJobs: false, reasons: busy.current) }
        do throws(LineFault) {
            let status = try await device.look()
            let isReady = status.faults.isEmpty
            return PrintQueue(
                name: name, state: isReady ? .idle : .stopped, acceptsJobs: isReady, reasons: status.reasons)
        } catch .ended {
            throw self.error(.ended)
        } catch {
            return PrintQueue(name: name, state: .stopped, acceptsJobs: false, reasons: [.offline])
        }
    }

    package func queues() async throws(PrintingError) -> [PrintQueue] { [try await queue(named: configuration.name)] }

    /// How a receipt ended, as soon as it has; nil for one that is not known. For figures and tests.
    func end(of id: PrintJobID) async -> ReceiptEnd? {
        if case .running = jobs[id] {
            await takeTurn(ReceiptProgress(patience: configuration.answerTimeout))
            passTurn()
        }
        guard case .ended(let end) = jobs[id] else { return nil }
        return end
    }

    /// The ledger's number is unique for ever, which no number of the printer's could be.
    private func handle(_ id: PrintJobID) -> PrinterJob { PrinterJob(number: 0, uuid: id.text) }

    private func end(_ id: PrintJobID, _ end: ReceiptEnd) {
        jobs[id] = .ended(end)
        ended.append(id)
        if ended.count > Self.memory { jobs[ended.removeFirst()] = nil }
        passTurn()
    }

    /// One receipt at a time, in the order in which they came.
    private func takeTurn(_ progress: ReceiptProgress) async {
        if busy != nil { await withCheckedContinuation { turns.append($0) } }
        busy = progress
    }

    private func passTurn() {
        if turns.isEmpty { busy = nil } else { turns.removeFirst().resume() }
    }

    private func error(_ fault: LineFault) -> PrintingError {
        switch fault {
        case .cannotOpen(let number):
            error(
                .receiptPrinterOffline,
                "cannot be opened (errno \(number)); see whether it is plugged in and its address is right")
        case .held: error(.receiptPrinterOffline, "is held by another program; end that program")
        case .gone: error(.receiptPrinterOffline, "hung up; see whether it is switched on and plugged in")
        case .silent:
            error(.receiptPrinterOffline, "gives no answer; see whether it is switched on and its speed is right")
        case .ended: error(.receiptPrinterOffline, "is not asked any more: the daemon stops")
        }
    }

    private func error(_ code: PrintingError.Code, _ words: String) -> PrintingError {
        PrintingError(code, "The receipt printer \(configuration.name) \(words).")
    }
}
