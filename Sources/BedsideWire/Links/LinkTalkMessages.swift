package import BedsideDomain

/// ``LinkPulse`` on the wire.
package struct LinkPulseMessage: Sendable, Hashable, Codable {
    package let at: Int64
    package let echo: Int64?
    package let have: UInt64?
    package let shown: UInt64?
    package let screens: Bool

    package init(_ pulse: LinkPulse) {
        at = pulse.at
        echo = pulse.echo
        have = pulse.have
        shown = pulse.shown
        screens = pulse.hasScreens
    }

    package var pulse: LinkPulse { LinkPulse(at: at, echo: echo, have: have, shown: shown, hasScreens: screens) }
}

/// ``LinkAct`` on the wire.
package struct LinkActMessage: Sendable, Hashable, Codable {
    package let number: UInt64
    package let at: Int64
    /// accept, reject, attend, attend-all, leave, shelve, out-of-service, unshelve, pause-sound.
    package let does: String
    package let alarm: AlarmID?
    package let place: AlarmPlace?
    /// Minutes of a shelf, hours out of service.
    package let time: Int?
    package let reason: String?
    package let staff: StaffID
    package let bed: AlarmPlace?

    package init(_ act: LinkAct) {
        number = act.number
        at = act.at
        staff = act.staff
        bed = act.bed
        let (does, alarm, place, time, reason): (String, AlarmID?, AlarmPlace?, Int?, String?) =
            switch act.act {
            case .accept(let id): ("accept", id, nil, nil, nil)
            case .reject(let id): ("reject", id, nil, nil, nil)
            case .attend(let id): ("attend", id, nil, nil, nil)
            case .attendAll(let place): ("attend-all", nil, place, nil, nil)
            case .leave(let id): ("leave", id, nil, nil, nil)
            case .shelve(let id, let minutes, let reason): ("shelve", id, nil, minutes, reason)
            case .outOfService(let id, let hours, let reason): ("out-of-service", id, nil, hours, reason)
            case .unshelve(let id): ("unshelve", id, nil, nil, nil)
            case .pauseSound: ("pause-sound", nil, nil, nil, nil)
            }
        self.does = does
        self.alarm = alarm
        self.place = place
        self.time = time
        self.reason = reason
    }

    /// Nil for an act that this version does not know: whoever asked reads that there was no answer.
    package var act: LinkAct? {
        wanted.map { LinkAct(number: number, at: at, act: $0, staff: staff, bed: bed) }
    }

    private var wanted: AlarmAct? {
        switch does {
        case "attend-all": return place.map { .attendAll($0) }
        case "pause-sound": return .pauseSound
        default: break
        }
        guard let alarm else { return nil }
        switch does {
        case "accept": return .accept(alarm)
        case "reject": return .reject(alarm)
        case "attend": return .attend(alarm)
        case "leave": return .leave(alarm)
        case "unshelve": return .unshelve(alarm)
        // The table checks times and reasons.
        case "shelve": return .shelve(alarm, minutes: time ?? 0, reason: reason ?? "")
        case "out-of-service": return .outOfService(alarm, hours: time ?? 0, reason: reason ?? "")
        default: return nil
        }
    }
}

/// ``LinkAnswer`` on the wire.
package struct LinkAnswerMessage: Sendable, Hashable, Codable {
    package let number: UInt64
    /// ``AlarmRefusal``'s word; nil when it was done.
    package let refusal: String?

    package init(_ answer: LinkAnswer) {
        number = answer.number
        refusal = answer.refusal?.rawValue
    }

    /// A refusal that this version does not know is one all the same.
    package var answer: LinkAnswer {
        LinkAnswer(number: number, refusal: refusal.map { AlarmRefusal(rawValue: $0) ?? .noContact })
    }
}
