import BedsideDomain
import Crypto
import GRDB

/// `reports[]`: a laboratory's report; its status moves on, its page and what it is about never change.
struct ReportEntry: ImportEntry {
    static let section = "reports"
    /// The largest page file: 8 MiB.
    static let pdfLimit = 8 << 20
    let report: Report
    let pdf: [UInt8]?
    /// In the place of ``pdf`` in the feed: the page is at the centre.
    let remote: RemotePage?

    struct RemotePage: Sendable, Hashable {
        let hash: EventHash
        let bytes: Int
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(
            decoder,
            [
                "id", "encounter", "specimen", "title", "status", "reporter", "reviewer", "withheld", "supersedes",
                "released_at", "expected_at", "pdf_base64", "pdf_sha256", "pdf_bytes",
            ])
        report = Report(
            id: try fields.id("id"), encounter: try fields.id("encounter"), specimen: try fields.id("specimen"),
            title: try fields.text("title", 1...100), status: try fields.word("status"),
            reporter: try fields.text("reporter", 0...100), reviewer: try fields.text("reviewer", 0...100),
            isWithheld: try fields.flag("withheld"), supersedes: try fields.optionalID("supersedes"),
            releasedAt: try fields.optionalMoment("released_at"), expectedAt: try fields.optionalMoment("expected_at"))
        pdf = try fields.has("pdf_base64") ? try fields.base64("pdf_base64", most: Self.pdfLimit) : nil
        remote =
            try fields.has("pdf_sha256")
            ? RemotePage(
                hash: try fields.parsed("pdf_sha256", "It must be 64 hexadecimal digits.") { EventHash(text: $0) },
                bytes: Int(try fields.integer("pdf_bytes", 8...Int64(Self.pdfLimit)))) : nil
        if let pdf, !pdf.starts(with: Array("%PDF-".utf8)) || pdf.count < 8 {
            throw fields.refused("pdf_base64", "It must be a PDF file.")
        }
        guard !report.isReleased || report.releasedAt != nil else {
            throw fields.refused("released_at", "A final or amended report must say when it was released.")
        }
        guard
            (report.status == .amended) == (report.supersedes != nil) || report.status == .withdrawn
                || !report.isReleased
        else {
            throw fields.refused("supersedes", "An amended report, and only one, names the report that it corrects.")
        }
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let transaction = writer.transaction
        _ = try writer.isOver(report.encounter)
        guard writer.reads(report.specimen.text, .identify, as: .specimenSlip(report.specimen)) else {
            throw ImportRule(
                "specimen",
                "It must be a specimen slip's code: \(writer.prefixes.specimenSlip), digits, and their Luhn check digit."
            )
        }
        let foreign = try transaction.first(
            "SELECT 1 FROM reports WHERE specimen = ? AND encounter <> ?",
            [report.specimen.text, report.encounter.text]
        ) { try $0.int() }
        guard foreign == nil else {
            throw ImportRule("specimen", "Another stay has this specimen; its slip would show a stranger's report.")
        }
        let stored = try transaction.reports("id = ?", report.id.text).first?.report
        let page = try transaction.first("SELECT pdf FROM report_pages WHERE report = ?", [report.id.text]) {
            try $0.bytes()
        }
        let known: RemotePage? = try transaction.first(
            "SELECT sha256, bytes FROM report_blobs WHERE report = ?", [report.id.text]
        ) { RemotePage(hash: try $0.fixed(), bytes: try $0.count()) }
        guard writer.isFeed || remote == nil else {
            throw ImportRule("pdf_sha256", "Only the central store's feed may bring a report without its page.")
        }
        guard pdf != nil || page != nil || remote != nil || known != nil || !report.isReleased else {
            throw ImportRule("pdf_base64", "A final or amended report must bring its page.")
        }
        if let remote, remote != known ?? page.flatMap(Self.name) ?? remote {
            throw ImportRule("pdf_sha256", "The page of a report never changes; send an amended report.")
        }
        if let pdf, let known, Self.name(pdf) != known {
            throw ImportRule("pdf_base64", "The page of a report never changes; send an amended report.")
        }
        if let page, let pdf, page != pdf {
            throw ImportRule("pdf_base64", "The page of a report never changes; send an amended report.")
        }
        if let stored { try requireSame(stored) }
        let isNewPage = pdf != nil && page == nil
        let isNewName = remote != nil && known == nil && page == nil
        guard stored != report || isNewPage || isNewName else { return .unchanged }
        try transaction.save(report)
        if let remote, isNewName {
            try transaction.run(
                "INSERT INTO report_blobs(report, sha256, bytes) VALUES (?, ?, ?)",
                [report.id.text, databaseBytes(remote.hash.bytes), remote.bytes])
        }
        if let pdf, page == nil {
            try transaction.run(
                "INSERT INTO report_pages(report, pdf) VALUES (?, ?)", [report.id.text, databaseBytes(pdf)])
        }
        return stored == nil ? .new : .updated
    }

    /// What the feed would call a page.
    private static func name(_ page: [UInt8]) -> RemotePage? {
        EventHash(SHA256.hash(data: page)).map { RemotePage(hash: $0, bytes: page.count) }
    }

    private func requireSame(_ stored: Report) throws {
        guard stored.encounter == report.encounter, stored.specimen == report.specimen, stored.title == report.title,
            stored.supersedes == report.supersedes
        else { throw ImportRule("id", "What a report is about never changes; send a new report.") }
        guard !stored.isReleased || stored.status == report.status || report.status == .withdrawn else {
            throw ImportRule("status", "A released report can only be withdrawn; send an amended report.")
        }
    }
}

extension Report {
    fileprivate var isReleased: Bool { status == .final || status == .amended }
}

extension ImportWriter {
    /// An amended report must correct one of the same stay that no other corrects.
    func checkCorrections(_ reports: [ReportEntry]) throws {
        for (index, entry) in reports.enumerated() {
            guard let corrected = entry.report.supersedes else { continue }
            try located(ReportEntry.section, index) {
                let owner = try transaction.first("SELECT encounter FROM reports WHERE id = ?", [corrected.text]) {
                    try $0.id() as EncounterID
                }
                guard owner == entry.report.encounter else {
                    throw ImportRule("supersedes", "It must name a report of the same stay.")
                }
            }
        }
    }
}

extension Transaction {
    fileprivate func save(_ report: Report) throws {
        try run(
            """
            INSERT INTO reports(id, encounter, specimen, title, status, reporter, reviewer, withheld, supersedes,
                released_ms, expected_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(id) DO UPDATE SET status = excluded.status, reporter = excluded.reporter,
                reviewer = excluded.reviewer, withheld = excluded.withheld, released_ms = excluded.released_ms,
                expected_ms = excluded.expected_ms
            """,
            [
                report.id.text, report.encounter.text, report.specimen.text, report.title, report.status.rawValue,
                report.reporter, report.reviewer, report.isWithheld, report.supersedes?.text,
                report.releasedAt?.milliseconds, report.expectedAt?.milliseconds,
            ])
    }
}
