import BedsideDevices
import BedsideDomain
import BedsideStore
import Foundation

@testable import BedsideDaemon

/// Time, starts and ends, and the screens of the daemon's world.
extension DaemonWorld {
    /// Turns the clock on from sleeper to sleeper: the next one wakes only when all have come to rest again.
    func pass(_ time: Duration) async throws {
        let end = clock.now.uptime + time.milliseconds
        while clock.wakeNext(until: end) { try await rest() }
        clock.turn { $0.advance(to: end) }
    }

    /// Returns once nothing happens any more without time, and remembers what is open then.
    ///
    /// Nobody is at rest who could still do something: all that ever sleeps lies asleep, the timer at the moment that was
    /// armed; every client has read and confirmed its newest message; and the loop has done what it was asked before. Seen
    /// before and after the loop has done all that it was asked until then, with nothing in between.
    func rest() async throws {
        guard let life else { return }
        let patience = ContinuousClock.now + .seconds(60)
        while true {
            let now = stillness(life)
            if now.isStill {
                await life.answer()
                if stillness(life) == now { break }
            }
            guard ContinuousClock.now < patience else {
                throw ScenarioFailure("the daemon never comes to rest: \(now), asleep \(clock.sleeping)")
            }
            await Task.yield()
        }
        let now = life.house.engine.latest.kept
        guard now != kept else { return }
        kept = now
        let board = life.house.engine.board
        for row in (board.rows + board.held).sorted(by: { $0.id < $1.id }) { newest[row.name] = row.id }
    }

    private struct Stillness: Hashable {
        var isStill = false
        var slept: UInt64 = 0
        var messages = 0
    }

    private func stillness(_ life: DaemonLife) -> Stillness {
        let view = life.house.engine.latest
        let asleep = clock.sleeping
        let isAsleep = asleep.count == DaemonLife.sleepers + (view.armed == nil ? 0 : 1)
        // A client is asked after the hub, so that no message is between the two.
        let isShown = life.house.hub.behind.isEmpty && !screens.values.contains(where: \.isBusy)
        return Stillness(
            isStill: isAsleep && isShown && view.armed.map(asleep.contains) ?? true, slept: clock.slept,
            messages: screens.values.reduce(0) { $0 + $1.messages })
    }

    func die() async throws {
        await (try alive()).end()
        life = nil
        screens = [:]
    }

    func start(_ start: Start) async throws {
        guard life == nil else { throw ScenarioFailure("the terminal runs already") }
        clock.turn { time in
            if start.isBoot { time.boot() }
            time.stepWall(by: start.clock)
        }
        try await begin()
    }

    /// As every start: the inputs are read, the screens come, a synthetic alarm sets out.
    func begin() async throws {
        let life = try DaemonLife(configuration, store: store, clock: clock.clock)
        self.life = life
        try await rest()
        var events = losses.sorted(by: { "\($0)" < "\($1)" }).map { ContactEvent.lost($0, .absent) }
        for (point, isLow) in levels.sorted(by: { $0.key < $1.key }) { events.append(.level(point, isActive: isLow)) }
        for point in scenario.contacts {
            let name = try PointName(point.name)
            guard !losses.contains(.point(name)), let level = contacts[point] else { continue }
            events.append(.level(name, isActive: level))
        }
        await life.house.engine.inbox.putAndWait(.contacts(events))
        for (name, mode) in modes.sorted(by: { $0.key < $1.key }) { try join(name, mode) }
        try await rest()
    }

    func screen(_ name: WardScreenName, _ behaviour: ScreenBehaviour) async throws {
        _ = try alive()
        guard behaviour == .joins || screens[name] != nil || scenario.ward.screens.contains(name) else {
            throw ScenarioFailure("there is no screen \(name): let it join, or name it in the head")
        }
        switch behaviour {
        case .joins: try join(name, .answering)
        case .stopsConfirming, .freezes:
            screens[name]?.fallSilent()
            modes[name] = .silent
        case .fallsBehind:
            screens[name]?.fallBehind()
            modes[name] = .behind(0)
        case .leaves:
            screens.removeValue(forKey: name)?.leave()
            modes[name] = nil
        case .comesBack:
            modes[name] = .answering
            if let screen = screens[name] { screen.comeBack() } else { try join(name, .answering) }
        }
        try await rest()
    }

    private func join(_ name: WardScreenName, _ mode: WatchedScreen.Mode) throws {
        let screen = try WatchedScreen(name, at: try alive().house.hub, mode: mode)
        screens[name] = screen
        modes[name] = mode
        // It ends with its stream: with the screen's good-bye or the life of the hub.
        Task { try await screen.run() }
    }

    func end() async {
        await life?.end()
        life = nil
        screens = [:]
        do {
            try store.close()
            try FileManager.default.removeItem(at: folder)
        } catch { return }
    }
}
