import Testing

@testable import BedsideDomain

/// What the cells of the table do not say: how things follow each other in time.
@Suite("An alarm's way in time")
struct AlarmStoryTests {
    @Test("nobody comes: each level at its time, and the last again every minute")
    func escalation() {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.red)
        var times: [Int64] = []
        for _ in 0..<6 {
            let before = bench.now.uptime
            bench.wait((bench.left(Bench.red) ?? 0) * 1000)
            times.append((bench.now.uptime - before) / 1000)
        }
        #expect(times == [15, 15, 15, 60, 60, 60])
        #expect(bench.episode(Bench.red)?.level == 4)
    }

    @Test("reject asks the next at once; when their time is over, the next again")
    func reject() {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.red)
        bench.wait(10_000)
        bench.act({ .reject($0) }, Bench.red)
        #expect(bench.episode(Bench.red)?.level == 2)
        #expect(bench.left(Bench.red) == 5, "no later than before")
        bench.wait(5000)
        #expect(bench.episode(Bench.red)?.level == 3)
        #expect(bench.episode(Bench.red)?.response == AlarmEpisode.Response.none)
    }

    @Test("whoever has it may give it back, nobody else may")
    func giveBack() {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.call)
        bench.act({ .accept($0) }, Bench.call)
        bench.act({ .accept($0) }, Bench.call, by: Bench.wang)
        #expect(bench.refusal == .taken)
        bench.act({ .reject($0) }, Bench.call, by: Bench.wang)
        #expect(bench.refusal == .taken)
        bench.act({ .reject($0) }, Bench.call)
        #expect(bench.lifecycle(Bench.call) == .unacked)
    }

    @Test("who accepts and does not come is asked after: one level up, heard again")
    func notAttended() {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.call)
        bench.act({ .accept($0) }, Bench.call)
        #expect(bench.sound == nil)
        bench.wait(299_999)
        #expect(bench.lifecycle(Bench.call) == .acked)
        bench.wait(1)
        #expect(bench.lifecycle(Bench.call) == .unacked)
        #expect(bench.sound == AlarmSound(priority: .call, level: 2))
    }

    @Test("a press inside the merge window of an accepted call is counted; one after it wakes everybody")
    func pressAfterAccept() {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.call)
        bench.act({ .accept($0) }, Bench.call)
        bench.wait(29_999)
        bench.press(Bench.call)
        #expect(bench.lifecycle(Bench.call) == .acked)
        bench.wait(1)
        bench.press(Bench.call)
        #expect(bench.lifecycle(Bench.call) == .unacked)
        #expect(bench.episode(Bench.call)?.occurrences == 3)
        #expect(bench.left(Bench.call) == 120, "sooner than the accept's end")
    }

    @Test("pressing on and on after an accept is heard once the merge window is over")
    func pressOnAndOn() {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.call)
        bench.act({ .accept($0) }, Bench.call)
        for _ in 0..<2 {
            bench.wait(10_000)
            bench.press(Bench.call)
            #expect(bench.lifecycle(Bench.call) == .acked)
        }
        bench.wait(10_000)
        bench.press(Bench.call)
        #expect(bench.lifecycle(Bench.call) == .unacked)
    }

    @Test("a device that returned and comes again: the same alarm in the merge window, then a new one as urgent")
    func supersede() throws {
        var bench = Bench(rules: Bench.patient)
        bench.set(Bench.pump, true)
        bench.wait(500)
        let first = try #require(bench.episode(Bench.pump))
        bench.set(Bench.pump, false)
        bench.wait(10_000)
        #expect(bench.lifecycle(Bench.pump) == .returnedUnacked)
        #expect(bench.sound == nil)
        bench.set(Bench.pump, true)
        #expect(bench.episode(Bench.pump)?.id == first.id)
        #expect(bench.sound == AlarmSound(priority: .infusion, level: 1))
        bench.set(Bench.pump, false)
        bench.wait(51_000)
        let old = try #require(bench.episode(Bench.pump))
        #expect(old.level == 2)
        bench.set(Bench.pump, true)
        let new = try #require(bench.episode(Bench.pump))
        #expect(new.id != first.id)
        #expect(new.level == 2)
        #expect(new.deadline.uptime <= old.deadline.uptime)
        let ends = bench.effects.compactMap { effect -> AlarmEnd?? in
            if case .record(let episode) = effect { .some(episode.end) } else { nil }
        }
        #expect(ends == [nil, .superseded], "the new one is on disk before the old one ends")
    }

    @Test("a press of a device's key is heard, and then waits to be accepted")
    func deviceKey() {
        let key = NightCast.buttons[4]
        var bench = Bench(rules: Bench.patient)
        bench.press(key)
        #expect(bench.sound == AlarmSound(priority: .infusion, level: 1))
        bench.wait(5000)
        #expect(bench.lifecycle(key) == .returnedUnacked)
        bench.act({ .accept($0) }, key)
        #expect(bench.lifecycle(key) == .closed)
    }

    @Test("a relay that bounces for less than its on-delay is no alarm; a shorter rest than the off-delay is none")
    func delays() {
        var bench = Bench(rules: Bench.patient)
        bench.set(Bench.pump, true)
        bench.wait(499)
        bench.set(Bench.pump, false)
        bench.wait(60_000)
        #expect(bench.lifecycle(Bench.pump) == .closed)
        bench.set(Bench.pump, true)
        bench.wait(500)
        bench.set(Bench.pump, false)
        bench.wait(4999)
        bench.set(Bench.pump, true)
        bench.wait(60_000)
        #expect(bench.episode(Bench.pump)?.condition == .present)
        #expect(bench.episode(Bench.pump)?.occurrences == 1)
    }

    @Test("what flickers is held on and called unstable, until a quiet minute has passed")
    func chatter() {
        var bench = Bench(rules: Bench.patient)
        for _ in 0..<500 {
            bench.set(Bench.pump, true)
            bench.pass(1)
            bench.set(Bench.pump, false)
            bench.pass(1)
        }
        #expect(bench.isOpen(.unstableInput))
        #expect(bench.episode(Bench.pump)?.condition == .present)
        #expect(bench.table.open.count == 2)
        bench.act({ .accept($0) }, Bench.pump)
        bench.wait(59_998)
        #expect(bench.isOpen(.unstableInput))
        #expect(bench.lifecycle(Bench.pump) == .acked)
        bench.wait(1)
        #expect(!bench.isOpen(.unstableInput))
        bench.wait(5000)
        #expect(bench.lifecycle(Bench.pump) == .closed)
    }

    @Test("a pause is for what sounds now and for two minutes; never for an emergency, never for what comes later")
    func pause() {
        var bench = Bench(rules: Bench.patient)
        let pause = AlarmEvent.act(.pauseSound, by: Bench.li, from: .screen(Bench.desk))
        bench.press(Bench.call)
        bench.feed(pause)
        #expect(bench.sound == nil)
        #expect(bench.table.board(at: bench.now).pausedFor == 120_000)
        bench.press(NightCast.buttons[3])
        #expect(bench.sound?.priority == .call, "a later one")
        bench.act({ .accept($0) }, NightCast.buttons[3])
        #expect(bench.sound == nil)
        bench.press(Bench.red)
        #expect(bench.sound?.priority == .emergency)
        bench.feed(pause)
        #expect(bench.refusal == .emergencySounds)
        #expect(bench.sound?.priority == .emergency)
        bench.act({ .accept($0) }, Bench.red)
        bench.wait(59_000)
        #expect(bench.sound == nil)
        bench.wait(61_000)
        #expect(bench.sound != nil)
    }

    @Test("a fault on the shelf that goes away is over; one that stays comes back")
    func shelf() {
        var bench = Bench(rules: Bench.patient)
        bench.feed(.fault(Bench.fault, isPresent: true))
        bench.act({ .shelve($0, minutes: 5, reason: "a part") }, Bench.fault)
        #expect(bench.table.board(at: bench.now).held.map(\.reason) == ["a part"])
        #expect(bench.sound == nil)
        bench.wait(299_999)
        #expect(bench.lifecycle(Bench.fault) == .shelved)
        bench.wait(1)
        #expect(bench.lifecycle(Bench.fault) == .unacked)
        bench.act({ .shelve($0, minutes: 5, reason: "a part") }, Bench.fault)
        bench.feed(.fault(Bench.fault, isPresent: false))
        #expect(bench.lifecycle(Bench.fault) == .closed)
    }

    @Test(
        "a shelf wants a reason and a time inside its bound", arguments: [(4, 0), (121, 169), (-1, -1), (.max, .max)])
    func shelfBounds(minutes: Int, hours: Int) {
        var bench = Bench(rules: Bench.patient)
        bench.feed(.fault(Bench.fault, isPresent: true))
        bench.act({ .shelve($0, minutes: minutes, reason: "a part") }, Bench.fault)
        #expect(bench.refusal == .noReason)
        bench.act({ .outOfService($0, hours: hours, reason: "a part") }, Bench.fault)
        #expect(bench.refusal == .noReason)
        bench.act({ .shelve($0, minutes: 5, reason: "") }, Bench.fault)
        #expect(bench.refusal == .noReason)
    }

    @Test("a broken counter of presses does not end the process")
    func manyPresses() {
        var bench = Bench(rules: Bench.patient)
        for count in [Int.max, Int.max, .min, 0] { bench.feed(.signal(Bench.call, .pressed(count))) }
        #expect(bench.episode(Bench.call)?.occurrences == 20_002)
    }

    @Test("a clock that steps is told; deadlines do not follow it")
    func clock() {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.red)
        let wall = Timestamp(milliseconds: bench.now.wall.milliseconds - 3_600_000)
        bench.now = AlarmMoment(boot: bench.now.boot, uptime: bench.now.uptime, wall: wall)
        bench.wait(15_000)
        #expect(bench.isOpen(.clock))
        #expect(bench.episode(Bench.red)?.level == 2)
        bench.wait(600_000)
        #expect(!bench.isOpen(.clock))
    }
}
