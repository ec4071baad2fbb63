import BedsideDomain

/// A ward in which a scenario takes place: its verbs, and what can be seen. Time passes only by ``pass(_:)``.
///
/// The wiring is known before the beginning (``Scenario/points``, ``Scenario/contacts``, ``Scenario/ward``): every contact
/// is at rest and read, every expected screen is there and confirms at once whatever it is sent, and a synthetic alarm has
/// come through, when the first line happens. A verb returns when all that it caused at once has happened.
protocol ScenarioWorld: Sendable {
    static var runner: Runner { get }
    init(_ scenario: Scenario) async throws

    /// One press of a button.
    func press(_ point: WardPoint) async throws
    /// A contact's level. Of a point that is lost, or while the terminal is dead, it is told once the point is seen again.
    func contact(_ point: WardPoint, isActive: Bool) async throws
    /// The cancel key.
    func cancel(at place: AlarmPlace) async throws
    func battery(at place: AlarmPlace, isLow: Bool) async throws
    /// A whole input can be seen, or not.
    func input(_ name: String, isSeen: Bool) async throws
    func point(_ point: WardPoint, isSeen: Bool) async throws
    func stranger(at input: String) async throws
    /// Returns why it was not done, if it was not.
    func act(_ act: NurseAct, by nurse: String, at place: Whereabouts) async throws -> AlarmRefusal?
    func screen(_ name: WardScreenName, _ behaviour: ScreenBehaviour) async throws
    /// The program of the terminal is gone from one moment to the next, as by kill -9. Contacts and time go on.
    func die() async throws
    func start(_ start: Start) async throws
    func stepClock(by step: Duration) async throws
    func journal(_ condition: JournalCondition) async throws
    func timer(isAlive: Bool) async throws
    func probe() async throws
    /// Every deadline on the way rings at its time.
    func pass(_ time: Duration) async throws
    func look() async throws -> WardView
    /// The scenario is over: ends what was begun.
    func end() async
}

extension ScenarioWorld {
    func journal(_ condition: JournalCondition) async throws { throw ScenarioFailure("\(Self.runner) has no disk") }
    func timer(isAlive: Bool) async throws { throw ScenarioFailure("\(Self.runner) cannot lose its timer") }
    func end() async {}
}

/// What can be seen in a world.
struct WardView: Sendable {
    var board: AlarmBoard
    var sound: AlarmSound?
    /// What patients read, by place; nothing where all is quiet.
    var patients: [AlarmPlace: CallProgress]
    /// What the auditor says, alarm by alarm.
    var audit: [AuditLine]
    /// What a report would be made of.
    var records: [AlarmHistory]
    var wall: Timestamp

    struct AuditLine: Sendable, Hashable {
        let id: AlarmID
        let word: AuditWord
    }

    /// All lines, those that are held too.
    var rows: [AlarmRow] { board.rows + board.held }
}

/// Something is not as the scenario says.
struct ScenarioFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Who can play scenarios.
enum Runner: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// The pure table with a clock of the test.
    case reducer
    /// The composed daemon with a clock of the test, its inputs' door, its disk and its clients.
    case daemon

    var description: String { rawValue }

    /// What it can do that the other one may not.
    var capabilities: Set<Capability> {
        switch self {
        // It has no disk: that a journal fails is known to the daemon alone.
        case .reducer: [.timer, .days]
        // Its timer is a task of its own that nobody can stop from outside.
        case .daemon: [.journal]
        }
    }

    func canPlay(_ scenario: Scenario) -> Bool { scenario.needs.isSubset(of: capabilities) }
}
