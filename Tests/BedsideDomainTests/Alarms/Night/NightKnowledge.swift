@testable import BedsideDomain

/// What an observer knows from the events alone, to judge the table by.
struct NightKnowledge {
    /// Milliseconds that really passed, whatever any clock says.
    var real: Int64 = 0
    /// No clock was ever set or off.
    var isWallTrue = true
    /// The level of each contact, and since when it is so.
    var level: [AlarmSource: Bool] = [:]
    var levelSince: [AlarmSource: Int64] = [:]
    /// When the newest press of a source was that everybody heard.
    var newsAt: [AlarmSource: Int64] = [:]
    /// What was silenced by a pause, and until when.
    var paused: [AlarmID: Int64] = [:]
    /// Raised, and not confirmed by any screen: since when, and with which revision.
    var unconfirmed: [AlarmID: (since: Int64, revision: UInt64)] = [:]
    /// What each screen said last, and when.
    var live: [WardScreenName: Int64] = [:]
    var noScreenSince: Int64?
    /// When the deadline of an open alarm is due, in real time.
    var realDue: [AlarmID: Int64] = [:]

    mutating func learn(_ turn: NightTurn, _ setup: NightSetup) {
        let uptime = turn.now.uptime
        paused = paused.filter { $0.value > uptime && turn.open[$0.key] != nil }
        for id in turn.raised ?? [] {
            paused[id] = nil
            unconfirmed[id] = (uptime, turn.after.revision)
        }
        for record in turn.records { realDue[record.id] = real + record.deadline.uptime - uptime }
        learn(turn.event, turn, setup)
        let patience = setup.rules.screenPatience.milliseconds
        // A screen is missed when somebody looks, which a tick does.
        if case .tick = turn.event { live = live.filter { $0.value + patience > uptime } }
        noScreenSince = live.isEmpty ? noScreenSince ?? uptime : nil
    }

    private mutating func learn(_ event: AlarmEvent, _ turn: NightTurn, _ setup: NightSetup) {
        let uptime = turn.now.uptime
        switch event {
        case .signal(let source, .level(let isOn)):
            if level[source] != isOn { levelSince[source] = uptime }
            level[source] = isOn
        case .signal(let source, .pressed):
            let wasAnswered = turn.oldCurrent[source].flatMap { turn.oldOpen[$0]?.holderIsKnown } ?? false
            if !wasAnswered || turn.raisedSources.contains(source) { newsAt[source] = uptime }
        case .act(.pauseSound, _, _) where !turn.isRefused:
            for episode in turn.oldOpen.values where episode.lifecycle == .unacked {
                guard episode.priority != .emergency, paused[episode.id] == nil else { continue }
                paused[episode.id] = uptime + Int64(setup.rules.soundPause) * 1000
            }
        case .screen(let name, .confirmed(let revision)):
            live[name] = uptime
            unconfirmed = unconfirmed.filter { $0.value.revision > revision }
        case .screen(let name, .left): live[name] = nil
        case .act, .cancelled, .fault, .probe, .screen(_, .joined), .tick, .redraw: break
        }
    }

    /// The process does not remember what was paused or confirmed.
    mutating func restart(at now: AlarmMoment, from then: AlarmMoment, _ table: AlarmTable) {
        paused = [:]
        live = [:]
        noScreenSince = now.uptime
        levelSince = [:]
        if now.boot != then.boot { newsAt = [:] }
        unconfirmed = [:]
        for episode in table.open.values where episode.lifecycle == .unacked {
            unconfirmed[episode.id] = (now.uptime, table.revision)
        }
    }
}

extension AlarmEpisode {
    /// Somebody accepted or is there.
    fileprivate var holderIsKnown: Bool {
        switch response {
        case .accepted, .attended: true
        case .none, .rejected: false
        }
    }
}
