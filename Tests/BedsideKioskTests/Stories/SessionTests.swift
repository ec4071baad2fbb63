import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// Time, language, other people, and what is left behind.
@Suite struct SessionTests {
    @Test func warnsTwentySecondsBeforeAndAnyKeyExtends() {
        var bench = Bench()
        bench.home()
        bench.wait(.milliseconds(39_999))
        #expect(bench.screen.remaining == nil)
        bench.wait(.milliseconds(1))
        #expect(bench.screen.remaining == "请在20秒内按任意键")
        #expect(bench.screen.tone == .caution)
        bench.wait(.seconds(5))
        #expect(bench.screen.remaining == "请在15秒内按任意键")
        // The key says "I am here" and does nothing else.
        bench.choose(4)
        #expect(bench.name == "home")
        #expect(bench.screen.remaining == nil)
        #expect(bench.effects.count == 1)
        bench.wait(.seconds(39))
        #expect(bench.name == "home")
    }

    @Test func itCanBeExtendedMoreThanTenTimes() {
        var bench = Bench()
        bench.home()
        for _ in 0..<12 {
            bench.wait(.seconds(45))
            bench.press(.up)
        }
        #expect(bench.name == "home")
    }

    @Test func leavesNothingOfThePatient() {
        var bench = Bench()
        bench.dailyBill()
        bench.press(.language)
        bench.wait(.seconds(181))
        #expect(bench.name == "welcome")
        #expect(bench.screen.wipes)
        #expect(!bench.screen.says("张"))
        #expect(bench.screen.heading == "请扫码，或按数字选择")
        #expect(bench.asked == .sessionEnded)
        bench.press(.up)
        #expect(!bench.screen.wipes)
    }

    @Test func aKeyAfterTheEndDoesNotActInTheOldSession() {
        var bench = Bench()
        bench.discharge(Sample.discharge(deposits: 100_000))
        // No tick came: the daemon was busy.
        var late = bench.flow
        let moment = KioskMoment(
            monotonic: bench.now.monotonic + .seconds(400), wall: bench.now.wall.adding(seconds: 400))
        let effects = late.handle(.key(.digit(1)), at: moment)
        #expect(effects.map(\.work) == [.sessionEnded])
        #expect(late.screen(at: moment).name == "identify", "the key is the next person's")
    }

    @Test func theLongestLimitIsExtendedByOnesOwnScanOnly() {
        var bench = Bench()
        bench.home()
        for _ in 0..<22 {
            bench.wait(.milliseconds(39_900))
            bench.press(.up)
        }
        bench.wait(.seconds(4))
        #expect(bench.screen.remaining?.contains("扫码") == true)
        bench.press(.up)
        #expect(bench.screen.remaining != nil)
        bench.scan(Sample.wristband)
        #expect(bench.screen.remaining == nil)
        #expect(bench.name == "home")
    }

    @Test func anotherPatientsCodeEndsTheFirstSession() {
        for code in [Sample.otherWristband, Sample.otherSlip] {
            var bench = Bench()
            bench.dailyBill()
            bench.scan(code)
            #expect(bench.effects.suffix(2).first?.work == .sessionEnded)
            #expect(!bench.screen.says("张"))
            #expect(bench.screen.wipes)
            bench.answer(
                code == Sample.otherSlip ? .admissionOrder(Sample.otherOrder) : .encounter(Sample.otherEncounter))
            #expect(bench.screen.place.contains("E********"))
            #expect(!bench.screen.says("张"))
        }
    }

    @Test func aStaleAnswerIsDropped() {
        var bench = Bench()
        bench.home()
        bench.choose(1)
        let old = bench.effects.last
        bench.scan(Sample.otherWristband)
        bench.answer(.encounter(Sample.otherEncounter))
        let before = bench.screen
        if let old { bench.send(.answer(.dailyBill(Sample.today), ticket: old.ticket)) }
        #expect(bench.screen == before)
        // Nor does it stand in for what the second patient asked for.
        bench.choose(1)
        if let old { bench.send(.answer(.dailyBill(Sample.today), ticket: old.ticket)) }
        #expect(bench.screen.rows.isEmpty)
        bench.answer(.dailyBill(Sample.today))
        #expect(!bench.screen.rows.isEmpty)
    }

