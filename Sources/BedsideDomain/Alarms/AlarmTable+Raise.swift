/// Raises: a new episode, one more of the same, or the old one awake again (alarms.md 5.3).
extension AlarmTable {
    mutating func raise(_ source: AlarmSource, _ condition: AlarmEpisode.Condition, times: Int, _ now: AlarmMoment) {
        guard let id = current[source], let episode = open[id], episode.isOpen else {
            return begin(source, condition, times: times, now)
        }
        let isMerged = now.uptime - episode.lastUptime < Int64(rules.merge) * 1000
        let isReturned = episode.lifecycle == .returnedUnacked
        if isReturned, !isMerged { return supersede(episode, condition, now) }
        // An accept covers what was there when it was given, not what comes later (I4).
        let isAnswered = episode.suppression == .none && episode.response.isAnswered
        change(id) { [rules] episode in
            episode.occurrences = min(episode.occurrences + times, Self.mostOccurrences)
            if condition == .present || (condition != .absent && episode.condition != .present) {
                episode.condition = condition
            }
            if !isAnswered || !isMerged { episode.lastUptime = now.uptime }
            guard isAnswered, !isMerged else { return }
            episode.response = .none
            episode.deadline = episode.deadline.earlier(
                AlarmDeadline(rules.step(episode.priority, level: episode.level), from: now))
        }
        if isReturned || (isAnswered && !isMerged) { announce(id, now) }
    }

    /// More presses than anybody counts; a broken input counts on for ever.
    private static let mostOccurrences = 1_000_000

    /// What the system tells of itself; anything else that is told so is a level like any other.
    mutating func tell(_ source: AlarmSource, _ isPresent: Bool, _ now: AlarmMoment) {
        guard source.kind.origin == .system else { return take(.level(isPresent), of: source, now) }
        isPresent ? raiseFault(source, now) : clear(source, now)
    }

    /// A fault of the system: told again and again while it holds, counted once.
    mutating func raiseFault(_ source: AlarmSource, _ now: AlarmMoment) {
        if let id = current[source], let episode = open[id], episode.isOpen {
            guard episode.condition != .present else { return }
            return change(id) { $0.condition = .present }
        }
        begin(source, .present, times: 1, now)
    }

    /// How long a technical fact stands that has no end of its own; no off-delay is longer.
    static let awhile = Duration.seconds(600)

    /// A technical fact without an end of its own: it stands for ten minutes after the last time that it was told.
    mutating func raiseForAWhile(_ source: AlarmSource, _ now: AlarmMoment) {
        raiseFault(source, now)
        guard let id = current[source] else { return }
        change(id) { $0.condition = .pendingOff(AlarmDeadline(Self.awhile, from: now)) }
    }

    private mutating func begin(
        _ source: AlarmSource, _ condition: AlarmEpisode.Condition, times: Int, _ now: AlarmMoment
    ) {
        var episode = AlarmEpisode(
            id: freshID(now), source: source, condition: condition,
            deadline: AlarmDeadline(rules.step(source.kind.priority, level: 1), from: now), at: now)
        episode.occurrences = min(times, Self.mostOccurrences)
        enter(episode, now)
    }

    /// The new one goes on where the old one was: no less urgent, no later. It is written down before the old one closes,
    /// so that no crash between the two leaves neither.
    private mutating func supersede(_ old: AlarmEpisode, _ condition: AlarmEpisode.Condition, _ now: AlarmMoment) {
        var episode = AlarmEpisode(
            id: freshID(now), source: old.source, condition: condition,
            deadline: old.deadline.earlier(AlarmDeadline(rules.step(old.priority, level: old.level), from: now)),
            at: now)
        episode.level = old.level
        episode.highestLevel = old.level
        enter(episode, now)
        close(old.id, .superseded, now)
    }

    /// Never one that is taken, whatever the generator was seeded with.
    private mutating func freshID(_ now: AlarmMoment) -> AlarmID {
        var id = ids.next(at: now.wall)
        while open[id] != nil { id = ids.next(at: now.wall) }
        return id
    }

    private mutating func enter(_ episode: AlarmEpisode, _ now: AlarmMoment) {
        open[episode.id] = episode
        current[episode.source] = episode.id
        changed.append(episode.id)
        flood.raise(at: now.uptime)
        announce(episode.id, now)
    }

    /// It must be seen and heard, whatever was paused, and some screen must confirm that it shows it.
    mutating func announce(_ id: AlarmID, _ now: AlarmMoment) {
        pausedUntil[id] = nil
        unconfirmed[id] = Waiting(since: now.uptime, revision: revision + 1)
        announced.append(id)
    }
}

extension AlarmEpisode.Response {
    /// Somebody has it.
    var isAnswered: Bool {
        switch self {
        case .accepted, .attended: true
        case .none, .rejected: false
        }
    }
}
