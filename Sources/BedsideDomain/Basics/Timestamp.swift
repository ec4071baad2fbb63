/// A moment of wall time in milliseconds since 1970-01-01 UTC: for people, papers and the store; never for deadlines.
package struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// What may come from outside: every one of these falls on a ``CivilDate`` of 1850 to 2200 on any clock.
    package static let range: Range<Int64> = -43_828 * 86_400_000..<84_370 * 86_400_000

    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
        guard Self.range.contains(milliseconds) else {
            throw DomainError(.invalidDate, "A moment is milliseconds since 1970-01-01 UTC, between 1850 and 2200.")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    package func adding(seconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + seconds * 1000) }
    package func adding(days: Int64) -> Timestamp { adding(seconds: days * 86_400) }
}

/// The hospital's clock: one fixed offset from UTC. China keeps UTC+8 all year, so no time-zone database is needed.
package struct HospitalClock: Sendable, Hashable, Codable {
    /// Minutes east of UTC; -720 to 840.
    package let offsetMinutes: Int

    package static let china = HospitalClock(offsetMinutes: 480)

    package init(offsetMinutes: Int) { self.offsetMinutes = offsetMinutes }

    /// The day that a moment falls on at the hospital.
    package func day(of moment: Timestamp) -> CivilDate { CivilDate(daysSince1970: localMinutes(moment).days) }

    /// `HH:MM` on the hospital's clock.
    package func time(of moment: Timestamp) -> String {
        let minutes = localMinutes(moment).minutes
        return twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
    }

    /// `YYYY-MM-DD HH:MM` on the hospital's clock.
    package func dateAndTime(of moment: Timestamp) -> String { "\(day(of: moment).text) \(time(of: moment))" }

    /// The first moment of a day at the hospital.
    package func start(of day: CivilDate) -> Timestamp {
        Timestamp(milliseconds: (Int64(day.daysSince1970) * 1440 - Int64(offsetMinutes)) * 60_000)
    }

    private func localMinutes(_ moment: Timestamp) -> (days: Int, minutes: Int) {
        let minutes = Int(floorDivide(moment.milliseconds, 60_000)) + offsetMinutes
        let days = Int(floorDivide(Int64(minutes), 1440))
        return (days, minutes - days * 1440)
    }
}

/// Division that rounds down, also below zero.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor != 0 && (value < 0) != (divisor < 0) ? quotient - 1 : quotient
}

func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
