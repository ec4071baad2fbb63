import BedsideDomain
import Foundation
import GRDB

/// What made a page be printed.
enum PrintOccasion {
    case admission(EncounterID)
    case payment(PaymentOrderID)
    case settlement(SettlementID)
    case request
    case replacement(PrintJobID)

    var text: String {
        switch self {
        case .admission(let id): "admission:\(id.text)"
        case .payment(let id): "payment:\(id.text)"
        case .settlement(let id): "settlement:\(id.text)"
        case .request: "request"
        case .replacement(let id): "replacement:\(id.text)"
        }
    }
}

/// How pages lie in the print ledger.
enum PrintJobRecord {
    static let select =
        "SELECT j.id, j.encounter, p.paper, j.copy, j.reprint, j.requested_ms, j.terminal, j.state, j.state_ms, "
        + "j.cups_number, j.cups_uuid, j.trouble, j.decided_by, j.hold, j.replaces, j.state_ms, j.released_by "
        + "FROM print_jobs j "
        + "JOIN print_papers p ON p.job = j.id"
    /// Whatever waits for a person: the words of the index on it.
    static let waits = "state IN ('unknown', 'held')"
    static let isOpen = "state IN ('queued', 'submitting', 'submitted')"
    /// Copies that came out or may have come out; the next copy counts from them.
    static let mayExist =
        "state IN ('queued', 'held', 'submitting', 'submitted', 'printed', 'unknown', 'printed-after-all')"

    static func read(_ columns: inout Columns) throws -> PrintJob {
        let id: PrintJobID = try columns.id()
        let encounter: EncounterID? = try columns.optionalID()
        let paper: Paper
        do { paper = try JSONDecoder().decode(Paper.self, from: Data(try columns.bytes())) } catch let error
            as DecodingError
        {
            throw StoreError.damaged("a paper of the print ledger cannot be read", cause: error)
        }
        let copy = try columns.count()
        let reprint: CopyMark.Reason? = try columns.optionalWord()
        let requestedAt = try columns.moment()
        return PrintJob(
            id: id, encounter: encounter, paper: paper,
            mark: CopyMark(number: copy, reprint: reprint, printedAt: requestedAt, terminal: try columns.text()),
            requestedAt: requestedAt, state: try readState(&columns), replaces: try columns.optionalID(),
            since: try columns.moment(), releasedBy: try columns.optionalID())
    }

    private static func readState(_ columns: inout Columns) throws -> PrintState {
        let word = try columns.text()
        let since = try columns.moment()
        let number = try columns.optionalInt()
        let uuid = try columns.optionalText()
        let trouble: PrintTrouble? = try columns.optionalWord()
        let staff: StaffID? = try columns.optionalID()
        let hold: PrintHold? = try columns.optionalWord()
        if word == "held", let hold { return .held(hold) }
        switch (word, number, uuid, trouble, staff) {
        case ("queued", _, _, _, _): return .queued
        case ("submitting", _, _, _, _): return .submitting
        case ("submitted", .some(let number), .some(let uuid), _, _):
            return .submitted(PrinterJob(number: Int(number), uuid: uuid))
        case ("printed", _, _, _, _): return .printed(at: since)
        case ("refused", _, _, .some(let trouble), _): return .refused(trouble)
        case ("unknown", _, _, .some(let trouble), _): return .unknown(trouble)
        case (_, _, _, _, .some(let staff)):
            if let decision = PrintDecision(rawValue: word) { return .decided(decision, by: staff, at: since) }
            throw StoreError.damaged("a page has a state that does not exist")
        default: throw StoreError.damaged("a page has a state that does not exist")
        }
    }
}

extension Paper {
    /// What two copies have in common: kind, stay, and the day, report, payment or settlement that it is of.
    ///
    /// - Parameter encounter: nil for a paper of the ward.
    func document(of encounter: EncounterID?) -> String {
        let part: String =
            switch self {
            case .admissionSheet, .wardGuide, .wristband, .dischargeCertificate, .medicineCard: ""
            case .depositReceipt(let receipt): receipt.payment.text
            case .paymentSlip(let slip): slip.payment.text
            case .dailyBill(let paper): paper.bill.day.text
            case .itemisedList(let list): list.to.text
            case .settlementSlip(let slip): slip.settlement.text
            case .report(let paper): paper.report.id.text
            // Drawn up at another moment it has other figures, and is no copy.
            case .shiftReport(let paper):
                [paper.report.from, paper.report.to, paper.report.madeAt].map { "\($0.milliseconds)" }
                    .joined(separator: "-")
            }
        return "\(kind.rawValue):\(encounter?.text ?? ""):\(part)"
    }
}

extension Transaction {
    /// Throws ``StoreError`` `notFound`.
    func knownPrintJob(_ id: PrintJobID) throws -> PrintJob {
        guard let job = try first("\(PrintJobRecord.select) WHERE j.id = ?", [id.text], PrintJobRecord.read) else {
            throw StoreError.notFound("print job")
        }
        return job
    }

    /// The jobs that one occasion of a stay made, in the order that they were asked for.
    func printJobs(of encounter: EncounterID, _ occasion: PrintOccasion) throws -> [PrintJob] {
        try all(
            "\(PrintJobRecord.select) WHERE j.encounter = ? AND j.occasion = ? ORDER BY j.rowid",
            [encounter.text, occasion.text], PrintJobRecord.read)
    }

    func enqueue(
        _ papers: [Paper], of encounter: EncounterID, _ occasion: PrintOccasion, at moment: Timestamp
    ) throws -> [PrintJob] {
        try papers.map { try enqueue($0, of: encounter, occasion, reprint: nil, replaces: nil, at: moment) }
    }

    /// Adds a page to the ledger, with its copy number. A paper of the ward has no stay.
    func enqueue(
        _ paper: Paper, of encounter: EncounterID?, _ occasion: PrintOccasion, reprint: CopyMark.Reason?,
        replaces: PrintJobID?, at moment: Timestamp
    ) throws -> PrintJob {
        let document = paper.document(of: encounter)
        let earlier = try first(
            "SELECT count(*) FROM print_jobs WHERE document = ? AND \(PrintJobRecord.mayExist)", [document]
        ) { try $0.count() }
        let job = PrintJob(
            id: PrintJobID(trusted: ids.ulid(milliseconds: moment.milliseconds)), encounter: encounter, paper: paper,
            mark: CopyMark(
                number: 1 + (earlier ?? 0), reprint: reprint, printedAt: moment, terminal: surroundings.terminal),
            requestedAt: moment, state: .queued, replaces: replaces, since: moment)
        try run(
            """
            INSERT INTO print_jobs(id, encounter, kind, document, occasion, copy, reprint, terminal, requested_ms, state,
                state_ms, replaces)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)
            """,
            [
                job.id.text, encounter?.text, paper.kind.rawValue, document, occasion.text, job.mark.number,
                reprint?.rawValue, surroundings.terminal, moment.milliseconds, moment.milliseconds, replaces?.text,
            ])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try run(
            "INSERT INTO print_papers(job, paper) VALUES (?, ?)", [job.id.text, try encoder.encode(paper)])
        return job
    }
}
