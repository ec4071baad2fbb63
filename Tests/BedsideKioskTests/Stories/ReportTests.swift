import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// Reports in the list, and by the slip from the blood test.
@Suite struct ReportTests {
    /// The number: scan, take.
    @Test func aSlipPrintsItsReportInOneScan() {
        var bench = Bench()
        bench.scan(Sample.specimen)
        bench.answer(.specimen(Sample.reports[0], Sample.encounter))
        #expect(bench.asked == .print(Sample.encounter.id, .report(Sample.reports[0].report.id)))
        #expect(bench.acts == 1)
        bench.answer(.printing([Sample.paper(1, .report)]))
        bench.send(.print(Sample.paper(1, .report, .printed(at: Sample.now))))
        #expect(bench.name == "specimen-report")
        #expect(bench.screen.tone == .success)
        // The slip is no wristband: from here one only leaves.
        bench.choose(0)
        #expect(bench.name == "goodbye")
    }

    @Test(arguments: Sample.reports.filter { $0.release != .released })
    func aReportThatIsNotReleasedIsNotPrinted(_ row: ReportRow) {
        var bench = Bench()
        bench.scan(Sample.specimen)
        bench.answer(.specimen(row, Sample.encounter))
        #expect(bench.effects.count == 1)
        #expect(["report-wait", "report-ask", "report-corrected"].contains(bench.name))
        bench.choose(1)
        #expect(bench.name == "goodbye")
    }

    @Test func aWithheldReportNeverSaysWhy() {
        var bench = Bench()
        bench.reports()
        #expect(bench.screen.rows[4] == ["感染八项", "请问医生"])
        for _ in 0..<4 { bench.press(.down) }
        bench.press(.enter)
        #expect(bench.name == "report-ask")
        #expect(bench.effects.count == 2)
    }

    @Test func onlyTheSelectedReportIsPrintedAndCountedAnew() {
        var bench = Bench()
        bench.reports()
        bench.press(.row(1))
        #expect(bench.effects.count == 2, "a touch only selects")
        bench.choose(1)
        #expect(bench.asked == .print(Sample.encounter.id, .report(Sample.reports[1].report.id)))
        bench.answer(.printing([Sample.paper(1, .report)]))
        bench.choose(1)
        #expect(bench.asked == .loadReports(Sample.encounter.id))
    }

    @Test func aSlipOfOnesOwnPrintsWithinTheSession() {
        var bench = Bench()
        bench.home()
        bench.scan(Sample.specimen)
        bench.answer(.specimen(Sample.reports[0], Sample.encounter))
        bench.answer(.printing([Sample.paper(1, .report)]))
        #expect(bench.name == "specimen-report")
        #expect(!bench.effects.contains { $0.work == .sessionEnded })
        bench.choose(0)
        #expect(bench.name == "home")
    }

    @Test func aSlipOfSomebodyElseEndsTheSession() {
        var bench = Bench()
        bench.home(Sample.otherEncounter)
        bench.scan(Sample.specimen)
        bench.answer(.specimen(Sample.reports[0], Sample.encounter))
        #expect(bench.effects.contains { $0.work == .sessionEnded })
        #expect(!bench.screen.says("E********"))
        bench.answer(.printing([]))
        bench.choose(1)
        #expect(bench.name == "goodbye")
    }

    @Test func aRefusedPrintGoesBackAndSaysSo() {
        var bench = Bench()
        bench.scan(Sample.specimen)
        bench.answer(.specimen(Sample.reports[0], Sample.encounter))
        bench.fail(.printerUnavailable)
        #expect(bench.name == "problem")
        bench.choose(1)
        #expect(bench.name == "goodbye")
    }
}
