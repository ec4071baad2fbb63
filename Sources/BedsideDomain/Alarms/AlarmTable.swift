/// All alarms of a terminal as one value: `handle` takes what happened and the time, and says what to do.
///
/// The only place where alarms change. One owner keeps it and feeds it one event after another; peers lost alarms where
/// several hands changed one table (alarms.md 3, Alertmanager #1843, #3826).
package struct AlarmTable: Sendable, Hashable {
    package let rules: AlarmRules
    package let audience: AlarmAudience
    /// Where this terminal is: the place of its own technical alarms.
    package let home: AlarmPlace
    /// Counts what screens could see change; they confirm it.
    package internal(set) var revision: UInt64 = 0
    /// The revision of the newest change that other terminals must be told: everything but what they told themselves and
    /// which screens were heard.
    package internal(set) var forwardRevision: UInt64 = 0
    /// The open episodes.
    package internal(set) var open: [AlarmID: AlarmEpisode] = [:]

    /// The newest open episode of a source.
    var current: [AlarmSource: AlarmID] = [:]
    var signals: [AlarmSource: SignalMemory] = [:]
    var screens: [WardScreenName: ScreenState] = [:]
    /// When any screen confirmed last, or when waiting for the first began; milliseconds since boot.
    var lastConfirmed: Int64
    /// Raised or raised anew, and not yet confirmed by any screen.
    var unconfirmed: [AlarmID: Waiting] = [:]
    /// Silent until then, in milliseconds since boot.
    var pausedUntil: [AlarmID: Int64] = [:]
    var flood = FloodGauge()
    var probe = Probe()
    var ids: AlarmIDMaker
    var restartedAt: Int64?
    var lastMoment: AlarmMoment
    var changed: [AlarmID] = []
    var noted: [AlarmID] = []
    var announced: [AlarmID] = []
    var isShowing = false
    /// A screen came or went: who is asked is another now.
    var isAudienceChanged = false
    var refusal: AlarmRefusal?

    struct Waiting: Sendable, Hashable {
        /// Milliseconds since boot.
        let since: Int64
        /// The revision of the table from which on it shows.
        let revision: UInt64
        /// It has waited too long, and that was noticed.
        var isLate = false
    }

    package init(
        rules: AlarmRules = .standard, audience: AlarmAudience = AlarmAudience(), home: AlarmPlace, seed: UInt64,
        at now: AlarmMoment
    ) {
        self.rules = rules
        self.audience = audience
        self.home = home
        ids = AlarmIDMaker(seed: seed)
        lastMoment = now
        lastConfirmed = now.uptime
        for name in audience.expected { screens[name] = ScreenState(isExpected: true, at: now) }
    }

    /// One event at its time. The effects are in their order: records, then one annunciation, then a refusal.
    package mutating func handle(_ event: AlarmEvent, at moment: AlarmMoment) -> [AlarmEffect] {
        // Time does not run backwards here, whoever read the clock first.
        let now = moment.notBefore(lastMoment)
        switch event {
        case .signal(let source, let signal): take(signal, of: source, now)
        case .cancelled(let place): cancel(at: place, now)
        case .fault(let source, let isPresent): tell(source, isPresent, now)
        case .act(let act, let staff, let place): perform(act, by: staff, from: place, now)
        case .screen(let name, let sign): note(sign, of: name, now)
        case .probe:
            isShowing = true
            probe = Probe(revision: revision + 1, sentAt: now.uptime)
        case .tick: tick(now)
        case .redraw: isShowing = true
        }
        watchClock(now)
        watchScreens(now)
        return finish(event, now)
    }

    private mutating func finish(_ event: AlarmEvent, _ now: AlarmMoment) -> [AlarmEffect] {
        var effects: [AlarmEffect] = []
        let isShown = !changed.isEmpty || isShowing
        if isShown { revision += 1 }
        if isShown, !changed.isEmpty || isAudienceChanged || !event.isOfScreens { forwardRevision = revision }
        for id in unique(changed) { if let done = settle(id, now) { effects.append(.record(done)) } }
        if !noted.isEmpty {
            let recorded = Set(changed)
            for id in unique(noted) where !recorded.contains(id) {
                if let done = settle(id, now) { effects.append(.note(done)) }
            }
        }
        if isShown { effects.append(.annunciate(raised: unique(announced))) }
        if let refusal { effects.append(.refuse(refusal)) }
        changed.removeAll(keepingCapacity: true)
        noted.removeAll(keepingCapacity: true)
        announced.removeAll(keepingCapacity: true)
        isShowing = false
        isAudienceChanged = false
        refusal = nil
        return effects
    }

    /// Counts the change; an episode that has ended leaves the table.
    private mutating func settle(_ id: AlarmID, _ now: AlarmMoment) -> AlarmEpisode? {
        guard var episode = open[id] else { return nil }
        episode.revision += 1
        episode.changedAt = now.wall
        episode.changedUptime = now.uptime
        open[id] = episode.isOpen ? episode : nil
        guard !episode.isOpen else { return episode }
        if current[episode.source] == id { current[episode.source] = nil }
        unconfirmed[id] = nil
        pausedUntil[id] = nil
        return episode
    }

    /// Changes an open episode; nothing when there is none.
    mutating func change(_ id: AlarmID, _ work: (inout AlarmEpisode) -> Void) {
        guard var episode = open[id], episode.isOpen else { return }
        work(&episode)
        open[id] = episode
        changed.append(id)
    }

    mutating func close(_ id: AlarmID, _ end: AlarmEnd, _ now: AlarmMoment) {
        change(id) { episode in
            episode.end = end
            episode.facts.closedAt = now.wall
        }
    }

    /// Each once, where it came first: the order of the records matters to a crash between two of them.
    private func unique(_ list: [AlarmID]) -> [AlarmID] {
        guard list.count > 1 else { return list }
        var seen: Set<AlarmID> = []
        return list.filter { seen.insert($0).inserted }
    }
}

extension AlarmEvent {
    /// It is about screens alone: what they confirm, and what they draw of other terminals. To forward that would be
    /// answered with the like, for ever.
    fileprivate var isOfScreens: Bool {
        switch self {
        case .screen, .redraw: true
        case .signal, .cancelled, .fault, .act, .probe, .tick: false
        }
    }
}
