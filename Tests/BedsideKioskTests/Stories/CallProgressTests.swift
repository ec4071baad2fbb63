import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// How far a call is, as the patient at the bed sees it.
@Suite struct CallProgressTests {
    @Test func theNurseKnowsOnlyAfterAcceptAndItEndsOnlyAfterAttend() {
        var bench = Self.called()
        #expect(bench.name == "call-noted")
        #expect(!bench.screen.says("护士已知道"))
        bench.send(.calls([Sample.place: .accepted]))
        #expect(bench.screen.heading == "护士已知道")
        bench.send(.calls([Sample.place: .attended]))
        #expect(bench.screen.heading == "护士已到床旁")
        bench.send(.calls([:]))
        #expect(bench.screen.heading == "呼叫已结束")
    }

    @Test func whoWentOnIsToldOnceTheNurseKnows() {
        var bench = Self.called()
        bench.press(.enter)
        #expect(bench.name == "home")
        bench.send(.calls([Sample.place: .accepted]))
        #expect(bench.name == "call-accepted")
    }

    @Test func nothingCutsIntoThePIN() {
        var bench = Self.called()
        bench.press(.enter)
        bench.scan(Sample.badge)
        bench.choose(2)
        #expect(bench.name == "staff-pin")
        bench.send(.calls([Sample.place: .accepted]))
        #expect(bench.name == "staff-pin")
    }

    @Test func theCallOfAnotherBedIsNobodysBusinessHere() throws {
        var bench = Self.called()
        bench.send(.calls([Sample.place: .called, try AlarmPlace("99"): .accepted]))
        #expect(bench.name == "call-noted")
    }

    @Test func theFirstScreenSaysHowFarTheCallsOfItsBedsAre() {
        var bench = Bench()
        bench.send(.calls([Sample.place: .called]))
        #expect(!bench.screen.says("已呼叫护士"), "this kiosk stands at no bed")
        bench = Bench(callPlaces: [Sample.place])
        bench.send(.calls([Sample.place: .called]))
        #expect(bench.name == "welcome")
        #expect(bench.screen.says("已呼叫护士"))
        bench.send(.calls([Sample.place: .accepted]))
        #expect(bench.screen.says("护士已知道"))
        bench.send(.calls([:]))
        #expect(!bench.screen.says("护士"))
    }

    @Test func aNewNeedAfterAcceptIsANewCall() {
        var bench = Self.called()
        bench.send(.calls([Sample.place: .accepted]))
        let before = bench.effects.count
        bench.press(.call)
        #expect(bench.effects.count == before + 1)
        #expect(bench.asked == .callPerson(Sample.encounter.id))
    }

    @Test func aBadgeWhereSomebodyCalledEndsTheCallWithoutAPIN() {
        var bench = Bench(callPlaces: [Sample.place])
        bench.send(.calls([Sample.place: .called]))
        bench.scan(Sample.badge)
        #expect(bench.name == "at-the-bed")
        bench.choose(1)
        #expect(bench.asked == .attendHere(Sample.nurse.id))
        bench.answer(.done)
        #expect(bench.name == "attended")
    }

    @Test func withoutACallABadgeOpensThePINAsEver() {
        var bench = Bench(callPlaces: [Sample.place])
        bench.scan(Sample.badge)
        #expect(bench.name == "staff-pin")
    }

    private static func called() -> Bench {
        var bench = Bench()
        bench.home()
        bench.press(.call)
        bench.answer(.called(Sample.place))
        bench.send(.calls([Sample.place: .called]))
        return bench
    }
}
