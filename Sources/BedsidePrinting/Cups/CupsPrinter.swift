package import BedsideDomain
import CCups

/// CUPS behind ``PrinterPort``: blocking libcups calls on a thread of their own.
///
/// Decides on job-state, never on job-state-reasons or page counts, which say "completed" with an empty tray.
package actor CupsPrinter: PrinterPort {
    private let server: CupsServer
    private let user: String
    private let connectSeconds: Double
    private let patience: Patience
    /// For questions, which can be asked again: a server that is stuck is told to the patient within three seconds.
    private let shortPatience: Patience
    private let executor = QueueExecutor(label: "bedside.cups")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - user: the jobs' owner; under cupsd's stock policy only the owner may read a job's name again.
    ///   - answerSeconds: longest silence while a page is handed over; a question waits two seconds at most.
    package init(server: CupsServer, user: String = "bedside", connectSeconds: Double = 3, answerSeconds: Double = 10) {
        self.server = server
        self.user = user
        self.connectSeconds = connectSeconds
        patience = Patience(seconds: answerSeconds)
        shortPatience = Patience(seconds: min(answerSeconds, 2))
    }

    /// The daemon stops: no question is begun any more, and what was begun has two seconds.
    package nonisolated func giveUp() {
        patience.end()
        shortPatience.end()
    }

    package func submit(_ order: PrintOrder) -> SubmitOutcome {
        guard case .pages(let pdf, let media) = order.content else {
            return .refused(
                .rejected,
                PrintingError(.printServerRefused, "A print server takes pages; a receipt is set for a roll first."))
        }
        do throws(PrintingError) {
            let printer = try Self.printerURI(order.queue)
            let session = try connect(patience)
            if let refusal = try refusal(of: media, order.queue, session) { return .refused(.rejected, refusal) }
            let request = try request(IPP_OP_PRINT_JOB, printer: printer)
            request.add(IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", order.id.text)
            request.add(IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", "application/pdf")
            // Without a medium CUPS takes its own default and scales the page.
            request.add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", media)
            request.add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", "none")
            switch session.send(request, document: pdf, resource: "/printers/\(order.queue)") {
            case .notSent(let error): return .refused(.cannotReach, error)
            case .unanswered(let error): return .unknown(error)
            case .answered(let answer):
                if answer.status.rawValue >= IPP_STATUS_REDIRECTION_OTHER_SITE.rawValue {
                    return .refused(.rejected, Self.refusal(answer.status, queue: order.queue))
                }
                guard let number = answer.groups(IPP_TAG_JOB).first?.number("job-id") else {
                    return .unknown(
                        PrintingError(.printServerSilent, "The print server took a job without numbering it."))
                }
                return try accepted(number, order, session)
            }
        } catch {
            // Nothing was sent before the first throw; after an accepted job a failed look-up is caught below.
            return error.code == .queueUnknown ? .refused(.rejected, error) : .refused(.cannotReach, error)
        }
    }

    /// The uuid is what tells this job from a later one with the same number.
    private func accepted(
        _ number: Int, _ order: PrintOrder, _ session: borrowing CupsSession
    ) throws(PrintingError) -> SubmitOutcome {
        do throws(PrintingError) {
            guard let job = try job(number, order.queue, session), let uuid = job.uuid, job.name == order.id.text else {
                return .unknown(
                    PrintingError(.printServerSilent, "The print server does not show the job it just took."))
            }
            return .accepted(PrinterJob(number: number, uuid: uuid))
        } catch {
            return .unknown(error)
        }
    }

    package func observe(_ id: PrintJobID, queue: String, known: PrinterJob?) -> PrintObservation {
        do throws(PrintingError) {
            let session = try session()
            if let known, let job = try job(known.number, queue, session), job.uuid == known.uuid,
                job.name == nil || job.name == id.text
            {
                return try observation(of: job, queue, session)
            }
            let jobs = try jobs(of: queue, session)
            if let job = jobs.last(where: { $0.name == id.text }) { return try observation(of: job, queue, session) }
            // A server that hides names cannot say that it does not know the job.
            return jobs.contains { $0.name == nil } ? .noAnswer : .notKnown
        } catch {
            return .noAnswer
        }
    }

    // Async although it need not be: beside the port's own default a synchronous one would lose the choice.
    package func withdraw(_ job: PrinterJob, of id: PrintJobID, queue: String) async -> Bool {
        do throws(PrintingError) {
            let session = try session()
            // Never by the number alone: after a crash it may be another's.
            guard let found = try self.job(job.number, queue, session), found.uuid == job.uuid, found.name == id.text
            else { return false }
            return withdraw(found, session, queue)
        } catch {
            return false
        }
    }

    private func withdraw(_ job: CupsJob, _ session: borrowing CupsSession, _ queue: String) -> Bool {
        do throws(PrintingError) {
            let request = try request(IPP_OP_CANCEL_JOB, printer: Self.printerURI(queue))
            request.add(IPP_TAG_OPERATION, "job-id", integer: job.number)
            let status = try session.ask(request, resource: "/jobs").status
            return status.rawValue < IPP_STATUS_REDIRECTION_OTHER_SITE.rawValue
        } catch {
            return false
        }
    }

    /// Why a medium cannot be printed on there; nil when it can, or when the queue does not say.
    private func refusal(
        of media: String, _ queue: String, _ session: borrowing CupsSession
    ) throws(PrintingError) -> PrintingError? {
        let request = try request(IPP_OP_GET_PRINTER_ATTRIBUTES, printer: Self.printerURI(queue))
        request.add(IPP_TAG_OPERATION, "requested-attributes", keywords: ["media-supported"])
        let answer = try session.ask(request, resource: "/printers/\(queue)")
        let names = answer.groups(IPP_TAG_PRINTER).first?.texts("media-supported") ?? []
        guard !names.isEmpty, let size = MediumSize(pwg: media), !size.isOffered(among: names) else { return nil }
        return PrintingError(
            .printServerRefused,
            "The queue \(queue) has no medium \(media) and would print on another; load it, or correct the queue.")
    }

    package func queue(named name: String) throws(PrintingError) -> PrintQueue {
        let session = try session()
        guard let queue = try status(of: name, session) else {
            throw PrintingError(
                .queueUnknown, "The print server has no queue \(name); make it with lpadmin or correct the name.")
        }
        return queue
    }

    package func queues() throws(PrintingError) -> [PrintQueue] {
        let session = try session()
        let request = try request(IPP_OP_CUPS_GET_PRINTERS, printer: nil)
        request.add(IPP_TAG_OPERATION, "requested-attributes", keywords: ["printer-name"] + PrintQueue.attributes)
        let answer = try session.ask(request, resource: "/")
        // A server without any queue says not-found.
        if answer.status == IPP_STATUS_ERROR_NOT_FOUND { return [] }
        try Self.check(answer.status)
        return answer.groups(IPP_TAG_PRINTER).compactMap { group in
            group.text("printer-name").map { PrintQueue(name: $0, group) }
        }.sorted { $0.name < $1.name }
    }

    /// For questions, of which none is begun after the end was called.
    private func session() throws(PrintingError) -> CupsSession {
        guard !patience.isOver else {
            throw PrintingError(.printServerUnreachable, "The print server is not asked any more: the daemon stops.")
        }
        return try connect(shortPatience)
    }

    private func connect(_ patience: Patience) throws(PrintingError) -> CupsSession {
        try CupsSession(server, connectSeconds: min(connectSeconds, 2), patience: patience)
    }

    private func request(_ operation: ipp_op_t, printer: String?) throws(PrintingError) -> IPPMessage {
        let request = try IPPMessage(operation)
        if let printer { request.add(IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", printer) }
        request.add(IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", user)
        return request
    }

    private func observation(
        of job: CupsJob, _ queue: String, _ session: borrowing CupsSession
    ) throws(PrintingError) -> PrintObservation {
        guard let handle = job.handle else { return .noAnswer }
        switch job.state {
        case .completed:
            switch fateAtDevice(job, queue, session) {
            case .aborted: return .aborted(handle)
            case .cancelled: return .cancelled(handle)
            case .waiting, .held, .printing, .stopped: return .onItsWay(handle, [])
            case .completed, nil: return .completed(handle)
            }
        case .cancelled: return .cancelled(handle)
        case .aborted: return .aborted(handle)
        case .printing: return .onItsWay(handle, job.reasons)
        case .waiting:
            // A waiting job has no reasons of its own; its queue has.
            let queue = try status(of: queue, session)
            return .onItsWay(handle, queue?.reasons ?? [])
        case .held: return .onItsWay(handle, [.other("job-held")])
        case .stopped:
            // A filter gave up on it: it goes on only if somebody says so to cupsd. It is taken back first, so that nobody
            // does after staff had it printed again.
            guard withdraw(job, session, queue) else { return .onItsWay(handle, [.other("job-stopped")]) }
            return .aborted(handle)
        }
    }

    /// How the printer itself says that a job ended which cupsd calls completed; nil when it can't say.
    ///
    /// cupsd 2.4.2 calls a job completed when the printer aborted it before the ipp backend's first look [measured]. A
    /// printer on IPP keeps the job under the same name, so it is asked once more.
    private func fateAtDevice(_ job: CupsJob, _ queue: String, _ session: borrowing CupsSession) -> CupsJob.State? {
        guard let name = job.name else { return nil }
        do throws(PrintingError) {
            let question = try request(IPP_OP_GET_PRINTER_ATTRIBUTES, printer: Self.printerURI(queue))
            question.add(IPP_TAG_OPERATION, "requested-attributes", keywords: ["device-uri"])
            let answer = try session.ask(question, resource: "/printers/\(queue)")
            guard let text = answer.groups(IPP_TAG_PRINTER).first?.text("device-uri"), let device = DeviceAddress(text)
            else {
                return nil
            }
            let printer = try CupsSession(
                device.server, connectSeconds: min(connectSeconds, 2), patience: shortPatience)
            let request = try request(IPP_OP_GET_JOBS, printer: text)
            request.add(IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", "completed")
            request.add(IPP_TAG_OPERATION, "requested-attributes", keywords: CupsJob.attributes)
            let jobs = try printer.ask(request, resource: device.resource).groups(IPP_TAG_JOB).compactMap(CupsJob.init)
            // After a retry there may be several of this name: one that completed is paper.
            let ours = jobs.filter { $0.name == name }.map(\.state)
            return ours.contains(.completed) ? .completed : ours.first
        } catch {
            return nil
        }
    }

    private func job(_ number: Int, _ queue: String, _ session: borrowing CupsSession) throws(PrintingError) -> CupsJob?
    {
        let request = try request(IPP_OP_GET_JOB_ATTRIBUTES, printer: Self.printerURI(queue))
        request.add(IPP_TAG_OPERATION, "job-id", integer: number)
        request.add(IPP_TAG_OPERATION, "requested-attributes", keywords: CupsJob.attributes)
        let answer = try session.ask(request, resource: "/")
        if answer.status == IPP_STATUS_ERROR_NOT_FOUND { return nil }
        try Self.check(answer.status)
        return answer.groups(IPP_TAG_JOB).first.flatMap(CupsJob.init)
    }

    private func jobs(of queue: String, _ session: borrowing CupsSession) throws(PrintingError) -> [CupsJob] {
        let request = try request(IPP_OP_GET_JOBS, printer: Self.printerURI(queue))
        request.add(IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", "all")
        request.add(IPP_TAG_OPERATION, "requested-attributes", keywords: CupsJob.attributes)
        let answer = try session.ask(request, resource: "/")
        if answer.status == IPP_STATUS_ERROR_NOT_FOUND { return [] }
        try Self.check(answer.status)
        return answer.groups(IPP_TAG_JOB).compactMap(CupsJob.init)
    }

    private func status(of name: String, _ session: borrowing CupsSession) throws(PrintingError) -> PrintQueue? {
        let request = try request(IPP_OP_GET_PRINTER_ATTRIBUTES, printer: Self.printerURI(name))
        request.add(IPP_TAG_OPERATION, "requested-attributes", keywords: PrintQueue.attributes)
        let answer = try session.ask(request, resource: "/printers/\(name)")
        if answer.status == IPP_STATUS_ERROR_NOT_FOUND { return nil }
        try Self.check(answer.status)
        return answer.groups(IPP_TAG_PRINTER).first.map { PrintQueue(name: name, $0) }
    }

    /// Queue names are the configuration's; anything that would need escaping in a URI is refused.
    private static func printerURI(_ queue: String) throws(PrintingError) -> String {
        let allowed = queue.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D || byte == 0x2E || byte == 0x5F
        }
        guard (1...127).contains(queue.utf8.count), allowed else {
            throw PrintingError(.queueUnknown, "A queue's name must be 1 to 127 of the characters A-Z a-z 0-9 - . _")
        }
        return "ipp://localhost/printers/\(queue)"
    }

    private static func check(_ status: ipp_status_t) throws(PrintingError) {
        guard status.rawValue < IPP_STATUS_REDIRECTION_OTHER_SITE.rawValue else { throw refusal(status, queue: nil) }
    }

    private static func refusal(_ status: ipp_status_t, queue: String?) -> PrintingError {
        let word = unsafe ippErrorString(status).map { unsafe String(cString: $0) } ?? "\(status.rawValue)"
        guard let queue else {
            return PrintingError(.printServerRefused, "The print server refused a question: \(word).")
        }
        return PrintingError(
            status == IPP_STATUS_ERROR_NOT_FOUND ? .queueUnknown : .printServerRefused,
            "The print server refused a job for the queue \(queue): \(word).")
    }
}
