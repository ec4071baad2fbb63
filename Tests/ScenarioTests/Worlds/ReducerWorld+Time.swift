import BedsideDomain

/// Time, starts and screens of the pure world.
extension ReducerWorld {
    func pass(_ time: Duration) throws {
        let end = clock.uptime + time.milliseconds
        while let next = nextMoment(until: end) {
            clock.advance(to: next)
            try ring()
        }
        clock.advance(to: end)
    }

    /// The next moment at which something happens by itself.
    private func nextMoment(until end: Int64) -> Int64? {
        guard isAlive else { return nil }
        var moments = screens.values.filter(\.beats).map(\.nextBeat) + [nextProbe]
        if isTimerAlive, let due = table.nextDue() { moments.append(due) }
        return moments.min().flatMap { $0 <= end ? max($0, clock.uptime) : nil }
    }

    /// Everything that is due now: the timer, the screens' heartbeats, the synthetic alarm.
    private func ring() throws {
        if isTimerAlive, let due = table.nextDue(), due <= clock.uptime {
            try hand(.tick)
            if let still = table.nextDue(), still <= clock.uptime {
                throw ScenarioFailure(
                    "a tick at \(clock.uptime) leaves a deadline at \(still): the timer would ring for ever")
            }
        }
        for (name, screen) in screens.sorted(by: { $0.key < $1.key }) where screen.beats {
            guard screen.nextBeat <= clock.uptime else { continue }
            if case .behind(let revision) = screen.mode {
                confirm(name, revision)
            } else {
                confirm(name, table.revision)
            }
        }
        if nextProbe <= clock.uptime {
            nextProbe = clock.uptime + Int64(table.rules.probe)
            try hand(.probe)
        }
    }

    func die() throws {
        guard isAlive else { throw ScenarioFailure("the terminal is dead already") }
        isAlive = false
    }

    func start(_ start: Start) throws {
        guard !isAlive else { throw ScenarioFailure("the terminal runs already") }
        if start.isBoot { clock.boot() }
        clock.stepWall(by: start.clock)
        isAlive = true
        table = AlarmTable(
            restoring: Array(journal.values), rules: table.rules, audience: table.audience, home: home,
            seed: UInt64(bitPattern: clock.wall.milliseconds), at: clock.now)
        nextProbe = clock.uptime
        try connect()
    }

    /// As after every start: what is overdue rings, inputs are read, screens come, a synthetic alarm sets out.
    func connect() throws {
        try hand(.tick)
        for point in scenario.contacts where isSeen(point) {
            if let level = contacts[point.source] { try hand(.signal(point.source, .level(level))) }
        }
        for (source, isPresent) in faults.sorted(by: { $0.key.origin < $1.key.origin }) {
            try hand(.fault(source, isPresent: isPresent))
        }
        for name in screens.keys.sorted() where screens[name]?.mode != .gone { try join(name) }
        nextProbe = clock.uptime + Int64(table.rules.probe)
        try hand(.probe)
    }

    func screen(_ name: WardScreenName, _ behaviour: ScreenBehaviour) throws {
        guard behaviour == .joins || screens[name] != nil else {
            throw ScenarioFailure("there is no screen \(name): let it join, or name it in the head")
        }
        switch behaviour {
        case .joins:
            screens[name] = SimulatedScreen(nextBeat: clock.uptime)
            try join(name)
        case .stopsConfirming, .freezes: screens[name]?.mode = .silent
        case .fallsBehind: screens[name]?.mode = .behind(table.revision)
        case .leaves:
            screens[name]?.mode = .gone
            try hand(.screen(name, .left))
        case .comesBack:
            let wasGone = screens[name]?.mode == .gone
            screens[name]?.mode = .answering
            // One that stood still has a full picture to draw; one that was gone connects anew.
            if wasGone { return try join(name) }
            confirm(name, table.revision)
            try letScreensConfirm()
        }
    }

    private func join(_ name: WardScreenName) throws {
        screens[name]?.confirmed = 0
        try hand(.screen(name, .joined))
        if screens[name]?.mode == .answering, screens[name]?.confirmed == 0 { confirm(name, table.revision) }
    }
}
