import BedsideDomain

/// A ward made of the pure alarm table, a clock that is turned by hand, and what a daemon and its screens would do at once:
/// records are kept, screens confirm, synthetic alarms set out, the timer rings.
actor ReducerWorld: ScenarioWorld {
    static let runner = Runner.reducer

    let scenario: Scenario
    let home: AlarmPlace
    var table: AlarmTable
    var clock = VirtualClock()
    /// The newest record of every alarm, as a journal would give it back.
    var journal: [AlarmID: AlarmEpisode] = [:]
    var screens: [WardScreenName: SimulatedScreen] = [:]
    /// How the contacts stand, and what is wrong with the inputs: read anew after every start.
    var contacts: [AlarmSource: Bool] = [:]
    var faults: [AlarmSource: Bool] = [:]
    var nextProbe: Int64
    var isAlive = true
    var isTimerAlive = true
    /// The newest alarm by each name, so that an act can be tried on one that is gone.
    var newest: [AlarmName: AlarmID] = [:]
    var refusal: AlarmRefusal?

    init(_ scenario: Scenario) async throws {
        self.scenario = scenario
        home = try AlarmPlace(Scenario.Ward.home)
        table = AlarmTable(audience: scenario.ward.audience, home: home, seed: 1, at: clock.now)
        nextProbe = clock.uptime
        for name in scenario.ward.screens { screens[name] = SimulatedScreen(nextBeat: clock.uptime) }
        for point in scenario.contacts { contacts[point.source] = false }
        try connect()
    }

    func press(_ point: WardPoint) throws {
        guard isSeen(point) else { throw ScenarioFailure("nobody can see \(point.alarm) now: the press would be lost") }
        try hand(.signal(point.source, .pressed(1)))
    }

    func contact(_ point: WardPoint, isActive: Bool) throws {
        contacts[point.source] = isActive
        if isAlive, isSeen(point) { try hand(.signal(point.source, .level(isActive))) }
    }

    func cancel(at place: AlarmPlace) throws { try hand(.cancelled(place)) }

    func battery(at place: AlarmPlace, isLow: Bool) throws { try fault(place.battery, isLow) }

    func input(_ name: String, isSeen: Bool) throws {
        try fault(AlarmSource(place: home, kind: .technical(.inputLost), origin: name), !isSeen)
    }

    func point(_ point: WardPoint, isSeen: Bool) throws {
        try fault(point.loss, !isSeen)
        // A point that is seen again is read.
        if isSeen, let level = contacts[point.source] { try hand(.signal(point.source, .level(level))) }
    }

    func stranger(at input: String) throws {
        try hand(
            .signal(AlarmSource(place: home, kind: .technical(.unknownSource), origin: input), .pressed(1)))
    }

    func stepClock(by step: Duration) { clock.stepWall(by: step) }

    func timer(isAlive: Bool) throws {
        isTimerAlive = isAlive
        if isAlive { try hand(.tick) }
    }

    func probe() throws { try hand(.probe) }

    func isSeen(_ point: WardPoint) -> Bool { faults[point.loss] != true }

    private func fault(_ source: AlarmSource, _ isPresent: Bool) throws {
        faults[source] = isPresent
        if isAlive { try hand(.fault(source, isPresent: isPresent)) }
    }

    /// One event to the table, and all that follows from it at once.
    func hand(_ event: AlarmEvent) throws {
        guard isAlive else { throw ScenarioFailure("the terminal is dead: nothing reaches it") }
        keep(table.handle(event, at: clock.now))
        try letScreensConfirm()
        for episode in table.open.values.sorted(by: { $0.id < $1.id }) { newest[episode.name] = episode.id }
    }

    private func keep(_ effects: [AlarmEffect]) {
        for effect in effects {
            switch effect {
            case .record(let episode), .note(let episode):
                guard journal[episode.id].map({ $0.revision < episode.revision }) ?? true else { continue }
                journal[episode.id] = episode
            case .annunciate: break
            case .refuse(let reason): refusal = reason
            }
        }
    }

    /// A confirmation may itself change what screens show, but soon there is nothing more to confirm.
    func letScreensConfirm() throws {
        for _ in 0..<10 {
            let late = screens.filter { $0.value.mode == .answering && $0.value.confirmed < table.revision }.keys
                .sorted()
            guard !late.isEmpty else { return }
            for name in late { confirm(name, table.revision) }
        }
        throw ScenarioFailure("the screens never come to rest: each confirmation changes the table")
    }

    func confirm(_ name: WardScreenName, _ revision: UInt64) {
        screens[name]?.confirmed = revision
        screens[name]?.nextBeat = clock.uptime + Int64(table.rules.heartbeat)
        keep(table.handle(.screen(name, .confirmed(revision)), at: clock.now))
    }
}

extension AlarmEpisode {
    /// As a scenario names it.
    fileprivate var name: AlarmName {
        switch source.kind {
        case .technical(let fault): .technical(fault, about: source.origin)
        default: .input(source.kind, source.place)
        }
    }
}
