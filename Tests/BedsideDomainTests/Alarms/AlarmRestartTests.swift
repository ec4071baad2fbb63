import Testing

@testable import BedsideDomain

@Suite("Alarms after a start")
struct AlarmRestartTests {
    @Test("within a boot every deadline is where it was; what passed fires with the first tick, and sounds")
    func sameBoot() {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.red)
        bench.press(Bench.call)
        bench.restart(down: 4000)
        #expect(bench.left(Bench.red) == 11)
        #expect(bench.sound?.priority == .emergency)
        #expect(bench.table.board(at: bench.now).restartedAgo == 0)
        bench.restart(down: 20_000)
        bench.feed(.tick)
        #expect(bench.episode(Bench.red)?.level == 2)
        #expect(bench.episode(Bench.call)?.level == 1)
    }

    @Test(
        "after another boot no more is left than by a true clock, and never more than when it was written",
        arguments: [
            (down: 4000, clockOff: 0, left: 11), (down: 60_000, clockOff: 0, left: 0),
            (down: 4000, clockOff: 3_600_000, left: 0), (down: 4000, clockOff: -3_600_000, left: 15),
        ] as [(down: Int64, clockOff: Int64, left: Int64)])
    func otherBoot(down: Int64, clockOff: Int64, left: Int64) {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.red)
        bench.restart(boot: "boot-2", down: down, clockOff: clockOff)
        #expect(bench.left(Bench.red) == left)
        bench.feed(.tick)
        #expect(bench.episode(Bench.red)?.level == (left == 0 ? 2 : 1))
    }

    @Test("a machine that starts again and again with a stuck clock does not put a deadline off for ever")
    func bootLoop() throws {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.red)
        for number in 2...4 {
            bench.restart(boot: "boot-\(number)", clockOff: 0)
            bench.feed(.tick)
            let record = try #require(bench.effects.first)
            guard case .record(let written) = record else {
                Issue.record("what the start changed was not recorded")
                return
            }
            #expect(written.deadline.boot == "boot-\(number)")
            // Five seconds pass that the wall clock does not see.
            bench.now = AlarmMoment(boot: bench.now.boot, uptime: bench.now.uptime + 5000, wall: bench.now.wall)
            bench.press(Bench.red)
        }
        #expect(bench.left(Bench.red) == 0)
    }

    @Test("a fault of the process must be told anew within a minute; what an input said stays as it was")
    func faults() {
        var bench = Bench(rules: Bench.patient)
        bench.feed(.fault(Bench.fault, isPresent: true))
        bench.feed(.fault(NightCast.faults[2], isPresent: true))
        bench.set(Bench.cord, true)
        bench.restart()
        bench.wait(59_999)
        #expect(bench.lifecycle(Bench.fault) == .unacked)
        bench.feed(.fault(Bench.fault, isPresent: true))
        bench.wait(1)
        #expect(bench.lifecycle(Bench.fault) == .unacked)
        #expect(bench.lifecycle(NightCast.faults[2]) == .closed)
        #expect(bench.episode(Bench.cord)?.condition == .present)
    }

    @Test(
        "of two of one source, which a crash left, the later goes on, no less urgent; the older ends with the first tick"
    )
    func twins() throws {
        var bench = Bench(rules: Bench.patient)
        bench.set(Bench.pump, true)
        bench.wait(500)
        bench.set(Bench.pump, false)
        bench.wait(65_000)
        let old = try #require(bench.episode(Bench.pump))
        bench.set(Bench.pump, true)
        let new = try #require(bench.episode(Bench.pump))
        var table = AlarmTable(
            restoring: [new, old], rules: Bench.patient, audience: AlarmAudience(), home: NightCast.home, seed: 9,
            at: bench.now)
        #expect(table.open.count == 2)
        _ = table.handle(.tick, at: bench.now)
        #expect(table.open.keys.map(\.self) == [new.id])
        #expect(table.open[new.id]?.level == old.level)
    }

    @Test("a damaged record does not stop the escalation")
    func damaged() throws {
        var bench = Bench(rules: Bench.patient)
        bench.press(Bench.red)
        var spoiled = try #require(bench.episode(Bench.red))
        let far = AlarmMoment(boot: bench.now.boot, uptime: .max / 2, wall: bench.now.wall)
        spoiled.deadline = AlarmDeadline(.zero, from: far)
        (spoiled.level, spoiled.highestLevel, spoiled.occurrences) = (-3, 900, .max)
        (spoiled.firstUptime, spoiled.lastUptime, spoiled.changedUptime) = (.min, .min, .max)
        for boot in [bench.now.boot, "boot-2"] {
            bench.now = AlarmMoment(boot: boot, uptime: bench.now.uptime, wall: bench.now.wall)
            bench.table = AlarmTable(
                restoring: [spoiled], rules: Bench.patient, audience: AlarmAudience(), home: NightCast.home, seed: 9,
                at: bench.now)
            #expect(bench.left(Bench.red) ?? .max <= 15)
            bench.press(Bench.red)
            bench.wait(15_000)
            #expect(bench.episode(Bench.red)?.level ?? 0 >= 2)
            #expect(bench.table.board(at: bench.now).rows.count == 1)
        }
    }
}
