import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// The call for a person, and what the printer is up to.
@Suite struct HelpAndPrintTests {
    @Test func everyScreenCallsAPerson() {
        for scene in Scene.all where !scene.name.hasPrefix("call-") {
            var bench = scene.bench(.chinese, .standard)
            let count = bench.effects.count
            bench.press(.call)
            let calls = bench.effects.dropFirst(count).filter {
                if case .callPerson = $0.work { true } else { false }
            }
            #expect(calls.count == 1, "\(scene.name)")
            #expect(bench.name == "call-sending", "\(scene.name)")
        }
    }

    @Test func theCallPromisesNothingItCannotKeep() {
        var bench = Bench()
        bench.home()
        bench.press(.call)
        #expect(bench.asked == .callPerson(Sample.encounter.id))
        #expect(!bench.screen.says("已呼叫"))
        bench.press(.call)
        #expect(bench.effects.count == 2, "the same call")
        bench.answer(.called(Sample.place))
        #expect(bench.screen.heading == "已呼叫护士")
        #expect(bench.screen.says("床头呼叫铃"))
        bench.press(.enter)
        #expect(bench.name == "home")
    }

    @Test func aCallThatWasNotTakenDownIsToldEvenLater() {
        var bench = Bench()
        bench.home()
        bench.press(.call, .enter)
        #expect(bench.name == "home")
        bench.fail(.internalFault)
        #expect(bench.name == "call-failed")
        #expect(bench.screen.says("床头呼叫铃"))
    }

    @Test func aWaitingPrinterIsToldWhereverThePatientIs() {
        var bench = Bench()
        bench.reports()
        bench.choose(1)
        bench.answer(.printing([Sample.paper(1, .report)]))
        bench.send(.print(Sample.paper(1, .report, Sample.submitted, [.mediaEmpty])))
        #expect(bench.name == "printing")
        #expect(bench.screen.says("没有纸"))
        bench.choose(1)
        bench.answer(.reports(Sample.reports))
        bench.send(.print(Sample.paper(1, .report, Sample.submitted, [.mediaJam])))
        #expect(bench.name == "printer-waits")
        bench.press(.enter)
        // The same word again is no news.
        bench.send(.print(Sample.paper(1, .report, Sample.submitted, [.mediaJam])))
        #expect(bench.name == "reports")
        bench.send(.print(Sample.paper(1, .report, .unknown(.forgotten))))
        #expect(bench.name == "print-unknown")
    }

    @Test func aNoticeWaitsUntilNothingIsTyped() {
        var bench = Bench()
        bench.reports()
        bench.choose(1)
        bench.answer(.printing([Sample.paper(1, .report)]))
        bench.choose(1)
        bench.answer(.reports(Sample.reports))
        bench.press(.back, .right)
        bench.choose(1)
        #expect(bench.name == "price-search")
        bench.send(.print(Sample.paper(1, .report, Sample.submitted, [.coverOpen])))
        bench.type("x")
        #expect(bench.name == "price-search")
        bench.press(.back)
        #expect(bench.name == "printer-waits")
    }

    @Test func everyReasonOfAPrinterHasItsSentence() {
        let reasons: [PrinterReason] = [
            .mediaEmpty, .mediaJam, .mediaNeeded, .coverOpen, .doorOpen, .tonerEmpty, .inputTrayMissing, .outputFull,
            .paused, .offline, .queueUnfinished, .other("x-something"),
        ]
        for reason in reasons {
            var bench = Bench()
            bench.admit()
            bench.send(.print(Sample.paper(2, .wardGuide, Sample.submitted, [reason])))
            #expect(bench.screen.blocks.contains { if case .text(_, .caution) = $0 { true } else { false } })
            #expect(!bench.screen.says("x-something"))
        }
    }

    @Test(arguments: KioskProblem.Kind.allCases) func everyProblemSaysWhatToDoNext(_ kind: KioskProblem.Kind) {
        for language in Language.allCases {
            var bench = Bench(language: language)
            bench.home()
            bench.choose(3)
            bench.fail(kind)
            #expect(bench.name == "problem")
            #expect(bench.screen.says("test-\(kind.rawValue)"))
            let texts = bench.screen.blocks.count { if case .text = $0 { true } else { false } }
            #expect(texts >= 2)
            bench.press(.enter)
            #expect(bench.name == "home")
        }
    }

    @Test func anAnswerThatDoesNotFitIsToldToStaff() {
        var bench = Bench()
        bench.home()
        bench.choose(3)
        bench.answer(.reports([]))
        #expect(bench.screen.says("unexpected-answer"))
    }
}
