/// One alarm from its raise to its end, in regions that do not mix: what the input says (condition), what a nurse did
/// (response), what is held back (suppression), who is asked (level and deadline). After alarms.md 5.1 and 5.2.
///
/// While it is open it always has one deadline: an open alarm that nothing will ever raise again cannot be written down.
package struct AlarmEpisode: Sendable, Hashable, Codable {
    package let id: AlarmID
    package let source: AlarmSource
    package let raisedAt: Timestamp
    /// Counts the changes: of two records of one id the higher revision holds.
    package internal(set) var revision: UInt64 = 1
    /// The wall time of the last change, and the same moment in milliseconds since the boot of ``deadline``.
    package internal(set) var changedAt: Timestamp
    package internal(set) var changedUptime: Int64
    /// Presses and returns of the condition; at least 1.
    package internal(set) var occurrences = 1
    /// When the first of them was, in milliseconds since the boot of ``deadline``; below 0 when it was before that boot.
    package internal(set) var firstUptime: Int64
    /// When the newest of them was that was news: while somebody has the alarm, what is merged does not count, so that a
    /// patient who presses on and on is heard again once the merge window is over.
    package internal(set) var lastUptime: Int64
    package internal(set) var condition: Condition
    package internal(set) var response: Response = .none
    package internal(set) var suppression: Suppression = .none
    /// Who is asked: 1 is the bed's own nurses, ``AlarmRules/lastLevel`` everybody and the sounder.
    package internal(set) var level = 1
    /// The highest level so far.
    package internal(set) var highestLevel = 1
    package internal(set) var deadline: AlarmDeadline
    package internal(set) var facts = Facts()
    /// Nil while it is open.
    package internal(set) var end: AlarmEnd?

    /// What the input says.
    package enum Condition: Sendable, Hashable, Codable {
        case present
        /// It went away, but not for long enough to be believed.
        case pendingOff(AlarmDeadline)
        /// It is away. A button's press is over at once: its alarm lives on until somebody comes.
        case absent
    }

    /// What was done about it (IEC 60601-1-8: responsibility undefined, accepted, rejected; and presence at the bed).
    package enum Response: Sendable, Hashable, Codable {
        case none
        /// The last one asked said no; the others are asked.
        case rejected(by: StaffID)
        case accepted(by: StaffID)
        /// Somebody is at the bed while the condition stays; nil when a cancel key said it.
        case attended(by: StaffID?)
    }

    /// What is held back. A patient's call and an emergency have no such state: ``AlarmTable`` refuses it.
    package enum Suppression: Sendable, Hashable, Codable {
        case none
        case shelved(by: StaffID, reason: String)
        case outOfService(by: StaffID, reason: String)
    }

    /// First moments, for the report.
    package struct Facts: Sendable, Hashable, Codable {
        package internal(set) var shownAt: Timestamp?
        package internal(set) var acceptedAt: Timestamp?
        package internal(set) var acceptedBy: StaffID?
        package internal(set) var attendedAt: Timestamp?
        package internal(set) var attendedBy: StaffID?
        package internal(set) var suppressions = 0
        package internal(set) var closedAt: Timestamp?
    }

    init(id: AlarmID, source: AlarmSource, condition: Condition, deadline: AlarmDeadline, at now: AlarmMoment) {
        self.id = id
        self.source = source
        self.condition = condition
        self.deadline = deadline
        raisedAt = now.wall
        changedAt = now.wall
        changedUptime = now.uptime
        firstUptime = now.uptime
        lastUptime = now.uptime
    }

    package var kind: AlarmKind { source.kind }
    package var priority: AlarmPriority { source.kind.priority }
    package var isOpen: Bool { end == nil }

    /// The row of the archive.
    package var history: AlarmHistory {
        AlarmHistory(
            id: id, revision: revision, place: source.place, kind: kind, origin: source.origin, raisedAt: raisedAt,
            occurrences: occurrences, shownAt: facts.shownAt, acceptedAt: facts.acceptedAt,
            acceptedBy: facts.acceptedBy, attendedAt: facts.attendedAt, attendedBy: facts.attendedBy,
            highestLevel: highestLevel, suppressions: facts.suppressions, closedAt: facts.closedAt, end: end)
    }
}

/// The one word for a screen and an export, derived from the regions.
package enum AlarmLifecycle: String, Sendable, Hashable, Codable, CaseIterable {
    case unacked, acked
    /// A device's condition went away before anybody accepted: seen, not heard, still to be accepted.
    case returnedUnacked = "returned-unacked"
    case attended, shelved
    case outOfService = "out-of-service"
    case closed
}

extension AlarmEpisode {
    package var lifecycle: AlarmLifecycle {
        guard isOpen else { return .closed }
        switch suppression {
        case .shelved: return .shelved
        case .outOfService: return .outOfService
        case .none: break
        }
        switch response {
        case .attended: return .attended
        case .accepted: return .acked
        case .none, .rejected: return kind.origin != .person && condition == .absent ? .returnedUnacked : .unacked
        }
    }

    /// Who has it: the one who accepted or is there.
    package var holder: StaffID? {
        switch response {
        case .accepted(let staff): staff
        case .attended(let staff): staff
        case .none, .rejected: nil
        }
    }

    /// Nobody has it: it must be heard.
    package var isUnanswered: Bool { lifecycle == .unacked }
}
