import BedsideDomain
import Testing

@testable import BedsideDaemon

/// Which period a request is for.
@Suite struct AlarmReportQueryTests {
    /// 2026-11-20 10:00 in China.
    private static let now = Timestamp(milliseconds: 1_795_140_000_000)

    @Test(
        "a shift of a day or a period",
        arguments: [
            (nil, nil, "day", nil, -2, 6), (nil, nil, "night", "2026-11-21", 14, 22), (nil, nil, nil, nil, -10, 0),
            ("2026-11-20T09:00", nil, nil, nil, -1, 0),
        ] as [(String?, String?, String?, String?, Int64, Int64)])
    func table(from: String?, to: String?, shift: String?, date: String?, start: Int64, end: Int64) throws {
        let period = try AlarmReportQuery(from: from, to: to, shift: shift, date: date)
            .period(clock: .china, now: Self.now)
        #expect(
            period.from == Self.now.adding(seconds: start * 3600) && period.to == Self.now.adding(seconds: end * 3600))
        #expect(period.shift?.rawValue == shift)
    }

    @Test(
        "what is neither is refused",
        arguments: [
            (nil, nil, "noon", nil), ("2026-11-20", nil, "day", nil), (nil, nil, nil, "2026-11-20"),
            (nil, nil, "day", "yesterday"),
        ] as [(String?, String?, String?, String?)])
    func refused(from: String?, to: String?, shift: String?, date: String?) {
        #expect(throws: DomainError.self) {
            try AlarmReportQuery(from: from, to: to, shift: shift, date: date).period(clock: .china, now: Self.now)
        }
    }
}
