/// Counts by priority.
package struct AlarmMix: Sendable, Hashable, Codable {
    package var emergency = 0
    package var infusion = 0
    package var call = 0
    package var technical = 0

    package init() {}

    package init(_ histories: some Sequence<AlarmHistory>) {
        for history in histories { self[history.kind.priority] += 1 }
    }

    package var total: Int { emergency + infusion + call + technical }

    package subscript(_ priority: AlarmPriority) -> Int {
        get {
            switch priority {
            case .emergency: emergency
            case .infusion: infusion
            case .call: call
            case .technical: technical
            }
        }
        set {
            switch priority {
            case .emergency: emergency = newValue
            case .infusion: infusion = newValue
            case .call: call = newValue
            case .technical: technical = newValue
            }
        }
    }

    /// Tenths of a per cent by priority. They add up to exactly 1000 (largest remainder; of equal ones the more urgent),
    /// or are all 0 without alarms.
    package var permille: AlarmMix {
        guard total > 0 else { return AlarmMix() }
        let order = AlarmPriority.allCases.sorted(by: >)
        var shares = AlarmMix()
        for priority in order { shares[priority] = self[priority] * 1000 / total }
        let byRemainder = order.sorted { left, right in
            let (one, other) = (self[left] * 1000 % total, self[right] * 1000 % total)
            return one == other ? left > right : one > other
        }
        for priority in byRemainder.prefix(1000 - shares.total) { shares[priority] += 1 }
        return shares
    }
}
