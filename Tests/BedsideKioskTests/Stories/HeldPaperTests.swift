import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// Papers that wait for their patient, and for staff after an outage.
@Suite struct HeldPaperTests {
    private let jobs = [PrintJobID(trusted: "J41"), PrintJobID(trusted: "J42")]

    @Test func whoComesBackIsAskedOnceAndPrintsAtOnce() {
        var bench = Bench()
        bench.homeWithHeld()
        #expect(bench.name == "held-papers")
        #expect(bench.screen.heading == "您有 2 份单据待打印")
        bench.choose(1)
        #expect(bench.asked == .releasePrints(Sample.encounter.id, jobs))
        bench.answer(.printing([Sample.paper(41, .dailyBill), Sample.paper(42, .depositReceipt)]))
        #expect(bench.screen.heading == "正在打印")
        bench.send(.print(Sample.paper(41, .dailyBill, Sample.submitted, [.mediaJam])))
        #expect(bench.screen.says("卡纸"))
        for number in [(41, Paper.Kind.dailyBill), (42, .depositReceipt)] {
            bench.send(.print(Sample.paper(number.0, number.1, .printed(at: Sample.now))))
        }
        #expect(bench.screen.heading == "都打好了")
        bench.choose(1)
        #expect(bench.name == "home")
        // Nothing is left to ask for.
        bench.scan(Sample.wristband)
        #expect(bench.name == "home")
    }

    @Test func laterMeansLaterAndTheOwnCodeAsksAgain() {
        var bench = Bench()
        bench.homeWithHeld(.backlog)
        #expect(bench.screen.says("打印机停了一段时间"))
        bench.choose(2)
        #expect(bench.name == "home")
        #expect(!bench.effects.contains { if case .releasePrints = $0.work { true } else { false } })
        bench.choose(1)
        bench.answer(.dailyBill(Sample.today))
        bench.scan(Sample.wristband)
        #expect(bench.name == "daily-bill", "in the middle of something the own code only gives time")
        bench.press(.back)
        bench.scan(Sample.wristband)
        #expect(bench.name == "held-papers")
    }

    @Test func theIntentionOfTheFirstScreenDoesNotHideThem() {
        var bench = Bench()
        bench.homeWithHeld(choosing: 2)
        #expect(bench.name == "held-papers")
        bench.press(.back)
        #expect(bench.name == "home")
    }

    @Test func aPageHeldMeanwhileIsTold() {
        for language in Language.allCases {
            var bench = Bench(language: language)
            bench.reports()
            bench.choose(1)
            bench.answer(.printing([Sample.paper(1, .report, Sample.submitted)]))
            bench.choose(1)
            bench.answer(.reports(Sample.reports))
            bench.send(.print(Sample.paper(1, .report, .held(.backlog))))
            #expect(bench.name == "print-held")
        }
    }

    @Test func aVisitorIsNotAskedAboutThePatientsPapers() {
        var bench = Bench()
        bench.scan(Sample.specimen)
        bench.answer(.specimen(Sample.reports[0], Sample.encounter))
        #expect(bench.flow.atScreen?.isVisitor == true)
        bench.answer(.printing([Sample.paper(21, .report, Sample.submitted)]))
        #expect(bench.name != "held-papers")
    }

    @Test func whoStandsAtTheScreenIsKnownForThePrinter() {
        var bench = Bench()
        #expect(bench.flow.atScreen == nil)
        bench.arrive()
        #expect(bench.flow.atScreen == nil)
        bench.scan(Sample.wristband)
        bench.answer(.encounter(Sample.encounter))
        #expect(bench.flow.atScreen?.encounter == Sample.encounter.id && bench.flow.atScreen?.isVisitor == false)
        bench.scan(Sample.badge)
        #expect(bench.flow.atScreen?.encounter == Sample.encounter.id, "a nurse's page lies over the patient's")
        bench.wait(.seconds(400))
        #expect(bench.flow.atScreen == nil)
    }

    @Test func staffReleaseOneOrAllOfAPatient() {
        let works: [(Int, KioskEffect.Work)] = [
            (1, .releaseHeld(Sample.encounter.id, PrintJobID(trusted: "J41"), by: Sample.cashier.id)),
            (2, .releaseHeld(Sample.encounter.id, nil, by: Sample.cashier.id)),
        ]
        for (digit, work) in works {
            var bench = Bench()
            bench.staff(held: Sample.heldStaffPage)
            bench.choose(1)
            bench.press(.down)
            bench.choose(digit)
            #expect(bench.asked == work)
            bench.answer(.staffPage(Sample.heldStaffPage))
            #expect(bench.name == "staff-prints")
        }
    }

    @Test func staffDropOneOrAllOfAPatient() {
        let works: [(Int, KioskEffect.Work)] = [
            (1, .decidePrint(PrintJobID(trusted: "J41"), .dropped, nil, by: Sample.cashier.id)),
            (2, .dropHeld(Sample.encounter.id, by: Sample.cashier.id)),
        ]
        for (digit, work) in works {
            var bench = Bench()
            bench.staff(held: Sample.heldStaffPage)
            bench.choose(1)
            bench.press(.down)
            bench.choose(3)
            #expect(bench.name == "staff-drop")
            #expect(bench.screen.choices.last?.title == "此人全部 2 份")
            bench.choose(digit)
            #expect(bench.asked == work)
            bench.answer(.staffPage(Sample.heldStaffPage))
            #expect(bench.name == "staff-prints")
        }
    }

    @Test func theOnlyHeldPaperOfAPatientIsDroppedAtOnce() {
        var bench = Bench()
        bench.staff(held: Sample.heldStaffPage)
        bench.choose(1)
        for _ in 0..<3 { bench.press(.down) }
        bench.choose(3)
        #expect(bench.asked == .decidePrint(PrintJobID(trusted: "J43"), .dropped, nil, by: Sample.cashier.id))
    }

    @Test func upAndDownKeepTheirDigits() {
        var bench = Bench()
        bench.staff(held: Sample.heldStaffPage)
        bench.choose(1)
        let unknown = bench.screen.choices
        bench.choose(5)
        let held = bench.screen.choices
        #expect(unknown.suffix(2).map(\.title) == held.suffix(2).map(\.title))
        #expect(unknown.map(\.digit) == held.map(\.digit))
        #expect(unknown.first?.title == "已经打出" && held.first?.title == "打印这份")
    }

    @Test func anotherPrinterIsToldToStaff() {
        for language in Language.allCases {
            var bench = Bench(language: language)
            bench.staff(held: Sample.heldStaffPage)
            #expect(bench.screen.blocks.contains { if case .text(_, .caution) = $0 { true } else { false } })
            #expect(bench.screen.says("ward"))
        }
    }

    @Test func everyReasonHasItsOwnSentenceInBothLanguages() {
        let reasons: [PrinterReason] = [
            .mediaEmpty, .mediaJam, .mediaNeeded, .coverOpen, .tonerEmpty, .inputTrayMissing, .outputFull, .paused,
            .offline, .queueUnfinished, .other("x-something"),
        ]
        for language in Language.allCases {
            var sentences: Set<String> = []
            for reason in reasons {
                var bench = Bench(language: language)
                bench.admit()
                bench.send(.print(Sample.paper(2, .wardGuide, Sample.submitted, [.tonerLow, reason])))
                for case .text(let text, .caution) in bench.screen.blocks { sentences.insert(text) }
            }
            #expect(sentences.count == reasons.count)
        }
    }
}
