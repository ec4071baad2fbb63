/// What every ward screen shows: all open alarms, most urgent first, and whether the way to this screen is proven.
package struct AlarmBoard: Sendable, Hashable {
    /// The table's revision that this shows; a screen confirms it.
    package var revision: UInt64
    /// Everything that waits for somebody or has somebody, in the order of ``AlarmRow/isBefore(_:)``.
    package var rows: [AlarmRow]
    /// Technical alarms that a flood has folded into one line; 0 outside a flood. Never anything else.
    package var folded: Int
    /// Shelved and out of service, by place.
    package var held: [AlarmRow]
    package var screens: [ScreenCondition]
    /// Milliseconds for which the sound is still paused for some alarm; 0 when it is not.
    package var pausedFor: Int64
    /// Milliseconds since the daemon started again with alarms open; nil when that is long ago or there were none.
    package var restartedAgo: Int64?
    /// Alarms of other terminals that they had no room to forward, the least urgent ones; 0 but in the worst of nights.
    package var omitted = 0

    package init(
        revision: UInt64, rows: [AlarmRow] = [], folded: Int = 0, held: [AlarmRow] = [],
        screens: [ScreenCondition] = [], pausedFor: Int64 = 0, restartedAgo: Int64? = nil
    ) {
        self.revision = revision
        self.rows = rows
        self.folded = folded
        self.held = held
        self.screens = screens
        self.pausedFor = pausedFor
        self.restartedAgo = restartedAgo
    }

    package struct ScreenCondition: Sendable, Hashable {
        package var name: WardScreenName
        package var isLive: Bool
        /// How long ago a synthetic alarm came through to it, in milliseconds; nil before the first.
        package var provenAgo: Int64?

        package init(name: WardScreenName, isLive: Bool, provenAgo: Int64?) {
            self.name = name
            self.isLive = isLive
            self.provenAgo = provenAgo
        }
    }
}

/// One line of the board.
package struct AlarmRow: Sendable, Hashable {
    package var id: AlarmID
    package var place: AlarmPlace
    package var kind: AlarmKind
    /// What a technical alarm is about; see ``AlarmSource/origin``.
    package var origin: String
    package var lifecycle: AlarmLifecycle
    package var level: Int
    /// Who has it.
    package var holder: StaffID?
    package var occurrences: Int
    /// Since it was raised, in milliseconds by the wall clock, never below zero.
    package var age: Int64
    /// Until its deadline, in milliseconds, never below zero: the next level, the end of a shelf.
    package var due: Int64
    /// Whose turn it is at its level: this screen is asked. All screens show all rows.
    package var asked: Set<WardScreenName>
    /// Why it is shelved or out of service; empty otherwise.
    package var reason: String
    /// Milliseconds for which its own sound is still paused.
    package var pausedFor: Int64
    /// The terminal whose alarm it is; nil for this one's own.
    package var terminal: TerminalName?
    /// Milliseconds since that terminal was last heard, while there is no contact with it: what is shown may be old.
    package var silentFor: Int64?
    /// What its terminal calls it where this one knows no such kind; `kind` is then the nearest of the same urgency.
    package var word: String?

    package init(
        id: AlarmID, place: AlarmPlace, kind: AlarmKind, origin: String = "", lifecycle: AlarmLifecycle = .unacked,
        level: Int = 1, holder: StaffID? = nil, occurrences: Int = 1, age: Int64 = 0, due: Int64 = 0,
        asked: Set<WardScreenName> = [], reason: String = "", pausedFor: Int64 = 0, terminal: TerminalName? = nil,
        silentFor: Int64? = nil, word: String? = nil
    ) {
        self.id = id
        self.place = place
        self.kind = kind
        self.origin = origin
        self.lifecycle = lifecycle
        self.level = level
        self.holder = holder
        self.occurrences = occurrences
        self.age = age
        self.due = due
        self.asked = asked
        self.reason = reason
        self.pausedFor = pausedFor
        self.terminal = terminal
        self.silentFor = silentFor
        self.word = word
    }

    /// The same, so much later.
    package mutating func age(by milliseconds: Int64) {
        age += milliseconds
        due = max(due - milliseconds, 0)
        pausedFor = max(pausedFor - milliseconds, 0)
        silentFor = silentFor.map { $0 + milliseconds }
    }

    /// The order of every screen (I11): priority, then what nobody has, then the higher level, then the older.
    package static func isBefore(_ left: AlarmRow, _ right: AlarmRow) -> Bool {
        if left.kind.priority != right.kind.priority { return left.kind.priority > right.kind.priority }
        if left.lifecycle.rank != right.lifecycle.rank { return left.lifecycle.rank < right.lifecycle.rank }
        if left.level != right.level { return left.level > right.level }
        if left.age != right.age { return left.age > right.age }
        return left.id < right.id
    }
}

extension AlarmLifecycle {
    /// What needs somebody most comes first.
    fileprivate var rank: Int {
        switch self {
        case .unacked: 0
        case .returnedUnacked: 1
        case .acked: 2
        case .attended: 3
        case .shelved, .outOfService: 4
        case .closed: 5
        }
    }
}

/// What a patient may know of the calls from their place; of several calls the one that needs most.
package enum CallProgress: String, Sendable, Hashable, Codable, Comparable, CaseIterable {
    /// It was sent out; nobody has answered yet.
    case called
    /// A nurse has accepted it: "your nurse knows".
    case accepted
    /// A nurse is at the bed.
    case attended

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .called: 0
        case .accepted: 1
        case .attended: 2
        }
    }
}
