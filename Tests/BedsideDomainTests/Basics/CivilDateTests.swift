import BedsideDomain
import Testing

@Suite("Calendar days")
struct CivilDateTests {
    @Test("every day from 1850 to 2200 follows the one before it, and comes back from its number and its text")
    func roundTrip() throws {
        let first = try CivilDate(year: 1850, month: 1, day: 1)
        let last = try CivilDate(year: 2200, month: 12, day: 31)
        var expected = (year: 1850, month: 1, day: 1)
        for number in first.daysSince1970...last.daysSince1970 {
            let date = CivilDate(daysSince1970: number)
            guard (date.year, date.month, date.day) == expected, date.daysSince1970 == number,
                try CivilDate(text: date.text) == date, date.text.utf8.count == 10
            else {
                Issue.record("day \(number) reads \(date.text), expected \(expected)")
                return
            }
            expected = tomorrow(expected)
        }
        #expect(expected == (2201, 1, 1))
    }

    @Test(
        "known numbers",
        arguments: [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-03-01", 19_783)])
    func known(text: String, number: Int) throws {
        #expect(try CivilDate(text: text).daysSince1970 == number)
        #expect(CivilDate(daysSince1970: number).text == text)
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "", "2024", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31",
            "2024-01-00", "2024-01-32", "2024-1-01", "24-01-001", "2024/01/01", "2024-01-01 ", " 2024-01-01",
            "+024-01-01", "-024-01-01", "1849-12-31", "2201-01-01", "2024-01-0１", "２０２４-01-01", "2024--1-01",
            "99999999999999999999-01-01",
        ])
    func refused(text: String) {
        expectRule(.invalidDate) { () throws(DomainError) in _ = try CivilDate(text: text) }
    }

    @Test(
        "ages in whole years",
        arguments: [
            ("1990-03-07", "2024-03-06", 33), ("1990-03-07", "2024-03-07", 34), ("2000-02-29", "2023-02-28", 22),
            ("2000-02-29", "2023-03-01", 23), ("2024-03-05", "2024-03-05", 0),
        ])
    func age(birth: String, day: String, years: Int) throws {
        #expect(try CivilDate(text: birth).age(on: CivilDate(text: day)) == years)
    }

    @Test("ordered as the calendar is, and adding days walks along it", arguments: 0..<20)
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let left = CivilDate(daysSince1970: Int(random.int(-40_000...80_000)))
        let step = Int(random.int(-3_000...3_000))
        let right = left.adding(days: step)
        #expect(right.daysSince1970 - left.daysSince1970 == step)
        #expect((left < right) == (step > 0))
    }

    private func tomorrow(_ day: (year: Int, month: Int, day: Int)) -> (year: Int, month: Int, day: Int) {
        let leap = (day.year % 4 == 0 && day.year % 100 != 0) || day.year % 400 == 0
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if day.day < lengths[day.month - 1] { return (day.year, day.month, day.day + 1) }
        return day.month < 12 ? (day.year, day.month + 1, 1) : (day.year + 1, 1, 1)
    }
}
