/// Screens confirm what they show, and are missed when they stop: each hop confirms or is an alarm (IEC 60601-1-8
/// 6.11.2.2.1).
extension AlarmTable {
    mutating func note(_ sign: ScreenSign, of name: WardScreenName, _ now: AlarmMoment) {
        var screen = screens[name] ?? ScreenState(isExpected: audience.expected.contains(name), at: now)
        switch sign {
        case .joined:
            // A connection alone shows nothing: only what it confirms counts, or it could come and go for ever.
            screen.isConnected = true
        case .confirmed(let revision):
            confirm(revision, of: &screen, now)
            clear(screenFault(.screenLost, name), now)
            if screen.isUnproven, proofDue(screen) > now.uptime {
                screen.isUnproven = false
                clear(screenFault(.pathUnproven, name), now)
            }
        case .left:
            screen.isConnected = false
            if screen.isLive { noteAudience() }
            screen.isLive = false
            guard !screen.isExpected else { break }
            screens[name] = nil
            clear(screenFault(.screenLost, name), now)
            return clear(screenFault(.pathUnproven, name), now)
        }
        screens[name] = screen
    }

    private mutating func noteAudience() {
        isShowing = true
        isAudienceChanged = true
    }

    private mutating func confirm(_ revision: UInt64, of screen: inout ScreenState, _ now: AlarmMoment) {
        // A screen cannot have drawn what was not sent yet.
        let revision = min(revision, self.revision)
        if !screen.isLive {
            noteAudience()
            screen.liveSince = now.uptime
        }
        screen.isConnected = true
        screen.isLive = true
        screen.isMissed = false
        screen.heardAt = now.uptime
        lastConfirmed = now.uptime
        // Each synthetic alarm proves the path once; to confirm the same picture again proves no new one.
        if probe.revision > screen.proof, revision >= probe.revision {
            screen.proof = probe.revision
            screen.provenAt = probe.sentAt
            // Nurses read how long ago that was: what they were sent with the probe itself knows only of the one before.
            isShowing = true
        }
        for (id, waiting) in unconfirmed where waiting.revision <= revision {
            unconfirmed[id] = nil
            guard var episode = open[id], episode.facts.shownAt == nil else { continue }
            episode.facts.shownAt = now.wall
            open[id] = episode
            noted.append(id)
        }
        noted.sort()
    }

    mutating func tickScreens(_ now: AlarmMoment) {
        for name in screens.keys.sorted() {
            guard var screen = screens[name] else { continue }
            if screen.isWatched, screen.heardAt + patience <= now.uptime {
                if screen.isLive { isShowing = true }
                screen.isLive = false
                screen.isMissed = true
                raiseFault(screenFault(.screenLost, name), now)
            }
            screen.isUnproven = screen.isLive && proofDue(screen) <= now.uptime
            screens[name] = screen
            let unproven = screenFault(.pathUnproven, name)
            screen.isUnproven ? raiseFault(unproven, now) : clear(unproven, now)
        }
    }

    /// No live screen while some are expected or somebody calls: that is an alarm of its own.
    mutating func watchScreens(_ now: AlarmMoment) {
        let isAnyLive = screens.values.contains(where: \.isLive)
        let source = AlarmSource(place: home, kind: .technical(.noScreen), origin: "screens")
        guard !isAnyLive, needsScreen else { return clear(source, now) }
        if lastConfirmed + patience <= now.uptime { raiseFault(source, now) }
    }

    private var needsScreen: Bool {
        !audience.expected.isEmpty || open.values.contains { $0.isOpen && $0.priority != .technical }
    }

    /// When a screen or a proof will be missed, in milliseconds since boot.
    func nextOfScreens() -> Int64? {
        var next: Int64?
        func consider(_ due: Int64) { next = min(next ?? due, due) }
        for screen in screens.values {
            if screen.isWatched, !screen.isMissed { consider(screen.heardAt + patience) }
            if screen.isLive, !screen.isUnproven { consider(proofDue(screen)) }
        }
        // Once it is over, every event sees to it.
        if lastConfirmed + patience > lastMoment.uptime, needsScreen { consider(lastConfirmed + patience) }
        return next
    }

    private var patience: Int64 { rules.screenPatience.milliseconds }

    /// When a live screen's proof will be too old.
    private func proofDue(_ screen: ScreenState) -> Int64 {
        max(screen.provenAt ?? 0, screen.liveSince ?? 0) + rules.proofPatience.milliseconds
    }

    private func screenFault(_ fault: TechnicalFault, _ name: WardScreenName) -> AlarmSource {
        AlarmSource(place: home, kind: .technical(fault), origin: name.text)
    }
}

extension ScreenState {
    /// Its silence is an alarm.
    fileprivate var isWatched: Bool { isExpected || isConnected }
}
