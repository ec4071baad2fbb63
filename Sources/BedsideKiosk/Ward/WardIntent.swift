import BedsideDomain

/// What somebody wants to do, before it is known who they are.
struct WardIntent: Sendable, Hashable {
    let act: AlarmAct
    let verb: TextKey
    /// Nil for what is about no single alarm.
    let row: AlarmRow?

    /// Technical alarms are everybody's who looks after the ward; the rest is for nurses.
    var right: StaffRight { row?.kind.origin == .system ? .shelveAlarms : .answerAlarms }

    /// Rows of one alarm differ from second to second.
    static func == (left: Self, right: Self) -> Bool { left.act == right.act }
    func hash(into hasher: inout Hasher) { hasher.combine(act) }
}

/// Why a technical alarm is held back: a stable word for the journal and the report.
enum HoldReason: String, Sendable, Hashable, CaseIterable {
    case repair
    case noSpare = "no-spare"
    case notInUse = "not-in-use"
    case falseAlarms = "false-alarms"
    case cleaning
}

/// The two ways to hold a technical alarm back, with the times that may be chosen.
enum Hold: Sendable, Hashable {
    case shelf, outOfService

    var verb: TextKey { self == .shelf ? .wardShelve : .wardOutOfService }

    /// Minutes of a shelf, hours out of service; at most four, none above the bound.
    func times(_ rules: AlarmRules) -> [Int] {
        switch self {
        case .shelf: Self.upTo(rules.shelf, [15, 30, 60, 120])
        case .outOfService: Self.upTo(rules.outOfService, [8, 24, 72, 168])
        }
    }

    func act(_ id: AlarmID, _ time: Int, _ reason: HoldReason) -> AlarmAct {
        switch self {
        case .shelf: .shelve(id, minutes: time, reason: reason.rawValue)
        case .outOfService: .outOfService(id, hours: time, reason: reason.rawValue)
        }
    }

    private static func upTo(_ most: Int, _ times: [Int]) -> [Int] {
        let allowed = times.filter { $0 <= most }
        return allowed.isEmpty ? [most] : allowed
    }
}
