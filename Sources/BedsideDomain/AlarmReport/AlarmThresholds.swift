/// How soon an alarm ought to be accepted, in seconds after the raise: the deadline of the first level (alarms.md 5.4).
/// What the report's share "in time" is measured against.
package struct AlarmThresholds: Sendable, Hashable, Codable {
    package var emergency: Int
    package var infusion: Int
    package var call: Int
    package var technical: Int

    package static let standard = AlarmThresholds()

    package init(emergency: Int = 15, infusion: Int = 60, call: Int = 120, technical: Int = 300) {
        self.emergency = emergency
        self.infusion = infusion
        self.call = call
        self.technical = technical
    }

    /// The ward's own first deadlines; a priority without one keeps the default.
    package init(_ rules: AlarmRules) {
        self.init()
        emergency = rules.escalation[.emergency]?.first ?? emergency
        infusion = rules.escalation[.infusion]?.first ?? infusion
        call = rules.escalation[.call]?.first ?? call
        technical = rules.escalation[.technical]?.first ?? technical
    }

    /// Seconds for a kind of alarm.
    package func accept(_ kind: AlarmKind) -> Int { accept(kind.priority) }

    package func accept(_ priority: AlarmPriority) -> Int {
        switch priority {
        case .emergency: emergency
        case .infusion: infusion
        case .call: call
        case .technical: technical
        }
    }
}
