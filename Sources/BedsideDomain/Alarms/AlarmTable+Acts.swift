/// What nurses and technicians do. Every refusal leaves everything as it was.
extension AlarmTable {
    mutating func perform(_ act: AlarmAct, by staff: StaffID, from place: ActPlace, _ now: AlarmMoment) {
        do throws(AlarmRefusal) {
            switch act {
            case .accept(let id): try accept(openEpisode(id), by: staff, now)
            case .reject(let id): try reject(openEpisode(id), by: staff, now)
            case .attend(let id): try attend(openEpisode(id), by: staff, from: place, now)
            case .attendAll(let bed): try attendAll(bed, by: staff, from: place, now)
            case .leave(let id): try leave(openEpisode(id), now)
            case .shelve(let id, let minutes, let reason):
                guard minutes >= 5, minutes <= rules.shelf else { throw .noReason }
                let until = AlarmDeadline(.seconds(60 * minutes), from: now)
                try hold(openEpisode(id), .shelved(by: staff, reason: reason), reason, until)
            case .outOfService(let id, let hours, let reason):
                guard hours >= 1, hours <= rules.outOfService else { throw .noReason }
                let until = AlarmDeadline(.seconds(3600 * hours), from: now)
                try hold(openEpisode(id), .outOfService(by: staff, reason: reason), reason, until)
            case .unshelve(let id): try release(openEpisode(id), now)
            case .pauseSound: try pauseSound(now)
            }
        } catch {
            refusal = error
        }
    }

    private func openEpisode(_ id: AlarmID) throws(AlarmRefusal) -> AlarmEpisode {
        guard let episode = open[id], episode.isOpen else { throw .gone }
        return episode
    }

    /// Silences and stops the escalation; the light stays, and somebody must be at the bed in time.
    private mutating func accept(_ episode: AlarmEpisode, by staff: StaffID, _ now: AlarmMoment) throws(AlarmRefusal) {
        guard !episode.response.isAnswered else { throw .taken }
        let wasReturned = episode.lifecycle == .returnedUnacked
        change(episode.id) { [rules] episode in
            episode.suppression = .none
            episode.response = .accepted(by: staff)
            episode.deadline = AlarmDeadline(rules.toAttend(episode.priority), from: now)
            episode.facts.acceptedAt = episode.facts.acceptedAt ?? now.wall
            episode.facts.acceptedBy = episode.facts.acceptedBy ?? staff
        }
        if wasReturned { close(episode.id, .cleared, now) }
    }

    /// The next ones are asked at once; whoever has it may give it back.
    private mutating func reject(_ episode: AlarmEpisode, by staff: StaffID, _ now: AlarmMoment) throws(AlarmRefusal) {
        if episode.response.isAnswered, episode.holder != staff { throw .taken }
        guard episode.suppression == .none else { throw .gone }
        change(episode.id) { [rules] episode in
            episode.response = .rejected(by: staff)
            episode.widen()
            episode.deadline = episode.deadline.earlier(
                AlarmDeadline(rules.step(episode.priority, level: episode.level), from: now))
        }
        announce(episode.id, now)
    }

    /// Somebody is there. A call is over by it, unless its cord is still pulled; what is technical may be attended anywhere.
    private mutating func attend(
        _ episode: AlarmEpisode, by staff: StaffID?, from place: ActPlace, _ now: AlarmMoment
    ) throws(AlarmRefusal) {
        guard episode.kind.origin == .system || place == .bed(episode.source.place) else { throw .onlyAtTheBed }
        change(episode.id) { [rules] episode in
            episode.suppression = .none
            episode.response = .attended(by: staff)
            episode.deadline = AlarmDeadline(.seconds(rules.presence), from: now)
            episode.facts.attendedAt = episode.facts.attendedAt ?? now.wall
            episode.facts.attendedBy = episode.facts.attendedBy ?? staff
        }
        if episode.condition == .absent { close(episode.id, .attended, now) }
    }

    private mutating func attendAll(
        _ bed: AlarmPlace, by staff: StaffID, from place: ActPlace, _ now: AlarmMoment
    ) throws(AlarmRefusal) {
        guard place == .bed(bed) else { throw .onlyAtTheBed }
        let here = open.values.filter { $0.source.place == bed && $0.kind.origin != .system }.sorted { $0.id < $1.id }
        guard !here.isEmpty else { throw .gone }
        for episode in here { try attend(episode, by: staff, from: place, now) }
    }

    /// The cancel key at the bed ends the calls of people there. It says nothing of an infusion.
    mutating func cancel(at place: AlarmPlace, _ now: AlarmMoment) {
        for episode in open.values.sorted(by: { $0.id < $1.id })
        where episode.source.place == place && episode.kind.origin == .person {
            do throws(AlarmRefusal) { try attend(episode, by: nil, from: .bed(place), now) } catch { refusal = error }
        }
    }

    private mutating func leave(_ episode: AlarmEpisode, _ now: AlarmMoment) throws(AlarmRefusal) {
        guard case .attended = episode.response else { throw .nobodyThere }
        change(episode.id) { [rules] episode in
            episode.deadline = episode.deadline.earlier(AlarmDeadline(.seconds(rules.afterLeave), from: now))
        }
    }

    private mutating func hold(
        _ episode: AlarmEpisode, _ suppression: AlarmEpisode.Suppression, _ reason: String, _ until: AlarmDeadline
    ) throws(AlarmRefusal) {
        guard episode.priority == .technical else { throw .neverShelved }
        guard (1...80).contains(reason.utf8.count) else { throw .noReason }
        change(episode.id) { episode in
            episode.suppression = suppression
            episode.response = .none
            episode.deadline = until
            episode.facts.suppressions += 1
        }
        unconfirmed[episode.id] = nil
    }

    private mutating func release(_ episode: AlarmEpisode, _ now: AlarmMoment) throws(AlarmRefusal) {
        guard episode.suppression != .none else { throw .gone }
        wake(episode.id, now)
    }

    private mutating func pauseSound(_ now: AlarmMoment) throws(AlarmRefusal) {
        // What is silent already is not made silent for longer.
        let sounding = open.values.filter { $0.isUnanswered && (pausedUntil[$0.id] ?? .min) <= now.uptime }
        let pausable = sounding.filter { $0.priority != .emergency }
        if pausable.isEmpty, !sounding.isEmpty { throw .emergencySounds }
        for episode in pausable { pausedUntil[episode.id] = now.uptime + Int64(rules.soundPause) * 1000 }
        if !pausable.isEmpty { isShowing = true }
    }

    /// Nobody has it any more: asked for at its level, with a fresh deadline.
    mutating func wake(_ id: AlarmID, _ now: AlarmMoment) {
        change(id) { [rules] episode in
            episode.suppression = .none
            episode.response = .none
            episode.deadline = AlarmDeadline(rules.step(episode.priority, level: episode.level), from: now)
        }
        announce(id, now)
    }
}

extension AlarmEpisode {
    /// One level up; the last stays the last.
    mutating func widen() {
        level = min(level + 1, AlarmRules.lastLevel)
        highestLevel = max(highestLevel, level)
    }
}
