/// What the report needs of one episode: facts that only ever get more, never other. The row of the store's archive.
package struct AlarmHistory: Sendable, Hashable, Codable {
    package let id: AlarmID
    /// Counts the changes of the episode: of two rows of one id the higher revision is the newer.
    package let revision: UInt64
    package let place: AlarmPlace
    package let kind: AlarmKind
    /// See ``AlarmSource/origin``.
    package let origin: String
    package let raisedAt: Timestamp
    /// How often it was raised: presses and returns of the condition.
    package let occurrences: Int
    /// When a ward screen first confirmed that it shows it.
    package let shownAt: Timestamp?
    /// The first accept, and by whom.
    package let acceptedAt: Timestamp?
    package let acceptedBy: StaffID?
    /// The first attend, and by whom; nobody is known when the cancel key was pressed.
    package let attendedAt: Timestamp?
    package let attendedBy: StaffID?
    /// The highest level that it reached; 1 is where every alarm begins.
    package let highestLevel: Int
    /// How often it was shelved or put out of service.
    package let suppressions: Int
    package let closedAt: Timestamp?
    package let end: AlarmEnd?

    package init(
        id: AlarmID, revision: UInt64, place: AlarmPlace, kind: AlarmKind, origin: String, raisedAt: Timestamp,
        occurrences: Int = 1, shownAt: Timestamp? = nil, acceptedAt: Timestamp? = nil, acceptedBy: StaffID? = nil,
        attendedAt: Timestamp? = nil, attendedBy: StaffID? = nil, highestLevel: Int = 1, suppressions: Int = 0,
        closedAt: Timestamp? = nil, end: AlarmEnd? = nil
    ) {
        self.id = id
        self.revision = revision
        self.place = place
        self.kind = kind
        self.origin = origin
        self.raisedAt = raisedAt
        self.occurrences = occurrences
        self.shownAt = shownAt
        self.acceptedAt = acceptedAt
        self.acceptedBy = acceptedBy
        self.attendedAt = attendedAt
        self.attendedBy = attendedBy
        self.highestLevel = highestLevel
        self.suppressions = suppressions
        self.closedAt = closedAt
        self.end = end
    }
}

/// How an episode ended.
package enum AlarmEnd: String, Sendable, Hashable, Codable, CaseIterable {
    /// Somebody was at the bed.
    case attended
    /// A device's condition went away after a nurse had accepted it.
    case cleared
    /// A technical fault went away by itself.
    case mended
    /// The same source raised again later: a new episode carries on, no earlier in its escalation.
    case superseded
}
