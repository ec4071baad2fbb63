import BedsideDomain

/// The words of a request for a report, as they come.
struct AlarmReportQuery {
    let from: String?
    let to: String?
    let shift: String?
    let date: String?

    /// `shift` with its `date` (without one, today's), or `from` and `to` as ``AlarmPeriod`` reads them.
    ///
    /// Throws ``DomainError`` `invalidDate`.
    func period(clock: HospitalClock, now: Timestamp) throws(DomainError) -> AlarmPeriod {
        guard let shift else {
            guard date == nil else {
                throw DomainError(.invalidDate, "A date goes with a shift; a period is from and to.")
            }
            return try AlarmPeriod(from: from, to: to, clock: clock, now: now)
        }
        guard from == nil, to == nil else {
            throw DomainError(.invalidDate, "A report is of a shift or from and to, not of both.")
        }
        guard let known = HospitalShift(rawValue: shift) else {
            throw DomainError(.invalidDate, "A shift is day, evening or night.")
        }
        let day = if let date { try CivilDate(text: date) } else { clock.day(of: now) }
        return AlarmPeriod(known, of: day, clock: clock)
    }
}
