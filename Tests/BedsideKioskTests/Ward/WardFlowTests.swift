import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// What nurses do at a ward screen.
@Suite struct WardFlowTests {
    private let first = WardSample.toilet.id

    @Test func oneKeyAndABadgeAcceptTheMostUrgent() {
        var bench = WardBench()
        bench.press(.digit(1))
        #expect(bench.name == "ward-badge")
        bench.badge()
        #expect(bench.acts == [.act(.accept(first), by: WardSample.nurse.id)])
        #expect(bench.name == "ward-alarms")
        bench.send(.done)
        #expect(bench.screen.says("已接受：卫生间 3"))
    }

    @Test func aBadgeHoldsForAMinute() {
        var bench = WardBench()
        bench.badge()
        #expect(bench.screen.place.contains("王护士"))
        bench.wait(.seconds(59))
        bench.press(.digit(1))
        #expect(bench.acts == [.act(.accept(first), by: WardSample.nurse.id)])
        bench.wait(.seconds(2))
        #expect(!bench.screen.place.contains("王护士"))
        bench.press(.digit(2))
        #expect(bench.name == "ward-badge")
        #expect(bench.acts.count == 1)
    }

    @Test func aBadgeCanBeGivenUp() {
        var bench = WardBench()
        bench.badge()
        bench.press(.digit(0), .digit(1))
        #expect(bench.acts.isEmpty)
    }

