import BedsideDevices
import BedsideDomain
import BedsideStore
import Foundation

@testable import BedsideDaemon

/// A ward made of the daemon's alarms as the program composes them: its journal on a disk, its store, its one loop, its ward
/// screens and its auditor, all in this process and all on the clock of the test.
///
/// Inputs come through the contacts' own door as the events of their hub. A ward screen is a client of the hub's stream. At a
/// bed is a badge at the terminal's kiosk, which stands at all places of the scenario.
actor DaemonWorld: ScenarioWorld {
    static let runner = Runner.daemon

    let scenario: Scenario
    let configuration: AlarmConfiguration
    let folder: URL
    let store: Store
    let clock = TurnedClock()
    var life: DaemonLife?
    /// The clients by name, and how the others left.
    var screens: [WardScreenName: WatchedScreen] = [:]
    var modes: [WardScreenName: WatchedScreen.Mode] = [:]
    /// How the contacts stand, and what cannot be seen: told anew after every start.
    var contacts: [WardPoint: Bool] = [:]
    var levels: [PointName: Bool] = [:]
    var losses: Set<ContactSubject> = []
    /// The newest alarm by each name, so that an act can be tried on one that is gone.
    var newest: [AlarmName: AlarmID] = [:]
    /// What was open when the world last came to rest.
    var kept: [AlarmID: UInt64] = [:]

    init(_ scenario: Scenario) async throws {
        self.scenario = scenario
        folder = FileManager.default.temporaryDirectory.appending(path: "bedside-scenario-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        configuration = try AlarmConfiguration(scenario, journal: folder.appending(path: "alarms").path)
        store = try Store(
            path: folder.appending(path: "t.sqlite").path, clock: .china, terminal: "ward", now: clock.now.wall)
        for point in scenario.contacts { contacts[point] = false }
        for name in scenario.ward.screens { modes[name] = .answering }
        try await begin()
    }

    func press(_ point: WardPoint) async throws {
        guard isSeen(point) else { throw ScenarioFailure("nobody can see \(point.alarm) now: the press would be lost") }
        try await tell(.pressed(PointName(point.name), count: 1))
    }

    func contact(_ point: WardPoint, isActive: Bool) async throws {
        contacts[point] = isActive
        if life != nil, isSeen(point) { try await tell(.level(PointName(point.name), isActive: isActive)) }
    }

    func cancel(at place: AlarmPlace) async throws { try await tell(.pressed(place.cancelKey, count: 1)) }

    func battery(at place: AlarmPlace, isLow: Bool) async throws {
        let point = try PointName(place.battery.origin)
        levels[point] = isLow
        if life != nil { try await tell(.level(point, isActive: isLow)) }
    }

    func input(_ name: String, isSeen: Bool) async throws { try await see(.input(InputName(name)), isSeen) }

    func point(_ point: WardPoint, isSeen: Bool) async throws {
        let name = try PointName(point.name)
        try await see(.point(name), isSeen)
        // A point that is seen again is read.
        if life != nil, isSeen, let level = contacts[point] { try await tell(.level(name, isActive: level)) }
    }

    func stranger(at input: String) async throws { try await tell(.stranger(InputName(input))) }

    func probe() async throws {
        try alive().house.engine.inbox.put(.probe)
        try await rest()
    }

    func stepClock(by step: Duration) async throws { clock.turn { $0.stepWall(by: step) } }

    func journal(_ condition: JournalCondition) async throws {
        let life = try alive()
        life.disk.become(condition)
        // The disk is good again once it has taken what it left: only then does the loop find it so with its next beat.
        if condition == .recovers { _ = await life.journal.append([], within: .seconds(3600)) }
        try await rest()
    }

    private func isSeen(_ point: WardPoint) -> Bool { !losses.contains { $0.isPoint(point.name) } }

    private func see(_ subject: ContactSubject, _ isSeen: Bool) async throws {
        if isSeen { losses.remove(subject) } else { losses.insert(subject) }
        if life != nil { try await tell(isSeen ? .back(subject) : .lost(subject, .absent)) }
    }

    /// As the hub of the contacts would, and what follows from it at once.
    private func tell(_ event: ContactEvent) async throws {
        await (try alive()).house.engine.inbox.putAndWait(.contacts([event]))
        try await rest()
    }

    func alive() throws -> DaemonLife {
        guard let life else { throw ScenarioFailure("the terminal is dead: nothing reaches it") }
        return life
    }
}

extension ContactSubject {
    fileprivate func isPoint(_ name: String) -> Bool {
        switch self {
        case .point(let point): point.text == name
        case .input: false
        }
    }
}
