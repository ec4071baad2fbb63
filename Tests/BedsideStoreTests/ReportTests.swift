import BedsideDomain
import BedsideStore
import Testing

/// A slip finds the newest report, and a corrected one is known to be corrected.
@Suite struct ReportTests {
    @Test func aSpecimenSlipFindsTheCorrectedReport() async throws {
        let ward = try await TestWard()
        let specimen = SpecimenID(trusted: "BB26112001016")
        #expect(try await ward.store.lookUpSpecimen(specimen) == nil, "nobody is admitted yet")
        try await ward.admit()
        #expect(try await ward.store.lookUpSpecimen(specimen)?.report.id == ReportID(trusted: "BG1"))
        // Until the correction is released, the old one stands.
        _ = try await ward.importing {
            $0["reports"].append(TestWard.report("BG2", "reviewing", supersedes: "BG1"))
        }
        #expect(try await ward.store.report(ReportID(trusted: "BG1"))?.correctedBy == nil)
        _ = try await ward.importing { $0["reports"].append(TestWard.report("BG2", "amended", supersedes: "BG1")) }
        let found = try #require(try await ward.store.lookUpSpecimen(specimen))
        #expect(found.report.id == ReportID(trusted: "BG2"))
        #expect(found.encounter.id == TestWard.stay)
        let old = try #require(try await ward.store.report(ReportID(trusted: "BG1")))
        let superseded = ReportRelease.superseded(by: ReportID(trusted: "BG2"))
        #expect(ReportRelease.of(old.report, correctedBy: old.correctedBy) == superseded)
        // A correction that is withdrawn does not make the wrong report right again.
        _ = try await ward.importing { $0["reports"].append(TestWard.report("BG2", "withdrawn", supersedes: "BG1")) }
        let still = try #require(try await ward.store.report(ReportID(trusted: "BG1")))
        #expect(ReportRelease.of(still.report, correctedBy: still.correctedBy) == superseded)
    }

    @Test func onlyPrintedCopiesCount() async throws {
        let ward = try await TestWard()
        let (encounter, _) = try await ward.admit()
        let report = try #require(try await ward.store.reports(encounter.id).first).report
        let paper = Paper.report(ReportPaper(head: TestWard.head(encounter), report: report))
        let job = try await ward.store.enqueuePrint(
            encounter: encounter.id, paper: paper, reprint: nil, replaces: nil, at: TestWard.start)
        #expect(try await ward.store.reports(encounter.id).first?.copies == 0)
        _ = try await ward.store.advancePrint(
            job.id, from: .queued, to: .printed(at: TestWard.start), at: TestWard.start)
        #expect(try await ward.store.reports(encounter.id).first?.copies == 1)
        #expect(try await ward.store.reportPDF(report.id) == Array("%PDF-1.4\n".utf8))
        #expect(try await ward.store.reportPDF(ReportID(trusted: "none")) == nil)
    }
}
