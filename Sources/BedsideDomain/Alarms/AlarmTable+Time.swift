/// What the passing of time does: every deadline fires, and nothing rests on its last level.
extension AlarmTable {
    mutating func tick(_ now: AlarmMoment) {
        for source in signals.filter({ isDue($0.value, now) }).keys.sorted(by: Self.isBefore) { tick(source, now) }
        // The most urgent first, should a crash cut the writing short.
        let hasTwins = open.count != current.count
        let due = open.values.filter { isDue($0, now) || (hasTwins && current[$0.source] != $0.id) }
        for episode in due.sorted(by: { ($1.priority, $0.id) < ($0.priority, $1.id) }) { tick(episode.id, now) }
        for (id, until) in pausedUntil where until <= now.uptime {
            pausedUntil[id] = nil
            isShowing = true
        }
        for (id, waiting) in unconfirmed where isLate(waiting, now) { unconfirmed[id]?.isLate = true }
        let wasFlood = flood.isFlood
        flood.settle(at: now.uptime)
        if wasFlood != flood.isFlood { isShowing = true }
        tickScreens(now)
    }

    private func isDue(_ memory: SignalMemory, _ now: AlarmMoment) -> Bool {
        memory.next.map { $0 <= now.uptime } ?? false
    }

    private func isDue(_ episode: AlarmEpisode, _ now: AlarmMoment) -> Bool {
        if case .pendingOff(let deadline) = episode.condition, deadline.isDue(at: now) { return true }
        return episode.deadline.isDue(at: now)
    }

    /// Nobody confirmed it in time, and that is news.
    private func isLate(_ waiting: Waiting, _ now: AlarmMoment) -> Bool {
        !waiting.isLate && now.uptime - waiting.since >= Int64(rules.unconfirmed)
    }

    private static func isBefore(_ left: AlarmSource, _ right: AlarmSource) -> Bool {
        (left.place, left.origin, left.kind.word) < (right.place, right.origin, right.kind.word)
    }

    private mutating func tick(_ id: AlarmID, _ now: AlarmMoment) {
        guard let episode = open[id] else { return }
        // Left behind by a crash between the record of its successor and its own.
        guard current[episode.source] == id else { return close(id, .superseded, now) }
        if case .pendingOff(let deadline) = episode.condition, deadline.isDue(at: now) {
            clear(episode.source, now)
        }
        guard let episode = open[id], episode.isOpen, episode.deadline.isDue(at: now) else { return }
        switch episode.lifecycle {
        case .shelved, .outOfService, .attended: wake(id, now)
        case .acked, .unacked, .returnedUnacked:
            change(id) { $0.widen() }
            wake(id, now)
        case .closed: break
        }
    }

    /// When the next thing is due, in milliseconds since boot; nil when nothing is. What is overdue counts until a
    /// ``AlarmEvent/tick`` has done it; after a tick it always lies ahead.
    package func nextDue() -> Int64? {
        var next: Int64?
        func consider(_ due: Int64?) { if let due { next = min(next ?? due, due) } }
        for episode in open.values {
            consider(episode.deadline.uptime)
            if case .pendingOff(let deadline) = episode.condition { consider(deadline.uptime) }
        }
        for memory in signals.values { consider(memory.next) }
        for until in pausedUntil.values { consider(until) }
        for waiting in unconfirmed.values where !waiting.isLate { consider(waiting.since + Int64(rules.unconfirmed)) }
        consider(flood.next)
        consider(nextOfScreens())
        return next
    }

    /// A wall clock that steps by more than a minute while no minute passed is told; deadlines do not follow it.
    mutating func watchClock(_ now: AlarmMoment) {
        let wall = now.wall.milliseconds - lastMoment.wall.milliseconds
        let step = wall - (now.uptime - lastMoment.uptime)
        lastMoment = now
        guard abs(step) > 60_000 else { return }
        raiseForAWhile(AlarmSource(place: home, kind: .technical(.clock), origin: "clock"), now)
    }
}
