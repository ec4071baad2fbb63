/// What became of some alarms: all of them, those of one kind, of one place.
package struct AlarmFigures: Sendable, Hashable, Codable {
    /// Alarms by priority.
    package let mix: AlarmMix
    /// From the raise until somebody took it: the accept, or coming to the bed without one.
    package let accept: AlarmTimes?
    /// From the raise until somebody was at the bed.
    package let attend: AlarmTimes?
    /// Accepted within the threshold of its kind.
    package let inTime: Int
    /// Accepted later, or not yet though the threshold has passed.
    package let late: Int
    /// Nobody took it: it is still open, or ended without a nurse (a fault that mended, an alarm that another superseded).
    package let neverAccepted: Int
    /// Reached a level above the first.
    package let escalated: Int

    package var count: Int { mix.total }

    /// Share in time, in tenths of a per cent. Alarms that nobody took and that ended, or were raised, less than the
    /// threshold ago count neither way. Nil when none counts.
    package var inTimePermille: Int? {
        inTime + late > 0 ? (2000 * inTime + inTime + late) / (2 * (inTime + late)) : nil
    }

    init(_ histories: [AlarmHistory], thresholds: AlarmThresholds, now: Timestamp) {
        mix = AlarmMix(histories)
        accept = AlarmTimes(histories.compactMap { alarm in alarm.answeredAt.map(alarm.waited(until:)) })
        attend = AlarmTimes(histories.compactMap { alarm in alarm.attendedAt.map(alarm.waited(until:)) })
        var (inTime, late) = (0, 0)
        for alarm in histories {
            let limit = Int64(thresholds.accept(alarm.kind)) * 1000
            if alarm.waited(until: alarm.answeredAt ?? alarm.closedAt ?? now) > limit {
                late += 1
            } else if alarm.answeredAt != nil {
                inTime += 1
            }
        }
        (self.inTime, self.late) = (inTime, late)
        neverAccepted = histories.count { $0.answeredAt == nil }
        escalated = histories.count { $0.highestLevel > 1 }
    }
}

/// The figures of one kind or one place.
package struct AlarmLine<Key: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
    package let key: Key
    package let figures: AlarmFigures
}