    @Test func numberAndPINDoAsWell() {
        var bench = WardBench()
        bench.press(.digit(1))
        bench.type("gh1000017")
        #expect(bench.screen.says("GH1000017"))
        bench.press(.enter)
        bench.type("2468")
        #expect(!bench.screen.says("2468"))
        bench.press(.enter)
        #expect(
            bench.effects == [.logOn(WardSample.nurse.id, pin: Sensitive("2468"), right: .answerAlarms)])
        bench.send(.pinRefused(triesLeft: 2))
        #expect(bench.name == "ward-pin")
        #expect(bench.screen.says("还可以试 2 次"))
        bench.type("1357")
        bench.press(.enter)
        bench.send(.staff(WardSample.nurse))
        #expect(bench.acts == [.act(.accept(first), by: WardSample.nurse.id)])
    }

    @Test func aScannerThatTypesBeginsWithTheBadge() {
        var bench = WardBench()
        bench.type("gh1000017")
        bench.press(.enter)
        #expect(bench.name == "ward-pin")
        #expect(bench.acts.isEmpty)
        bench.type("2468")
        bench.press(.enter)
        bench.send(.staff(WardSample.nurse))
        bench.press(.digit(1))
        #expect(bench.acts.count == 1)
    }

    @Test func aNumberThatIsNoneIsAskedAgain() {
        var bench = WardBench()
        bench.press(.digit(1))
        bench.type("gh1")
        for _ in 0..<4 { bench.press(.backspace) }
        #expect(bench.name == "ward-alarms")
        bench.press(.digit(1))
        bench.send(.badge(StaffID(trusted: "GH9")))
        bench.send(.unknownBadge)
        #expect(bench.name == "ward-badge")
        #expect(bench.screen.says("请换一位同事"))
    }

    @Test(arguments: [WardSample.cashier, WardSample.technician])
    func onlyNursesAnswerPatients(_ member: StaffMember) {
        var bench = WardBench()
        bench.press(.digit(1))
        bench.badge(member)
        #expect(bench.acts.isEmpty)
        #expect(bench.name == "ward-badge")
        // The colleague's badge then does it.
        bench.badge()
        #expect(bench.acts.count == 1)
    }

    @Test func whatIsNoBadgeSaysWhatToScanAndAnswersNobodysCheck() {
        var bench = WardBench()
        bench.send(.foreignScan)
        #expect(bench.screen.says("请刷工牌"))
        bench.press(.digit(1))
        bench.send(.badge(WardSample.nurse.id))
        bench.send(.foreignScan)
        #expect(bench.acts.isEmpty)
        bench.send(.staff(WardSample.nurse))
        #expect(bench.acts.count == 1)
    }

    @Test func aRevokedBadgeDoesNothing() {
        var bench = WardBench()
        let revoked = StaffMember(id: WardSample.nurse.id, name: "王护士", role: .nurse, isActive: false)
        bench.press(.digit(1))
        bench.badge(revoked)
        bench.press(.back, .digit(1))
        #expect(bench.acts.isEmpty)
    }

    @Test func anAnswerAboutSomebodyElseIsDropped() {
        var bench = WardBench()
        bench.press(.digit(1))
        bench.send(.badge(WardSample.nurse.id))
        bench.send(.staff(WardSample.other))
        #expect(bench.acts.isEmpty)
        bench.send(.staff(WardSample.nurse))
        #expect(bench.acts.isEmpty)
    }

    @Test func aCancelledQuestionIsNotAnsweredByALateBadge() {
        var bench = WardBench()
        bench.press(.digit(1))
        bench.send(.badge(WardSample.nurse.id))
        bench.press(.back)
        bench.send(.staff(WardSample.nurse))
        #expect(bench.acts.isEmpty)
    }

    @Test func attendingIsForTheBedAlone() {
        var desk = WardBench()
        desk.press(.digit(3))
        #expect(desk.name == "ward-alarms")
        #expect(desk.screen.says("请到床旁处理"))
        #expect(!desk.screen.offers(3))
        var bed = WardBench(beds: [WardSample.toilet.place])
        bed.press(.digit(3))
        bed.badge()
        #expect(bed.acts == [.act(.attend(first), by: WardSample.nurse.id)])
    }

    @Test func aTechnicalAlarmIsShelvedWithReasonAndTime() {
        var bench = WardBench(WardSample.board([WardSample.row(10, "护士站", .technical(.batteryLow))]))
        bench.press(.digit(5), .digit(2), .choose(3))
        #expect(bench.name == "ward-badge")
        bench.badge(WardSample.technician)
        #expect(
            bench.acts == [
                .act(.shelve(WardSample.id(10), minutes: 60, reason: "no-spare"), by: WardSample.technician.id)
            ])
    }

    /// Reason and time are two questions: a trembling or hurried hand answers one of them.
    @Test func oneStrokeAnswersOneQuestion() {
        var bench = WardBench(WardSample.board([WardSample.row(10, "护士站", .technical(.batteryLow))]))
        bench.badge(WardSample.technician)
        bench.press(.digit(5), .digit(5))
        let reasons = bench.screen.choices
        bench.press(.digit(2), .digit(2))
        #expect(bench.acts.isEmpty)
        #expect(bench.screen.choices != reasons)
        bench.wait(.milliseconds(300))
        bench.press(.digit(2))
        #expect(bench.acts.count == 1)
    }

    /// Refused, and the key is still down: its repeats ask no second time.
    @Test func aHeldKeyActsOnce() {
        var bench = WardBench()
        bench.badge()
        bench.wait(.seconds(1))
        bench.press(.digit(1))
        bench.send(.refused(.taken))
        bench.press(.digit(1), .digit(1))
        #expect(bench.acts.count == 1)
        bench.wait(.milliseconds(300))
        bench.press(.digit(1))
        #expect(bench.acts.count == 2)
    }

    @Test func outOfServiceAndBack() {
        var bench = WardBench(
            WardSample.board([WardSample.row(10, "护士站", .technical(.sound))], held: WardSample.held))
        bench.badge()
        bench.press(.digit(6), .digit(1), .digit(2), .digit(8), .down, .digit(1))
        #expect(
            bench.acts == [
                .act(.outOfService(WardSample.id(10), hours: 24, reason: "repair"), by: WardSample.nurse.id),
                .act(.unshelve(WardSample.id(21)), by: WardSample.nurse.id),
            ])
    }

    @Test func patientsAreNeverShelved() {
        var bench = WardBench()
        bench.press(.digit(5))
        #expect(bench.screen.says("不能搁置"))
        #expect(!bench.screen.offers(5) && !bench.screen.offers(6))
    }

    @Test func anEmergencyIsNotSilenced() {
        var bench = WardBench(WardSample.board([WardSample.emergency]))
        #expect(!bench.screen.offers(7))
        bench.press(.digit(7))
        #expect(bench.screen.says("声音不能暂停"))
        bench.show(WardSample.board(WardSample.mixed))
        bench.badge()
        bench.wait(.seconds(1))
        bench.press(.digit(7))
        #expect(bench.acts == [.act(.pauseSound, by: WardSample.nurse.id)])
    }

    @Test(arguments: AlarmRefusal.allCases, Language.allCases)
    func everyRefusalIsSaid(_ refusal: AlarmRefusal, _ language: Language) {
        var bench = WardBench(language: language)
        let before = Set(bench.screen.strings)
        bench.badge()
        bench.press(.digit(1))
        bench.send(.refused(refusal))
        let message = bench.screen.blocks.contains { if case .text(_, .caution) = $0 { true } else { false } }
        #expect(message)
        #expect(!Set(bench.screen.strings).subtracting(before).isEmpty)
        bench.wait(.seconds(9))
        #expect(!bench.screen.blocks.contains { if case .text(_, .caution) = $0 { true } else { false } })
    }

    @Test func oneKeyIsOneAct() {
        var bench = WardBench()
        bench.badge()
        bench.press(.digit(1), .digit(1), .enter)
        #expect(bench.acts.count == 1)
        bench.send(.refused(.gone))
        bench.press(.digit(1))
        #expect(bench.acts.count == 2)
    }

    @Test func anAnswerThatNeverComesIsSaid() {
        var bench = WardBench()
        bench.badge()
        bench.press(.digit(1))
        bench.wait(.seconds(11))
        #expect(bench.screen.says("现在没有办成"))
        bench.press(.digit(1))
        #expect(bench.acts.count == 2)
    }
}
