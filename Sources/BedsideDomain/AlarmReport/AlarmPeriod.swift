/// The time that a report is about, as people name it.
package struct AlarmPeriod: Sendable, Hashable {
    /// A year and a leap day: a report is read, not mined.
    package static let longestDays = 366

    package let from: Timestamp
    /// Not included.
    package let to: Timestamp
    /// Set when it is one shift of one day.
    package let shift: HospitalShift?

    /// From one moment on the hospital's clock to another: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. A day alone means its
    /// first moment as a beginning and its last as an end, so that one day from itself to itself is that day.
    ///
    /// - Parameters:
    ///   - from: nil is the day of `to`, or today.
    ///   - to: nil is now.
    ///
    /// Throws ``DomainError`` `invalidDate`.
    package init(from: String?, to: String?, clock: HospitalClock, now: Timestamp) throws(DomainError) {
        let end = if let to { try Self.moment(to, isEnd: true, clock) } else { now }
        let lastMoment = Timestamp(milliseconds: end.milliseconds - 1)
        let start =
            if let from { try Self.moment(from, isEnd: false, clock) } else {
                clock.start(of: clock.day(of: lastMoment))
            }
        guard start < end else {
            throw DomainError(
                .invalidDate, "The period must begin before it ends; a period in the future has no alarms.")
        }
        guard start.adding(days: Int64(Self.longestDays)) >= end else {
            throw DomainError(.invalidDate, "A report spans at most \(Self.longestDays) days; ask for less.")
        }
        self.from = start
        self.to = end
        shift = nil
    }

    /// The shift that begins on a day.
    package init(_ shift: HospitalShift, of day: CivilDate, clock: HospitalClock) {
        from = clock.start(of: day).adding(seconds: Int64(shift.firstHour) * 3600)
        to = from.adding(seconds: Int64(HospitalShift.hours) * 3600)
        self.shift = shift
    }

    private static func moment(_ text: String, isEnd: Bool, _ clock: HospitalClock) throws(DomainError) -> Timestamp {
        let wrong = DomainError(.invalidDate, "A moment of a report is YYYY-MM-DD or YYYY-MM-DDTHH:MM.")
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { throw wrong }
        let day = try CivilDate(text: String(parts[0]))
        guard parts.count == 2 else { return clock.start(of: isEnd ? day.adding(days: 1) : day) }
        let digits = parts[1].utf8.map { Int($0) - 0x30 }
        guard digits.count == 5, digits[2] == 0x3A - 0x30, [0, 1, 3, 4].allSatisfy({ (0...9).contains(digits[$0]) })
        else { throw wrong }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
        guard hour < 24, minute < 60 else { throw wrong }
        return clock.start(of: day).adding(seconds: Int64(hour * 3600 + minute * 60))
    }
}

/// The three shifts of eight hours that most Chinese wards work in: 白班, 小夜班, 大夜班.
package enum HospitalShift: String, Sendable, Hashable, Codable, CaseIterable {
    /// 08:00 to 16:00
    case day
    /// 16:00 to midnight
    case evening
    /// Midnight to 08:00: it belongs to the day on which it begins.
    case night

    package static let hours = 8

    var firstHour: Int {
        switch self {
        case .night: 0
        case .day: 8
        case .evening: 16
        }
    }
}
