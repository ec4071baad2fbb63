/// An input that raises again and again: three times in one minute or more (ISA-18.2), or so often that the alarm system
/// itself called it unstable.
package struct ChatteringSource: Sendable, Hashable, Codable {
    package static let raisesPerMinute = 3

    package let place: AlarmPlace
    package let kind: AlarmKind
    package let origin: String
    /// All its raises of the period, repeated ones of one alarm included.
    package let raises: Int

    /// What chatters among the alarms of a period, the most frequent first.
    static func all(in alarms: [AlarmHistory], now: Timestamp) -> [ChatteringSource] {
        let sources = Dictionary(grouping: alarms) { AlarmSource(place: $0.place, kind: $0.kind, origin: $0.origin) }
        return sources.compactMap { source, own in
            guard source.kind == .technical(.unstableInput) || chatters(own, now: now) else { return nil }
            return ChatteringSource(
                place: source.place, kind: source.kind, origin: source.origin,
                raises: own.reduce(0) { $0 + max($1.occurrences, 1) })
        }.sorted { left, right in
            (-left.raises, left.place, left.kind.word, left.origin)
                < (-right.raises, right.place, right.kind.word, right.origin)
        }
    }

    /// An alarm counts its raises but keeps no times of them. When they are more than two for each minute that it lasted,
    /// then some minute had three.
    private static func chatters(_ own: [AlarmHistory], now: Timestamp) -> Bool {
        let isOneAlarm = own.contains { alarm in
            let lasted = alarm.waited(until: alarm.closedAt ?? now)
            let minutes = max((lasted + 59_999) / 60_000, 1)
            return Int64(alarm.occurrences) > Int64(raisesPerMinute - 1) * minutes
        }
        let raises = own.map(\.raisedAt.milliseconds).sorted()
        let isSeveral = zip(raises, raises.dropFirst(raisesPerMinute - 1)).contains { $1 - $0 <= 60_000 }
        return isOneAlarm || isSeveral
    }
}
