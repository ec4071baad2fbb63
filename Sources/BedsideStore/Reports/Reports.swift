package import BedsideDomain
import GRDB

/// A report with what decides whether it may be handed out.
package typealias ReportStanding = (report: Report, correctedBy: ReportID?, copies: Int)

/// The page of a report: its PDF, or where it is.
package enum ReportPage: Sendable, Hashable {
    case here([UInt8])
    /// The central store has it under the SHA-256 of its content.
    case atCentre(EventHash, bytes: Int)
}

extension Store {
    /// The reports of a stay, the latest release first.
    package func reports(_ encounter: EncounterID) async throws -> [ReportStanding] {
        try await read { try $0.reports("encounter = ?", encounter.text) }
    }

    /// The newest report of a specimen slip, with its stay. Nil when there is none, or its patient is not admitted.
    package func lookUpSpecimen(_ specimen: SpecimenID) async throws
        -> (report: Report, correctedBy: ReportID?, copies: Int, encounter: Encounter)?
    {
        try await read { transaction in
            let found = try transaction.reports("specimen = ?", specimen.text)
            guard let newest = found.first(where: { $0.correctedBy == nil }) ?? found.first,
                let encounter = try transaction.encounter(newest.report.encounter)
            else { return nil }
            return (newest.report, newest.correctedBy, newest.copies, encounter)
        }
    }

    /// One report by its number.
    package func report(_ id: ReportID) async throws -> ReportStanding? {
        try await read { try $0.reports("id = ?", id.text).first }
    }

    /// Where a report's page is; nil when the laboratory sent none.
    package func reportPage(_ id: ReportID) async throws -> ReportPage? {
        try await read { transaction in
            let page = try transaction.first("SELECT pdf FROM report_pages WHERE report = ?", [id.text]) {
                ReportPage.here(try $0.bytes())
            }
            return try page
                ?? transaction.first("SELECT sha256, bytes FROM report_blobs WHERE report = ?", [id.text]) {
                    .atCentre(try $0.fixed(), bytes: try $0.count())
                }
        }
    }

    /// The laboratory's page as PDF, if it is here; see ``reportPage(_:)``.
    package func reportPDF(_ id: ReportID) async throws -> [UInt8]? {
        try await read { try $0.first("SELECT pdf FROM report_pages WHERE report = ?", [id.text]) { try $0.bytes() } }
    }
}

/// How reports lie in the store.
enum ReportRecord {
    static let columns =
        "r.id, r.encounter, r.specimen, r.title, r.status, r.reporter, r.reviewer, r.withheld, r.supersedes, "
        + "r.released_ms, r.expected_ms"

    static func read(_ columns: inout Columns) throws -> Report {
        Report(
            id: try columns.id(), encounter: try columns.id(), specimen: try columns.id(), title: try columns.text(),
            status: try columns.word(), reporter: try columns.text(), reviewer: try columns.text(),
            isWithheld: try columns.flag(), supersedes: try columns.optionalID(),
            releasedAt: try columns.optionalMoment(), expectedAt: try columns.optionalMoment())
    }
}

extension Transaction {
    /// - Parameter condition: on one column of `reports`, with one `?`.
    func reports(_ condition: String, _ key: String) throws -> [ReportStanding] {
        let found = try all(
            """
            SELECT \(ReportRecord.columns),
                (SELECT n.id FROM reports n WHERE n.supersedes = r.id AND n.status IN ('final', 'amended', 'withdrawn')),
                (SELECT count(*) FROM print_jobs WHERE document = 'report:' || r.encounter || ':' || r.id
                    AND state IN ('printed', 'printed-after-all'))
            FROM reports r WHERE r.\(condition)
            ORDER BY coalesce(r.released_ms, r.expected_ms, 0) DESC, r.id DESC
            """, [key]
        ) { (columns: inout Columns) -> ReportStanding in
            (try ReportRecord.read(&columns), try columns.optionalID(), try columns.count())
        }
        return found
    }
}
