/// What is annunciated where, derived from the table: screens, the terminal's own sounder, the patient at the bed.
extension AlarmTable {
    package func board(at now: AlarmMoment) -> AlarmBoard {
        var board = AlarmBoard(revision: revision)
        board.rows.reserveCapacity(open.count)
        let watch = ScreenWatch(screens)
        for episode in open.values {
            switch episode.lifecycle {
            case .shelved, .outOfService: board.held.append(row(episode, watch, now))
            // An emergency or a call is never folded (I9).
            case .unacked, .returnedUnacked, .acked, .attended, .closed:
                if flood.isFlood, episode.kind.isFoldedInFlood {
                    board.folded += 1
                } else {
                    board.rows.append(row(episode, watch, now))
                }
            }
        }
        board.rows.sort(by: AlarmRow.isBefore)
        board.held.sort { ($0.place, $0.id.text) < ($1.place, $1.id.text) }
        board.screens = screens.keys.sorted().compactMap { name in
            screens[name].map {
                AlarmBoard.ScreenCondition(
                    name: name, isLive: $0.isLive, provenAgo: $0.provenAt.map { max(now.uptime - $0, 0) })
            }
        }
        let paused = pausedUntil.filter { open[$0.key]?.isUnanswered ?? false }
        board.pausedFor = max((paused.values.max() ?? now.uptime) - now.uptime, 0)
        board.restartedAgo = restartedAt.map { now.uptime - $0 }.flatMap { $0 < 60_000 ? $0 : nil }
        return board
    }

    /// What the sounder of this terminal must play: nothing, or the most urgent that is audible here.
    package func sound(at now: AlarmMoment) -> AlarmSound? {
        let watch = ScreenWatch(screens)
        var most: AlarmSound?
        for episode in open.values where episode.isUnanswered && (pausedUntil[episode.id] ?? .min) <= now.uptime {
            let isMore = most.map { ($0.priority, $0.level) < (episode.priority, episode.level) } ?? true
            guard isMore, soundsHere(episode, watch, now) else { continue }
            most = AlarmSound(priority: episode.priority, level: episode.level)
        }
        return most
    }

    private func soundsHere(_ episode: AlarmEpisode, _ watch: ScreenWatch, _ now: AlarmMoment) -> Bool {
        // Nobody to hear it elsewhere, everybody asked, nobody who showed it in time, or the only one asked said no.
        guard audience.sounder == .bed, !watch.live.isEmpty, episode.level < AlarmRules.lastLevel else { return true }
        if let waiting = unconfirmed[episode.id], now.uptime - waiting.since >= Int64(rules.unconfirmed) { return true }
        // Screens of others take it over as well as they can, but its own ones are not there (IHE DAS alarm 1.1 and 5.1).
        var own = watch.live
        if let team = audience.teams[episode.source.place] {
            own = own.intersection(team.prefix(episode.level).reduce(into: Set()) { $0.formUnion($1) })
        }
        if case .rejected = episode.response { return own.count <= 1 }
        return own.isEmpty
    }

    /// The screens whose turn it is. Never nobody (I10): a team without a live screen is everybody, and when there is no
    /// screen at all the sounder is asked.
    package func asked(_ episode: AlarmEpisode) -> Set<WardScreenName> { asked(episode, ScreenWatch(screens)) }

    private func asked(_ episode: AlarmEpisode, _ watch: ScreenWatch) -> Set<WardScreenName> {
        guard let team = audience.teams[episode.source.place], episode.level < AlarmRules.lastLevel else {
            return watch.all
        }
        let asked = team.prefix(episode.level).reduce(into: Set()) { $0.formUnion($1) }.intersection(watch.all)
        return asked.isDisjoint(with: watch.live) ? watch.all : asked
    }

    /// The screens at one moment, collected once for all alarms.
    private struct ScreenWatch {
        let all: Set<WardScreenName>
        let live: Set<WardScreenName>

        init(_ screens: [WardScreenName: ScreenState]) {
            all = Set(screens.keys)
            live = Set(screens.filter(\.value.isLive).keys)
        }
    }

    /// What the patients may know, by place; a place that is not named is quiet.
    package func progress() -> [AlarmPlace: CallProgress] {
        var calls: [AlarmPlace: CallProgress] = [:]
        for episode in open.values where episode.kind.origin == .person {
            let own: CallProgress =
                switch episode.response {
                case .none, .rejected: .called
                case .accepted: .accepted
                case .attended: .attended
                }
            let place = episode.source.place
            calls[place] = min(calls[place] ?? .attended, own)
        }
        return calls
    }

    private func row(_ episode: AlarmEpisode, _ watch: ScreenWatch, _ now: AlarmMoment) -> AlarmRow {
        let reason =
            switch episode.suppression {
            case .none: ""
            case .shelved(_, let reason), .outOfService(_, let reason): reason
            }
        return AlarmRow(
            id: episode.id, place: episode.source.place, kind: episode.kind, origin: episode.source.origin,
            lifecycle: episode.lifecycle, level: episode.level, holder: episode.holder,
            occurrences: episode.occurrences, age: max(now.uptime - episode.firstUptime, 0),
            due: max(episode.deadline.uptime - now.uptime, 0), asked: asked(episode, watch), reason: reason,
            pausedFor: max((pausedUntil[episode.id] ?? now.uptime) - now.uptime, 0))
    }
}

/// What a sounder plays: the priority's pattern, louder with the level.
package struct AlarmSound: Sendable, Hashable {
    package let priority: AlarmPriority
    /// 1...``AlarmRules/lastLevel``.
    package let level: Int

    package init(priority: AlarmPriority, level: Int) {
        self.priority = priority
        self.level = level
    }
}
