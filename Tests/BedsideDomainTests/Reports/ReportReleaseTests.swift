import BedsideDomain
import Testing

@Suite("Report release")
struct ReportReleaseTests {
    @Test("final and amended, by two people, are released", arguments: [Report.Status.final, .amended])
    func released(status: Report.Status) {
        #expect(ReportRelease.of(report(status), correctedBy: nil) == .released)
    }

    @Test(
        "what is still made is not, with its expected time",
        arguments: [Report.Status.collected, .inLaboratory, .reviewing])
    func notYet(status: Report.Status) {
        #expect(ReportRelease.of(report(status), correctedBy: nil) == .notYet(status, expectedAt: Sample.noon))
        #expect(
            ReportRelease.of(report(status, isWithheld: true), correctedBy: nil)
                == .notYet(status, expectedAt: Sample.noon))
    }

    @Test("withdrawn and withheld look alike: ask the doctor")
    func askDoctor() {
        #expect(ReportRelease.of(report(.withdrawn), correctedBy: nil) == .askDoctor)
        for status in [Report.Status.final, .amended] {
            #expect(ReportRelease.of(report(status, isWithheld: true), correctedBy: nil) == .askDoctor)
            #expect(ReportRelease.of(report(status, reviewer: "", isWithheld: true), correctedBy: nil) == .askDoctor)
        }
    }

    @Test("one person alone does not release", arguments: [("王", "王"), ("", "李"), ("王", ""), ("", "")])
    func oneEye(reporter: String, reviewer: String) {
        let report = report(.final, reporter: reporter, reviewer: reviewer)
        #expect(ReportRelease.of(report, correctedBy: nil) == .notYet(.reviewing, expectedAt: Sample.noon))
    }

    @Test("a corrected report stands in the place of the old one", arguments: Report.Status.allCases)
    func superseded(status: Report.Status) {
        let newer = ReportID(trusted: "R2")
        #expect(ReportRelease.of(report(status), correctedBy: newer) == .superseded(by: newer))
    }

    private func report(
        _ status: Report.Status, reporter: String = "王", reviewer: String = "李", isWithheld: Bool = false
    ) -> Report {
        Report(
            id: ReportID(trusted: "R1"), encounter: Sample.encounter, specimen: SpecimenID(trusted: "BB1"),
            title: "血常规", status: status, reporter: reporter, reviewer: reviewer, isWithheld: isWithheld,
            supersedes: nil,
            releasedAt: nil, expectedAt: Sample.noon)
    }
}
