/// A start with what the journal kept: every open alarm is there again, no deadline is later than it was.
extension AlarmTable {
    /// Deadlines that passed meanwhile fire with the first ``AlarmEvent/tick``. Faults of the process itself must be told
    /// anew within a minute, or they are over; everything that an input said stays as it was until the input is read again.
    ///
    /// What the start changes in an episode is recorded with the first event, so that a start after a start begins there.
    package init(
        restoring episodes: [AlarmEpisode], rules: AlarmRules, audience: AlarmAudience, home: AlarmPlace, seed: UInt64,
        at now: AlarmMoment
    ) {
        self.init(rules: rules, audience: audience, home: home, seed: seed, at: now)
        let stored = Dictionary(episodes.map { ($0.id, $0) }) { $0.revision >= $1.revision ? $0 : $1 }
        let kept = stored.values.filter(\.isOpen).map { $0.restored(by: rules, at: now) }
        for var episode in kept.sorted(by: { ($0.firstUptime, $0.id) < ($1.firstUptime, $1.id) }) {
            if let before = current[episode.source].flatMap({ open[$0] }) { episode.inherit(before) }
            open[episode.id] = episode
            // Of two of one source the later is the current one; a tick closes the other.
            current[episode.source] = episode.id
            if episode.isUnanswered { announce(episode.id, now) }
            if stored[episode.id] != episode { changed.append(episode.id) }
        }
        guard !open.isEmpty else { return }
        restartedAt = now.uptime
        revision = 1
        forwardRevision = 1
        announced = []
    }
}

extension AlarmEpisode {
    fileprivate func restored(by rules: AlarmRules, at now: AlarmMoment) -> AlarmEpisode {
        var episode = self
        // A file may be damaged; nothing in it may stop the escalation.
        episode.level = min(max(level, 1), AlarmRules.lastLevel)
        episode.highestLevel = min(max(highestLevel, episode.level), AlarmRules.lastLevel)
        episode.occurrences = min(max(occurrences, 1), 1_000_000)
        if deadline.boot != now.boot {
            // The wall clock may have stepped back; it is not younger than it was.
            let (known, isFar) = changedUptime.subtractingReportingOverflow(firstUptime)
            episode.firstUptime = now.uptime - max(now.wall.milliseconds - raisedAt.milliseconds, isFar ? 0 : known, 0)
            // Outside every merge window: a press after a restart wakes what was accepted before it.
            episode.lastUptime = now.uptime - 3_600_000
        }
        episode.firstUptime = min(max(episode.firstUptime, Self.longAgo), now.uptime)
        episode.lastUptime = min(max(episode.lastUptime, Self.longAgo), now.uptime)
        episode.deadline = deadline.rebased(to: now, writtenAt: changedUptime)
            .earlier(AlarmDeadline(rules.longest(episode), from: now))
        switch (episode.condition, kind.origin) {
        case (.present, .system): episode.condition = .pendingOff(AlarmDeadline(.seconds(60), from: now))
        // Its input may have gone on again since: it is read anew before the alarm is believed to be over.
        case (.pendingOff, .device):
            episode.condition = .pendingOff(AlarmDeadline(.milliseconds(rules.offDelay), from: now))
        case (.pendingOff(let end), _):
            let longest = AlarmDeadline(AlarmTable.awhile, from: now)
            episode.condition = .pendingOff(end.rebased(to: now, writtenAt: changedUptime).earlier(longest))
        case (.present, _), (.absent, _): break
        }
        return episode
    }

    /// What a crash left open beside its successor must not have been more urgent than that.
    fileprivate mutating func inherit(_ before: AlarmEpisode) {
        guard !response.isAnswered, suppression == .none else { return }
        level = max(level, before.level)
        highestLevel = max(highestLevel, level)
        deadline = deadline.earlier(before.deadline)
    }

    /// So long ago that it does not matter, and not so long that subtracting it could overflow.
    private static let longAgo = Int64.min / 4
}

extension AlarmRules {
    /// The longest that an episode in its state may wait.
    fileprivate func longest(_ episode: AlarmEpisode) -> Duration {
        switch episode.lifecycle {
        case .shelved: .seconds(60 * shelf)
        case .outOfService: .seconds(3600 * outOfService)
        case .attended: .seconds(presence)
        case .acked: toAttend(episode.priority)
        case .unacked, .returnedUnacked, .closed: step(episode.priority, level: episode.level)
        }
    }
}
