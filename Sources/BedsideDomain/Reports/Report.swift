/// A laboratory or imaging report as the laboratory sent it; Bedside never edits one.
package struct Report: Sendable, Hashable, Codable {
    package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case collected
        case inLaboratory = "in-laboratory"
        case reviewing
        case final
        case amended
        case withdrawn
    }

    package let id: ReportID
    package let encounter: EncounterID
    package let specimen: SpecimenID
    package let title: String
    package let status: Status
    package let reporter: String
    package let reviewer: String
    /// Results that only the person or the medical office may hand out (services.md 3.5).
    package let isWithheld: Bool
    /// The report that this one corrects.
    package let supersedes: ReportID?
    package let releasedAt: Timestamp?
    package let expectedAt: Timestamp?

    package init(
        id: ReportID, encounter: EncounterID, specimen: SpecimenID, title: String, status: Status, reporter: String,
        reviewer: String, isWithheld: Bool, supersedes: ReportID?, releasedAt: Timestamp?, expectedAt: Timestamp?
    ) {
        self.id = id
        self.encounter = encounter
        self.specimen = specimen
        self.title = title
        self.status = status
        self.reporter = reporter
        self.reviewer = reviewer
        self.isWithheld = isWithheld
        self.supersedes = supersedes
        self.releasedAt = releasedAt
        self.expectedAt = expectedAt
    }
}

/// Whether a report may be printed here and now.
package enum ReportRelease: Sendable, Hashable {
    case released
    /// Still in the laboratory; when it is expected, if known.
    case notYet(Report.Status, expectedAt: Timestamp?)
    /// To be had from the doctor or the medical office only; the screen never says why.
    case askDoctor
    /// A newer, corrected report stands in its place.
    case superseded(by: ReportID)

    /// Final or amended only, reporter and reviewer two different people, not withheld, not corrected by another
    /// (services.md 4.5).
    package static func of(_ report: Report, correctedBy newer: ReportID?) -> ReportRelease {
        if let newer { return .superseded(by: newer) }
        switch report.status {
        case .collected, .inLaboratory, .reviewing: return .notYet(report.status, expectedAt: report.expectedAt)
        case .withdrawn: return .askDoctor
        case .final, .amended: break
        }
        guard !report.isWithheld else { return .askDoctor }
        guard !report.reporter.isEmpty, !report.reviewer.isEmpty, report.reporter != report.reviewer else {
            return .notYet(.reviewing, expectedAt: report.expectedAt)
        }
        return .released
    }
}
