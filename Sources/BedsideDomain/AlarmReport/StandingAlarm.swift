/// An alarm that stood open for more than a day: nobody reads it any more (ISA-18.2 calls it stale).
package struct StandingAlarm: Sendable, Hashable, Codable {
    /// 24 hours, in milliseconds.
    package static let limit: Int64 = 86_400_000

    package let place: AlarmPlace
    package let kind: AlarmKind
    package let origin: String
    package let raisedAt: Timestamp
    /// How long it stood open by the end of what the report saw, in milliseconds.
    package let openFor: Int64
    package let isStillOpen: Bool

    /// Nil for an alarm that did not stand that long, or ended before the period began.
    init?(_ alarm: AlarmHistory, from: Timestamp, end: Timestamp) {
        if let closedAt = alarm.closedAt, closedAt < from { return nil }
        let openUntil = min(alarm.closedAt ?? end, end)
        openFor = alarm.waited(until: openUntil)
        guard openFor > Self.limit else { return nil }
        place = alarm.place
        kind = alarm.kind
        origin = alarm.origin
        raisedAt = alarm.raisedAt
        isStillOpen = openUntil == end
    }
}
