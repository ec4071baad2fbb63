import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// What nurses see at a ward screen.
@Suite struct WardListTests {
    @Test func theBoardsOrderIsKept() {
        let board = WardSample.board(WardSample.mixed)
        let bench = WardBench(board)
        #expect(bench.list.rows.map(\.age).first == "0:21")
        #expect(bench.list.rows.count == board.rows.count)
        #expect(bench.list.rows.first?.urgency == .emergency)
        #expect(bench.list.rows.last?.urgency == .technical)
        #expect(bench.list.selected == 0)
    }

    @Test func theSelectedRowStaysOnItsAlarm() {
        var bench = WardBench()
        bench.press(.down, .down)
        #expect(bench.list.rows[2].place == "12床" && bench.list.selected == 2)
        bench.show(WardSample.board(WardSample.mixed + [WardSample.row(50, "2", .emergency)]))
        #expect(bench.list.selected == 3 && bench.list.rows[3].place == "12床")
        bench.wait(.seconds(19))
        #expect(bench.list.selected == 3)
        bench.wait(.seconds(2))
        #expect(bench.list.selected == 0)
    }

    @Test func aClickSelects() {
        var bench = WardBench()
        bench.press(.row(4))
        #expect(bench.list.selected == 4)
        bench.press(.row(99))
        #expect(bench.list.selected == 4)
    }

    /// A nurse looks at bed 12, presses 1, and meanwhile an emergency has come to the top.
    @Test func aKeyMeantForAnotherRowActsOnNothing() {
        var bench = WardBench(WardSample.board([WardSample.mixed[4]]))
        bench.badge()
        bench.show(WardSample.board([WardSample.mixed[4], WardSample.emergency]))
        bench.press(.digit(1))
        #expect(bench.acts.isEmpty)
        #expect(bench.screen.says("请看清楚再按"))
        bench.wait(.milliseconds(350))
        bench.press(.digit(1))
        #expect(bench.acts.isEmpty)
        bench.wait(.milliseconds(350))
        bench.press(.digit(1))
        #expect(bench.acts == [.act(.accept(WardSample.emergency.id), by: WardSample.nurse.id)])
    }

    /// Accepted, and the list has gone on to the next: the second stroke of a hurried hand must not accept that one too,
    /// because then nobody would come there. Nor the third: a key that is held down repeats.
    @Test func aSecondStrokeAcceptsNoSecondAlarm() {
        var bench = WardBench(WardSample.board([WardSample.toilet, WardSample.emergency]))
        bench.badge()
        bench.press(.digit(1))
        var accepted = WardSample.toilet
        accepted.lifecycle = .acked
        bench.show(WardSample.board([accepted, WardSample.emergency]))
        bench.send(.done)
        for _ in 0..<17 {
            bench.press(.digit(1))
            #expect(bench.acts == [.act(.accept(accepted.id), by: WardSample.nurse.id)])
            bench.wait(.milliseconds(40))
        }
        bench.wait(.milliseconds(300))
        bench.press(.digit(1))
        #expect(bench.acts.last == .act(.accept(WardSample.emergency.id), by: WardSample.nurse.id))
    }

    /// The chosen row is given up for the most urgent one at the very moment of the key.
    @Test func aKeyMeantForTheChosenRowActsOnNothingElse() {
        var bench = WardBench()
        bench.badge()
        bench.press(.down, .down)
        bench.wait(.seconds(20))
        #expect(bench.list.selected == 0)
        bench.press(.digit(1))
        #expect(bench.acts.isEmpty)
    }

    @Test func aQuestionAboutWhatIsOverEnds() {
        var bench = WardBench()
        bench.press(.digit(1))
        bench.show(WardSample.board(Array(WardSample.mixed.dropFirst())))
        #expect(bench.name == "ward-alarms")
        #expect(bench.screen.says("已经结束"))
        bench.badge()
        #expect(bench.acts.isEmpty)
    }

    @Test(arguments: [
        Viewport(columns: 26, rows: 7), Viewport(columns: 40, rows: 12), .smallest, Viewport(columns: 160, rows: 45),
    ])
    func pagesShowEveryAlarmOnceAndTheFirstAlways(_ size: Viewport) {
        let rows = Array(WardSample.crowd.prefix(200))
        var bench = WardBench(WardSample.board(rows), viewport: size)
        let mostUrgent = bench.list.rows[0]
        var seen: [AlarmList.Row] = []
        for _ in 0..<200 {
            #expect(bench.list.rows.first == mostUrgent)
            let fresh = bench.list.rows.filter { row in !seen.contains { $0.age == row.age && $0.place == row.place } }
            if fresh.isEmpty { break }
            seen += fresh
            bench.press(.right)
        }
        #expect(seen.count == 200)
    }

    @Test func agesRunOn() {
        var bench = WardBench(WardSample.board([WardSample.emergency]))
        #expect(bench.list.rows[0].age == "0:03")
        bench.wait(.seconds(70))
        #expect(bench.list.rows[0].age == "1:13")
        #expect(bench.screen.remaining == "通路82秒前验证")
    }

    @Test func anOldProofIsLoud() {
        var bench = WardBench(WardSample.board())
        #expect(bench.screen.tone == .success)
        #expect(bench.screen.says("现在没有报警"))
        bench.wait(.seconds(130))
        #expect(bench.screen.tone == .caution)
        #expect(bench.screen.says("请到床旁查看"))
        #expect(WardBench(WardSample.board(proven: nil)).screen.tone == .caution)
        #expect(WardBench(nil).screen.says("请到床旁查看"))
    }

    @Test func floodPauseAndLostScreensAreNamed() {
        var bench = WardBench(
            WardSample.board(WardSample.mixed, folded: 14, lost: ["corridor", "attic"], paused: 102_000))
        #expect(bench.screen.says("另有14个技术报警"))
        #expect(bench.screen.says("还剩1:42"))
        #expect(bench.screen.says("attic, corridor"))
        bench.wait(.seconds(103))
        #expect(!bench.screen.says("声音暂停"))
    }

    @Test func atRestItWakesRarely() {
        var bench = WardBench(WardSample.board())
        var wakes = 0
        let end = bench.now.monotonic + .seconds(60)
        while let next = bench.flow.deadline, next < end {
            #expect(next > bench.now.monotonic)
            bench.wait(next - bench.now.monotonic)
            wakes += 1
        }
        #expect(wakes <= 12)
    }

    @Test func theLanguageKeyChangesEverything() {
        var bench = WardBench()
        bench.press(.language)
        #expect(bench.screen.heading == "8 unanswered of 12 alarms")
    }

    /// 5,000 rows are drawn by looking at one page of them.
    @Test func aCrowdIsNoWork() {
        var bench = WardBench(WardSample.board(WardSample.crowd))
        let start = ContinuousClock.now
        for _ in 0..<100 {
            bench.press(.down)
            _ = bench.screen
        }
        #expect(ContinuousClock.now - start < .seconds(3))
    }
}
