/// How long something took, over many alarms, in milliseconds.
///
/// Percentiles are nearest-rank: the smallest measured value that so many per cent of all do not exceed. Each is a time
/// that really happened, never one between two; the median of an even number is the lower of the two in the middle.
package struct AlarmTimes: Sendable, Hashable, Codable {
    package let count: Int
    package let median: Int64
    package let p90: Int64
    package let worst: Int64

    /// Nil when nothing was measured: no number is better than an invented one.
    package init?(_ milliseconds: [Int64]) {
        let sorted = milliseconds.sorted()
        guard let worst = sorted.last else { return nil }
        count = sorted.count
        median = Self.nearestRank(50, of: sorted)
        p90 = Self.nearestRank(90, of: sorted)
        self.worst = worst
    }

    /// - Parameter sorted: not empty.
    private static func nearestRank(_ percent: Int, of sorted: [Int64]) -> Int64 {
        sorted[(percent * sorted.count + 99) / 100 - 1]
    }
}

extension AlarmHistory {
    /// When somebody first took it: the accept, or the attend of one who came to the bed without accepting.
    package var answeredAt: Timestamp? {
        guard let acceptedAt, let attendedAt else { return acceptedAt ?? attendedAt }
        return min(acceptedAt, attendedAt)
    }

    /// Milliseconds from the raise on the wall clock; a clock that was set back meanwhile counts as nothing.
    package func waited(until moment: Timestamp) -> Int64 { max(moment.milliseconds - raisedAt.milliseconds, 0) }
}
