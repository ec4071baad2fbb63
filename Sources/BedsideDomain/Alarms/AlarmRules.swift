/// The timers of the alarms with their defaults and bounds (alarms.md 5.4). A site may set them inside the bounds only.
package struct AlarmRules: Sendable, Hashable {
    /// The level that asks everybody and the terminal's own sounder; an alarm never gets beyond it and never rests on it.
    package static let lastLevel = 4

    /// Seconds after the raise at which an alarm of a priority reaches levels 2, 3 and 4 while nobody accepts it; each at
    /// least one second after the one before. [design choice, see alarms.md 5.4 for the infusion's and the call's]
    package var escalation: [AlarmPriority: [Int]] = [
        .emergency: [15, 30, 45], .infusion: [60, 180, 300], .call: [120, 240, 300], .technical: [300, 900, 1200],
    ]
    /// The last level is announced anew this often. 10...60 s.
    package var repeatLast = 60
    /// Seconds from accept until somebody must be there. 10...600 s.
    package var attend: [AlarmPriority: Int] = [.emergency: 60, .infusion: 120, .call: 300, .technical: 3600]
    /// Somebody was there and left while the condition stays: seconds until it is raised anew. 10...120 s.
    package var afterLeave = 60
    /// Somebody is there and never said that they left. 60...1,800 s.
    package var presence = 900
    /// Two raises closer than this are one alarm. 5...60 s.
    package var merge = 30
    /// A level of a device must stand this long before it is an alarm, in milliseconds. Buttons: always 0. <= 10,000 ms.
    package var onDelay: [AlarmKind: Int] = [.device: 500, .infusionEmpty: 3000, .infusionStopped: 3000]
    /// And rest this long before it is believed to be gone. <= 30,000 ms.
    package var offDelay = 5000
    /// More changes of one source than this in a minute: it is held on and called unstable. 3...20
    package var chatter = 5
    /// Longest pause of the sound, 10...120 s; never for an emergency.
    package var soundPause = 120
    /// Longest shelf for a technical alarm, in minutes. 5...120
    package var shelf = 120
    /// Longest time out of service, in hours. 1...168
    package var outOfService = 168
    /// A screen confirms at least this often, in milliseconds; 1,000...10,000. Lost after three missed ones.
    package var heartbeat = 5000
    /// The synthetic alarm, in milliseconds; 5,000...60,000. A proof older than two of them and a heartbeat is too old.
    package var probe = 60_000
    /// No screen confirmed an alarm within this: the terminal's own sounder takes over, in milliseconds. 1,000...5,000
    package var unconfirmed = 5000

    package static let standard = AlarmRules()

    package init() {}

    /// Throws ``DomainError`` `wrongState` naming the first timer outside its bounds.
    package func validated() throws(DomainError) -> AlarmRules {
        for (priority, steps) in escalation {
            guard steps.count == Self.lastLevel - 1, steps.allSatisfy({ (1...7200).contains($0) }),
                zip(steps, steps.dropFirst()).allSatisfy({ $0 < $1 })
            else { throw outside("escalation of \(priority)", "three rising numbers from 1 to 7200 s") }
        }
        for (priority, seconds) in attend where !(10...3600).contains(seconds) {
            throw outside("attend of \(priority)", "10 to 3600 s")
        }
        for (kind, delay) in onDelay where !(0...10_000).contains(delay) || (kind.origin == .person && delay != 0) {
            throw outside("on-delay of \(kind.word)", "0 to 10000 ms, and 0 for calls of people")
        }
        try check("repeat_last", repeatLast, 10...60, "s")
        try check("after_leave", afterLeave, 10...120, "s")
        try check("presence", presence, 60...1800, "s")
        try check("merge", merge, 5...60, "s")
        try check("off_delay", offDelay, 0...30_000, "ms")
        try check("chatter", chatter, 3...20, "changes a minute")
        try check("sound_pause", soundPause, 10...120, "s")
        try check("shelf", shelf, 5...120, "min")
        try check("out_of_service", outOfService, 1...168, "h")
        try check("heartbeat", heartbeat, 1000...10_000, "ms")
        try check("probe", probe, 5000...60_000, "ms")
        try check("unconfirmed", unconfirmed, 1000...5000, "ms")
        return self
    }

    private func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>, _ unit: String) throws(DomainError) {
        guard range.contains(value) else { throw outside(name, "\(range.lowerBound) to \(range.upperBound) \(unit)") }
    }

    private func outside(_ name: String, _ rule: String) -> DomainError {
        DomainError(.wrongState, "The alarm timer \(name) must be \(rule).")
    }

    /// From level `level` to the next; the last repeats.
    func step(_ priority: AlarmPriority, level: Int) -> Duration {
        guard level < Self.lastLevel, let steps = escalation[priority], steps.count == Self.lastLevel - 1 else {
            return .seconds(repeatLast)
        }
        let before = level < 2 ? 0 : steps[level - 2]
        return .seconds(steps[level - 1] - before)
    }

    func toAttend(_ priority: AlarmPriority) -> Duration { .seconds(attend[priority] ?? 60) }
    func onDelay(of kind: AlarmKind) -> Duration { .milliseconds(onDelay[kind] ?? 0) }

    /// When a screen that said nothing since is lost: three heartbeats.
    package var screenPatience: Duration { .milliseconds(3 * heartbeat) }
    /// When the last proof of the path is too old.
    package var proofPatience: Duration { .milliseconds(2 * probe + heartbeat) }
}

/// Which screens are asked at which level. All screens show every alarm at every level: this says whose turn it is, and
/// who hears it.
package struct AlarmAudience: Sendable, Hashable {
    /// The screens that ought to be there; one that is not is a technical alarm.
    package var expected: Set<WardScreenName>
    /// The screens of level 1, 2 and 3 by place; a place that is not named asks all.
    package var teams: [AlarmPlace: [Set<WardScreenName>]]
    /// What this terminal's sounder is for.
    package var sounder: SounderRole

    package init(
        expected: Set<WardScreenName> = [], teams: [AlarmPlace: [Set<WardScreenName>]] = [:],
        sounder: SounderRole = .desk
    ) {
        self.expected = expected
        self.teams = teams
        self.sounder = sounder
    }

    package enum SounderRole: String, Sendable, Hashable, CaseIterable {
        /// It stands where nurses are: it sounds for every alarm that nobody has.
        case desk
        /// It stands where patients sleep: it sounds only when no screen is there, none confirms, or everybody is asked.
        case bed
    }
}
