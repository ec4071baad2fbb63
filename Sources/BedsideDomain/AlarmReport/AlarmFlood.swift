/// A flood: more new alarms than one person can handle.
///
/// EEMUA 191 and ISA-18.2: it starts with more than ten new alarms within ten minutes and ends when fewer than five were
/// raised in the last ten.
package struct AlarmFlood: Sendable, Hashable, Codable {
    package static let window: Int64 = 600_000
    package static let startsAbove = 10
    package static let endsBelow = 5

    /// The alarm that was one too many.
    package let start: Timestamp
    package let end: Timestamp
    /// Alarms of the flood, those of the ten minutes before its start included.
    package let alarms: Int
    /// It was still going on at the end of what the report saw.
    package let isCut: Bool

    package var milliseconds: Int64 { end.milliseconds - start.milliseconds }
}

/// All floods of a period.
package struct AlarmFloods: Sendable, Hashable, Codable {
    package let floods: [AlarmFlood]
    /// The most new alarms within any ten minutes.
    package let peak: Int
    /// Share of the period, in tenths of a per cent.
    package let permille: Int

    package var longest: Int64 { floods.map(\.milliseconds).max() ?? 0 }

    /// - Parameters:
    ///   - raises: moments within the period, in any order. Only they count: what was raised before it began does not.
    ///   - end: of what was seen: the period's end, or now.
    init(raises: [Timestamp], from: Timestamp, end: Timestamp) {
        let raises = raises.map(\.milliseconds).sorted()
        var floods: [AlarmFlood] = []
        var peak = 0
        var first = 0
        var began: (at: Int64, first: Int)?

        /// What left the window before a moment, one by one; that may end the flood. What leaves at the very moment of a
        /// raise makes room for it and ends nothing.
        func expire(before moment: Int64, newest: Int) {
            while first <= newest, raises[first] + AlarmFlood.window < moment {
                let left = raises[first] + AlarmFlood.window
                first += 1
                if let flood = began, newest - first + 1 < AlarmFlood.endsBelow {
                    floods.append(
                        AlarmFlood(
                            start: Timestamp(milliseconds: flood.at), end: Timestamp(milliseconds: left),
                            alarms: newest - flood.first + 1, isCut: false))
                    began = nil
                }
            }
        }

        for (index, moment) in raises.enumerated() {
            expire(before: moment, newest: index - 1)
            let oldest = raises[first...index].firstIndex { $0 + AlarmFlood.window > moment } ?? index
            peak = max(peak, index - oldest + 1)
            if began == nil, index - oldest + 1 > AlarmFlood.startsAbove { began = (moment, oldest) }
        }
        expire(before: end.milliseconds, newest: raises.count - 1)
        if let flood = began {
            floods.append(
                AlarmFlood(
                    start: Timestamp(milliseconds: flood.at),
                    end: Timestamp(milliseconds: max(end.milliseconds, flood.at)),
                    alarms: raises.count - flood.first, isCut: true))
        }
        let span = end.milliseconds - from.milliseconds
        self.floods = floods
        self.peak = peak
        permille = span > 0 ? Int(floods.reduce(0) { $0 + $1.milliseconds } * 1000 / span) : 0
    }
}
