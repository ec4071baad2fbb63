@testable import BedsideDomain

/// Who may do what to an episode: the right-hand sides of alarms.md 5.3, once more and by other means.
extension NightTurn {
    /// This event may move its deadline later.
    func mayDelay(_ old: AlarmEpisode) -> Bool {
        switch event {
        case .act(.accept(old.id), _, _), .act(.attend(old.id), _, _), .act(.shelve(old.id, _, _), _, _),
            .act(.outOfService(old.id, _, _), _, _):
            !isRefused
        case .act(.unshelve(old.id), _, _): old.suppression != .none
        case .act(.attendAll(let place), _, .bed(let bed)): place == bed && place == old.source.place
        case .cancelled(let place): place == old.source.place && old.kind.origin == .person
        default: false
        }
    }

    /// This event may end it so.
    func mayEnd(_ old: AlarmEpisode, _ end: AlarmEnd) -> Bool {
        switch (old.kind.origin, end) {
        case (.system, .mended): event != .fault(old.source, isPresent: true)
        case (_, .superseded):
            current[old.source].map { $0 != old.id && open[$0] != nil } ?? false && old.condition == .absent
        case (.person, .attended), (.device, .attended):
            if case .attended = old.response { isOff(old) || isAttend(old) } else { isAttend(old) }
        case (.device, .cleared):
            if case .accepted = old.response {
                isOff(old)
            } else if case .act(.accept(old.id), _, _) = event {
                old.lifecycle == .returnedUnacked
            } else {
                false
            }
        case (_, .mended), (_, .cleared), (.system, .attended): false
        }
    }

    /// Its input says that it is over, or has said so for long enough.
    private func isOff(_ old: AlarmEpisode) -> Bool {
        event == .tick || event == .signal(old.source, .level(false))
    }

    private func isAttend(_ old: AlarmEpisode) -> Bool {
        switch event {
        case .act(.attend(old.id), _, .bed(old.source.place)): true
        case .act(.attendAll(old.source.place), _, .bed(old.source.place)): true
        case .cancelled(old.source.place): old.kind.origin == .person
        default: false
        }
    }
}

extension AlarmEvent {
    /// For a message of a failing law.
    var word: String {
        switch self {
        case .signal(let source, .pressed): "a press of \(source.origin)"
        case .signal(let source, .level(let isOn)): "\(source.origin) \(isOn ? "on" : "off")"
        case .cancelled: "a cancel key"
        case .fault(let source, let isPresent): "the fault \(source.origin) \(isPresent ? "coming" : "going")"
        case .act(let act, _, _): "an act (\(act.word))"
        case .screen(let name, _): "the screen \(name)"
        case .probe: "a probe"
        case .tick: "a tick"
        case .redraw: "a redraw"
        }
    }
}

extension AlarmAct {
    fileprivate var word: String {
        switch self {
        case .accept: "accept"
        case .reject: "reject"
        case .attend: "attend"
        case .attendAll: "attend all"
        case .leave: "leave"
        case .shelve: "shelve"
        case .outOfService: "out of service"
        case .unshelve: "unshelve"
        case .pauseSound: "pause"
        }
    }
}