    @Test func goodbyeGoesByItselfAndByAnyKey() {
        var bench = Bench()
        bench.home()
        bench.press(.language, .back)
        #expect(bench.name == "goodbye")
        bench.wait(.seconds(9))
        #expect(bench.name == "welcome")
        #expect(bench.screen.heading == "请扫码，或按数字选择")
        #expect(bench.screen.wipes)

        var quick = Bench()
        quick.home()
        quick.press(.back, .digit(2))
        #expect(quick.name == "welcome", "the key only takes the goodbye away")
    }

    @Test func aPageOfTheFormerPatientIsNotTold() {
        var bench = Bench()
        bench.admit()
        bench.choose(1)
        bench.home(Sample.otherEncounter)
        let before = bench.screen
        bench.send(.print(Sample.paper(2, .wardGuide, Sample.submitted, [.mediaJam])))
        #expect(bench.screen == before)
    }

    @Test func nothingCutsIntoMoneyOnItsWay() {
        var bench = Bench()
        bench.discharge(Sample.discharge(deposits: 100_000))
        bench.choose(1)
        let count = bench.effects.count
        bench.scan(Sample.otherWristband)
        bench.scan(Sample.badge)
        #expect(bench.effects.count == count)
        bench.answer(Sample.settled(Sample.discharge(deposits: 100_000)))
        #expect(bench.name == "settled")
    }

    @Test func theSameScanTwiceAsksOnce() {
        var bench = Bench()
        bench.scan(Sample.wristband)
        bench.scan(Sample.wristband)
        #expect(bench.effects.count == 1)
    }

    @Test func theLanguageChangesEverywhereAndBack() {
        for scene in Scene.all {
            var bench = scene.bench(.chinese, .standard)
            let before = bench.screen
            bench.press(.language)
            #expect(bench.screen.heading != before.heading, "\(scene.name)")
            #expect(bench.name == before.name || scene.name == "goodbye", "\(scene.name)")
        }
    }

    @Test func theFirstScreenSleepsUntilTheNextMinute() {
        var bench = Bench()
        bench.wait(.seconds(7))
        bench.send(.tick)
        #expect(bench.flow.deadline == bench.now.monotonic + .seconds(53))
        #expect(KioskFlow(settings: Sample.settings, texts: Sample.texts).deadline == .zero)
    }

    @Test func aLoadThatIsNotAnsweredIsGivenUpAndCanBeLeft() {
        var bench = Bench()
        bench.home()
        bench.choose(2)
        bench.wait(.seconds(31))
        #expect(bench.name == "problem")
        bench.press(.enter)
        #expect(bench.name == "home")
        bench.choose(2)
        bench.press(.back)
        #expect(bench.name == "home")
    }

    @Test func arrowsAndEnterChooseToo() {
        var bench = Bench()
        bench.press(.down, .down)
        #expect(bench.screen.choices.map(\.isSelected) == [false, false, true, false])
        bench.press(.enter)
        #expect(bench.name == "identify")
        #expect(bench.screen.says("回执单"))
    }

    @Test func whatWasWantedOpensAfterTheScan() {
        let wanted: [(Int, KioskEffect.Work)] = [
            (2, .loadDailyBill(Sample.leaving.id, day: nil)), (3, .loadReports(Sample.leaving.id)),
            (4, .loadDischarge(Sample.leaving.id)),
        ]
        for (digit, work) in wanted {
            var bench = Bench()
            bench.choose(digit)
            bench.scan(Sample.wristband)
            bench.answer(.encounter(Sample.leaving))
            #expect(bench.asked == work)
        }
    }
}
