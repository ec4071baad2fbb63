import Testing

@testable import BedsideDomain

@Suite("Ward screens that come, stop and go")
struct AlarmScreenTests {
    private static let both = AlarmAudience(expected: [Bench.desk, Bench.corridor])
    private static let bed = AlarmAudience(expected: [Bench.desk], sounder: .bed)

    @Test("an expected screen that never came is an alarm after three heartbeats")
    func neverCame() {
        var bench = Bench(Self.both, hasScreen: false)
        bench.wait(14_999)
        #expect(!bench.isOpen(.screenLost) && !bench.isOpen(.noScreen))
        bench.wait(1)
        #expect(bench.table.open.values.filter { $0.kind == .technical(.screenLost) }.count == 2)
        #expect(bench.isOpen(.noScreen))
        bench.confirm()
        #expect(bench.table.open.values.filter { $0.kind == .technical(.screenLost) }.count == 1)
        #expect(!bench.isOpen(.noScreen))
    }

    @Test("to come and go without ever confirming puts nothing off")
    func flapping() {
        var bench = Bench(AlarmAudience(expected: [Bench.desk]), hasScreen: false)
        for _ in 0..<4 {
            bench.feed(.screen(Bench.desk, .joined))
            bench.wait(2000)
            bench.feed(.screen(Bench.desk, .left))
            bench.wait(2000)
        }
        #expect(bench.isOpen(.screenLost))
        #expect(bench.isOpen(.noScreen))
    }

    @Test("a screen that stops confirming is missed, though something else happened at that very moment")
    func stops() {
        var bench = Bench(AlarmAudience(expected: [Bench.desk]))
        bench.pass(15_000)
        bench.press(Bench.call)
        #expect(bench.table.nextDue() == bench.now.uptime, "what is due is not forgotten")
        bench.feed(.tick)
        #expect(bench.isOpen(.screenLost) && bench.isOpen(.noScreen))
    }

    @Test("the others are asked at once for a screen that left")
    func left() {
        let teams = [Bench.call.place: [Set([Bench.corridor])]]
        var bench = Bench(AlarmAudience(teams: teams))
        bench.feed(.screen(Bench.corridor, .joined))
        bench.confirm(Bench.corridor)
        bench.press(Bench.call)
        #expect(bench.episode(Bench.call).map(bench.table.asked) == [Bench.corridor])
        bench.feed(.screen(Bench.corridor, .left))
        #expect(bench.episode(Bench.call).map(bench.table.asked) == [Bench.desk])
    }

    @Test("no screen at all while somebody calls is an alarm, and none when nobody needs one")
    func noScreen() {
        var bench = Bench()
        bench.feed(.screen(Bench.desk, .left))
        bench.wait(20_000)
        #expect(!bench.isOpen(.noScreen))
        bench.press(Bench.call)
        #expect(bench.isOpen(.noScreen))
        bench.feed(.cancelled(Bench.call.place))
        #expect(!bench.isOpen(.noScreen))
    }

    @Test("each synthetic alarm proves the path once; none for two of them and a heartbeat is an alarm")
    func proof() {
        var bench = Bench()
        bench.feed(.probe)
        bench.confirm()
        for _ in 0..<24 {
            bench.wait(5000)
            bench.confirm()
        }
        #expect(bench.table.board(at: bench.now).screens.first?.provenAgo == 120_000)
        #expect(!bench.isOpen(.pathUnproven))
        bench.wait(5000)
        #expect(bench.isOpen(.pathUnproven), "the same picture confirmed again proves nothing")
        bench.feed(.probe)
        bench.confirm()
        bench.feed(.tick)
        #expect(!bench.isOpen(.pathUnproven))
    }

    @Test("a screen that draws an old picture proves nothing")
    func stalePicture() {
        var bench = Bench()
        let old = bench.table.revision
        bench.feed(.probe)
        bench.feed(.screen(Bench.desk, .confirmed(old)))
        #expect(bench.table.board(at: bench.now).screens.first?.provenAgo == nil)
        bench.wait(4000)
        bench.feed(.screen(Bench.desk, .confirmed(.max)))
        let proven = bench.table.board(at: bench.now).screens.first?.provenAgo
        #expect(proven == 4000, "since it set out, not since it was confirmed")
    }

    @Test("the sounder at the bed is silent while a screen shows the call, and sounds when none confirms it in time")
    func bedUnconfirmed() {
        var bench = Bench(Self.bed)
        bench.press(Bench.call)
        #expect(bench.sound == nil)
        bench.wait(4999)
        #expect(bench.sound == nil)
        bench.wait(1)
        #expect(bench.sound == AlarmSound(priority: .call, level: 1))
        bench.confirm()
        #expect(bench.sound == nil)
    }

    @Test("the sounder at the bed sounds without a screen, after the only screen said no, and when everybody is asked")
    func bedAlone() {
        var bench = Bench(Self.bed)
        bench.press(Bench.red)
        bench.confirm()
        bench.act({ .reject($0) }, Bench.red)
        bench.confirm()
        #expect(bench.sound == AlarmSound(priority: .emergency, level: 2))
        bench = Bench(Self.bed)
        bench.press(Bench.red)
        bench.feed(.screen(Bench.desk, .left))
        #expect(bench.sound == AlarmSound(priority: .emergency, level: 1))
        bench = Bench(Self.bed, rules: Bench.patient)
        bench.press(Bench.red)
        for _ in 0..<3 {
            bench.confirm()
            #expect(bench.sound == nil)
            bench.wait(15_000)
        }
        bench.confirm()
        #expect(bench.sound == AlarmSound(priority: .emergency, level: 4))
    }

    @Test("when a screen first showed an alarm is noted, and holds nothing up")
    func shown() throws {
        var bench = Bench()
        bench.press(Bench.call)
        bench.pass(80)
        bench.confirm()
        let shown = try #require(bench.episode(Bench.call))
        #expect(shown.facts.shownAt == bench.now.wall)
        #expect(bench.effects == [.note(shown)])
    }
}
