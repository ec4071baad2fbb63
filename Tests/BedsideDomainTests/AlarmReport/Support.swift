import BedsideDomain

/// 2026-11-20 08:00 at the hospital.
let eight = Timestamp(milliseconds: 1_795_132_800_000)

/// An alarm raised so many seconds after eight, other times counted from its raise.
func alarm(
    _ number: Int, _ place: String = "1", _ kind: AlarmKind = .call, at seconds: Double = 0, origin: String = "button",
    occurrences: Int = 1, shown: Double? = nil, accepted: Double? = nil, attended: Double? = nil, level: Int = 1,
    closed: Double? = nil, end: AlarmEnd? = nil, revision: UInt64 = 1
) throws -> AlarmHistory {
    let raised = eight.milliseconds + Int64(seconds * 1000)
    let later = { (after: Double?) in after.map { Timestamp(milliseconds: raised + Int64($0 * 1000)) } }
    return AlarmHistory(
        id: AlarmID(trusted: "alarm-\(number)"), revision: revision, place: try AlarmPlace(place), kind: kind,
        origin: origin, raisedAt: Timestamp(milliseconds: raised), occurrences: occurrences, shownAt: later(shown),
        acceptedAt: later(accepted), attendedAt: later(attended), highestLevel: level, closedAt: later(closed), end: end
    )
}

/// The report of the day shift, drawn up at its end unless told otherwise.
func report(_ histories: [AlarmHistory], hours: Int64 = 8, now: Timestamp? = nil) -> AlarmReport {
    let to = eight.adding(seconds: hours * 3600)
    return AlarmReport(histories: histories, from: eight, to: to, clock: .china, now: now ?? to)
}
