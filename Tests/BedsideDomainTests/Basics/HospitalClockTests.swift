import BedsideDomain
import Testing

@Suite("The hospital's clock")
struct HospitalClockTests {
    @Test(
        "days and times at the borders",
        arguments: [
            (480, 0, "1970-01-01 08:00"), (480, -1, "1970-01-01 07:59"), (480, -28_800_001, "1969-12-31 23:59"),
            (480, -28_800_000, "1970-01-01 00:00"), (480, 1_709_567_999_999, "2024-03-04 23:59"),
            (480, 1_709_568_000_000, "2024-03-05 00:00"), (0, -1, "1969-12-31 23:59"), (0, 59_999, "1970-01-01 00:00"),
            (0, 60_000, "1970-01-01 00:01"), (-720, 0, "1969-12-31 12:00"), (840, 0, "1970-01-01 14:00"),
        ] as [(Int, Int64, String)])
    func borders(offset: Int, milliseconds: Int64, text: String) {
        let clock = HospitalClock(offsetMinutes: offset)
        #expect(clock.dateAndTime(of: Timestamp(milliseconds: milliseconds)) == text)
    }

    @Test("a day begins at its start and not a millisecond sooner", arguments: [-720, -210, 0, 330, 480, 840])
    func start(offset: Int) {
        let clock = HospitalClock(offsetMinutes: offset)
        for number in stride(from: -43_000, through: 84_000, by: 577) {
            let day = CivilDate(daysSince1970: number)
            let start = clock.start(of: day)
            #expect(clock.day(of: start) == day)
            #expect(clock.time(of: start) == "00:00")
            #expect(clock.day(of: Timestamp(milliseconds: start.milliseconds - 1)) == day.adding(days: -1))
            #expect(clock.day(of: start.adding(days: 1)) == day.adding(days: 1))
        }
    }

    @Test("every moment that may come from outside falls on a day that can be written", arguments: [-720, 480, 840])
    func range(offset: Int) throws {
        let clock = HospitalClock(offsetMinutes: offset)
        for end in [Timestamp.range.lowerBound, Timestamp.range.upperBound - 1] {
            let day = clock.day(of: Timestamp(milliseconds: end))
            #expect(try CivilDate(text: day.text) == day)
        }
    }
}
