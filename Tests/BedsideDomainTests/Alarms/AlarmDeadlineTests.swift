import Testing

@testable import BedsideDomain

@Suite("A deadline after a start")
struct AlarmDeadlineTests {
    private let then = AlarmMoment(boot: "a", uptime: 500_000, wall: Timestamp(milliseconds: 1_000_000_000_000))

    private func moment(_ boot: String, _ uptime: Int64, wall after: Int64) -> AlarmMoment {
        AlarmMoment(boot: boot, uptime: uptime, wall: Timestamp(milliseconds: then.wall.milliseconds + after))
    }

    /// Milliseconds left after another boot, of 60 s that were written down when 40 s of them were left.
    private func left(_ wall: Int64) -> Int64 {
        let deadline = AlarmDeadline(.seconds(60), from: then)
        let now = moment("b", 9000, wall: wall)
        let rebased = deadline.rebased(to: now, writtenAt: 520_000)
        #expect(rebased.boot == "b")
        return rebased.uptime - now.uptime
    }

    @Test("within one boot nothing changes, whatever the wall clock says")
    func sameBoot() {
        let deadline = AlarmDeadline(.seconds(60), from: then)
        #expect(deadline.rebased(to: moment("a", 900_000, wall: -3_600_000), writtenAt: 500_000) == deadline)
    }

    @Test("after another boot the wall clock tells what is left")
    func otherBoot() { #expect(left(35_000) == 25_000) }

    @Test("what passed meanwhile is due at once")
    func overdue() { #expect(left(60_000) == 0 && left(86_400_000) == 0) }

    @Test("a clock that is an hour behind gives no more time than was left when it was written")
    func behind() { #expect(left(-3_600_000) == 40_000) }

    @Test("a clock that is an hour ahead makes it due at once")
    func ahead() { #expect(left(3_635_000) == 0) }

    @Test("numbers of a damaged file do not end the process")
    func damaged() {
        let now = moment("b", 9000, wall: 0)
        let deadline = AlarmDeadline(.seconds(60), from: then)
        #expect(deadline.rebased(to: now, writtenAt: .min).uptime == 69_000)
        #expect(deadline.rebased(to: now, writtenAt: .max).uptime == 9000)
    }

    @Test("it is due exactly at its moment")
    func exactly() {
        let deadline = AlarmDeadline(.seconds(60), from: then)
        #expect(!deadline.isDue(at: moment("a", 559_999, wall: 0)))
        #expect(deadline.isDue(at: moment("a", 560_000, wall: 0)))
    }
}
