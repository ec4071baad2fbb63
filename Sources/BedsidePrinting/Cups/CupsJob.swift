import BedsideDomain

/// A job as cupsd describes it.
struct CupsJob {
    /// RFC 8011 section 5.3.7.
    enum State {
        case waiting, held, printing, stopped, cancelled, aborted, completed
    }

    let number: Int
    let uuid: String?
    /// Nil when the server's policy hides it.
    let name: String?
    let state: State
    let reasons: [PrinterReason]

    static let attributes = [
        "job-id", "job-uuid", "job-name", "job-state", "job-printer-state-reasons", "job-printer-state-message",
    ]

    /// What cupsd's ipp backend says while a switched-off printer keeps a job "processing" without any reason.
    private static let unavailable = "The printer may not exist or is unavailable at this time."

    init?(_ group: IPPGroup) {
        guard let number = group.number("job-id"), let state = group.number("job-state").flatMap(State.init(ipp:))
        else {
            return nil
        }
        self.number = number
        self.state = state
        uuid = group.text("job-uuid")
        name = group.text("job-name")
        var reasons = [PrinterReason](keywords: group.texts("job-printer-state-reasons"))
        if group.text("job-printer-state-message") == Self.unavailable, !reasons.contains(.offline) {
            reasons = reasons.filter { $0 != .connecting } + [.offline]
        }
        self.reasons = reasons
    }

    /// Nil without a uuid: such a job could not be told from another with its number.
    var handle: PrinterJob? { uuid.map { PrinterJob(number: number, uuid: $0) } }
}

extension CupsJob.State {
    init?(ipp value: Int) {
        switch value {
        case 3: self = .waiting
        case 4: self = .held
        case 5: self = .printing
        case 6: self = .stopped
        case 7: self = .cancelled
        case 8: self = .aborted
        case 9: self = .completed
        default: return nil
        }
    }
}

extension PrintQueue {
    static let attributes = [
        "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "device-uri", "printer-make-and-model",
    ]

    /// What cupsd calls the driver of a queue that has none: `lpadmin -m everywhere` on a switched-off printer says nothing
    /// and leaves such a queue (printing.md 2.1), which passes everything on without size or format.
    private static let withoutDriver = "Local Raw Printer"

    init(name: String, _ group: IPPGroup) {
        let state: State =
            switch group.number("printer-state") {
            case 4: .printing
            case 5: .stopped
            default: .idle
            }
        var reasons = [PrinterReason](keywords: group.texts("printer-state-reasons"))
        if state == .stopped, !reasons.contains(.paused) { reasons.append(.paused) }
        let make = group.text("printer-make-and-model") ?? ""
        if make == Self.withoutDriver { reasons.append(.queueUnfinished) }
        self.init(
            name: name, state: state, acceptsJobs: group.number("printer-is-accepting-jobs") != 0, reasons: reasons,
            device: group.text("device-uri").map { PrinterDevice(address: $0, make: make) })
    }
}
