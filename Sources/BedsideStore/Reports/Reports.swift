package import BedsideDomain
import GRDB

/// A report with what decides whether it may be handed out.
package typealias ReportStanding = (report: Report, correctedBy: ReportID?, copies: Int)

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

    /// The laboratory's page as PDF; nil when it sent none.
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
