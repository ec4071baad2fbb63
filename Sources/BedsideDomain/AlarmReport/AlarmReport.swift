/// The figures of a period: how often people and devices called, how soon somebody came, and what tires the ears.
///
/// A pure summary of the alarm archive; the input of the terminal's text, JSON, CSV and the printed shift report. It names
/// places and kinds, never a patient or a nurse. An empty period gives zeros and no times.
package struct AlarmReport: Sendable, Hashable, Codable {
    /// Alarms raised from here on …
    package let from: Timestamp
    /// … and before here.
    package let to: Timestamp
    /// When it was drawn up. What had happened by then counts, also an accept after the period's end.
    package let madeAt: Timestamp
    package let clock: HospitalClock
    package let thresholds: AlarmThresholds

    package let all: AlarmFigures
    /// Calls of people: buttons, cords, the key of a kiosk.
    package let people: AlarmFigures
    /// Infusions, pumps, monitors.
    package let devices: AlarmFigures
    /// The alarm system's own faults.
    package let technical: AlarmFigures
    /// The most urgent kind first.
    package let kinds: [AlarmLine<AlarmKind>]
    /// Bed 2 before bed 10; technical alarms are here too, at the place that they are about.
    package let places: [AlarmLine<AlarmPlace>]
    /// 24: the hours of the day on the hospital's clock, all days of the period together.
    package let hours: [AlarmMix]
    /// Alarms by the highest level that they reached, the lowest level first; only levels that occurred.
    package let levels: [Level]
    /// From the raise until a ward screen confirmed that it shows it.
    package let shown: AlarmTimes?
    /// No ward screen ever confirmed them.
    package let neverShown: Int
    package let floods: AlarmFloods
    /// The longest first.
    package let standing: [StandingAlarm]
    package let chattering: [ChatteringSource]

    package struct Level: Sendable, Hashable, Codable {
        package let level: Int
        package let count: Int
    }

    /// - Parameters:
    ///   - histories: every alarm that was raised within the period or open at some moment of it; others do no harm. Of
    ///     several with one id only the one of the highest revision counts.
    ///   - now: when the report is made.
    package init(
        histories: [AlarmHistory], from: Timestamp, to: Timestamp, clock: HospitalClock,
        thresholds: AlarmThresholds = .standard, now: Timestamp
    ) {
        let known = Self.newest(histories)
        let raised = Self.raised(in: histories, from: from, to: to)
        let end = min(to, now)
        let figures = { AlarmFigures($0, thresholds: thresholds, now: now) }
        self.from = from
        self.to = to
        madeAt = now
        self.clock = clock
        self.thresholds = thresholds
        all = figures(raised)
        people = figures(raised.filter { $0.kind.origin == .person })
        devices = figures(raised.filter { $0.kind.origin == .device })
        technical = figures(raised.filter { $0.kind.origin == .system })
        kinds = Dictionary(grouping: raised, by: \.kind).map { AlarmLine(key: $0, figures: figures($1)) }.sorted {
            (-$0.key.priority.rawValue, $0.key.word) < (-$1.key.priority.rawValue, $1.key.word)
        }
        places = Dictionary(grouping: raised, by: \.place).map { AlarmLine(key: $0, figures: figures($1)) }
            .sorted { AlarmPlace.areInWalkingOrder($0.key, $1.key) }
        var hours = Array(repeating: AlarmMix(), count: 24)
        for alarm in raised { hours[clock.hour(of: alarm.raisedAt)][alarm.kind.priority] += 1 }
        self.hours = hours
        levels = Dictionary(grouping: raised, by: \.highestLevel).map { Level(level: $0, count: $1.count) }
            .sorted { $0.level < $1.level }
        shown = AlarmTimes(raised.compactMap { alarm in alarm.shownAt.map(alarm.waited(until:)) })
        neverShown = raised.count { $0.shownAt == nil }
        floods = AlarmFloods(raises: raised.map(\.raisedAt), from: from, end: end)
        standing = known.filter { $0.raisedAt < to }.compactMap { StandingAlarm($0, from: from, end: end) }
            .sorted { left, right in
                (-left.openFor, left.place, left.kind.word, left.origin)
                    < (-right.openFor, right.place, right.kind.word, right.origin)
            }
        chattering = ChatteringSource.all(in: raised, now: now)
    }

    /// The alarms that were raised in a period, each once in its newest revision, the earliest first.
    package static func raised(in histories: [AlarmHistory], from: Timestamp, to: Timestamp) -> [AlarmHistory] {
        newest(histories).filter { from <= $0.raisedAt && $0.raisedAt < to }.sorted {
            ($0.raisedAt, $0.id.text) < ($1.raisedAt, $1.id.text)
        }
    }

    private static func newest(_ histories: [AlarmHistory]) -> [AlarmHistory] {
        Array(Dictionary(histories.map { ($0.id, $0) }) { $0.revision < $1.revision ? $1 : $0 }.values)
    }

    /// The hours of the day that the period touches, in its own order: a night shift's begin before midnight. All 24 of a
    /// longer period.
    package var hoursTouched: [Int] {
        guard to > from else { return [] }
        let offset = Int64(clock.offsetMinutes) * 60_000
        let first = floorDivide(from.milliseconds + offset, 3_600_000)
        let last = floorDivide(to.milliseconds - 1 + offset, 3_600_000)
        guard last - first < 24 else { return Array(0..<24) }
        return (first...last).map { Int($0 - floorDivide($0, 24) * 24) }
    }
}

extension HospitalClock {
    /// 0 to 23 on the hospital's clock.
    fileprivate func hour(of moment: Timestamp) -> Int {
        let hours = floorDivide(moment.milliseconds + Int64(offsetMinutes) * 60_000, 3_600_000)
        return Int(hours - floorDivide(hours, 24) * 24)
    }
}
