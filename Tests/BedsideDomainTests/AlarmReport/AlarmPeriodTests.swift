import BedsideDomain
import Testing

@Suite("The period of a report") struct AlarmPeriodTests {
    @Test(
        "days and moments of the hospital's clock",
        arguments: [
            ("2026-11-20", "2026-11-20", -8.0, 16.0), ("2026-11-20T08:00", "2026-11-20T16:30", 0, 8.5),
            ("2026-11-20T08:00", nil, 0, 2), (nil, nil, -8, 2), (nil, "2026-11-19", -32, -8),
        ] as [(String?, String?, Double, Double)])
    func table(from: String?, to: String?, start: Double, end: Double) throws {
        let period = try AlarmPeriod(from: from, to: to, clock: .china, now: eight.adding(seconds: 7200))
        #expect(period.from == eight.adding(seconds: Int64(start * 3600)))
        #expect(period.to == eight.adding(seconds: Int64(end * 3600)))
        #expect(period.shift == nil)
    }

    @Test(
        "what is no period is refused",
        arguments: [
            ("2026-11-21", "2026-11-20"), ("2026-11-20T08:00", "2026-11-20T08:00"), ("2026-02-30", nil),
            ("2026-11-20T24:00", nil), ("2026-11-20T8:00", nil), ("2026-11-20T08:60", nil), ("2026-11-20T08:00T", nil),
            ("", nil), ("T", nil), ("2026-11-20T08-00", nil), ("2027-01-01", nil), ("2025-01-01", "2026-11-20"),
            ("2026-11-20T０8:00", nil),
        ] as [(String, String?)])
    func refused(from: String, to: String?) {
        #expect(throws: DomainError.self) {
            try AlarmPeriod(from: from, to: to, clock: .china, now: eight.adding(seconds: 7200))
        }
    }

    @Test("the three shifts of a day are the day")
    func shifts() throws {
        let day = try CivilDate(text: "2026-11-20")
        let shifts = [HospitalShift.night, .day, .evening].map { AlarmPeriod($0, of: day, clock: .china) }
        #expect(shifts.map(\.from) == [-8, 0, 8].map { eight.adding(seconds: $0 * 3600) })
        #expect(zip(shifts, shifts.dropFirst()).allSatisfy { $0.to == $1.from })
        #expect(shifts.map(\.shift) == [.night, .day, .evening])
    }
}
