/// What inputs say: condition, on- and off-delay, chatter (alarms.md 5.2, 5.3).
extension AlarmTable {
    mutating func take(_ signal: AlarmSignal, of source: AlarmSource, _ now: AlarmMoment) {
        switch signal {
        case .pressed where source.kind.origin == .system: raiseForAWhile(source, now)
        case .pressed(let count):
            let times = min(max(count, 1), Self.mostAtOnce)
            // A press of a person latches. Of a device it says that something was there: heard until it is believed gone.
            let gone = AlarmDeadline(.milliseconds(rules.offDelay), from: now)
            raise(source, source.kind.origin == .person ? .absent : .pendingOff(gone), times: times, now)
        case .level(let isActive): take(level: isActive, of: source, now)
        }
    }

    /// Presses in one signal; more is garbage.
    private static let mostAtOnce = 10_000

    private mutating func take(level isActive: Bool, of source: AlarmSource, _ now: AlarmMoment) {
        var memory = signals[source] ?? SignalMemory()
        let isFirst = memory.level == nil
        guard memory.level != isActive else { return }
        memory.level = isActive
        memory.pendingOn = nil
        if !isFirst, memory.change(at: now.uptime, limit: rules.chatter) {
            signals[source] = memory
            // Held on, never dropped: what flickers may be a call.
            switchOn(source, now)
            return raiseFault(fault(.unstableInput, about: source), now)
        }
        defer { signals[source] = memory }
        guard !memory.isUnstable else { return }
        if !isActive { return switchOff(source, now) }
        let delay = rules.onDelay(of: source.kind)
        if delay > .zero, current[source] == nil {
            memory.pendingOn = now.uptime + delay.milliseconds
        } else {
            switchOn(source, now)
        }
    }

    /// The condition holds.
    private mutating func switchOn(_ source: AlarmSource, _ now: AlarmMoment) {
        if let id = current[source], case .pendingOff? = open[id]?.condition {
            return change(id) { $0.condition = .present }
        }
        guard let id = current[source], open[id]?.condition == .present else {
            return raise(source, .present, times: 1, now)
        }
    }

    /// The condition seems to be over.
    private mutating func switchOff(_ source: AlarmSource, _ now: AlarmMoment) {
        guard let id = current[source], open[id]?.condition == .present else { return }
        guard source.kind.origin == .device, rules.offDelay > 0 else { return clear(source, now) }
        let end = AlarmDeadline(.milliseconds(rules.offDelay), from: now)
        change(id) { $0.condition = .pendingOff(end) }
    }

    /// The condition is over.
    mutating func clear(_ source: AlarmSource, _ now: AlarmMoment) {
        guard let id = current[source], let episode = open[id] else { return }
        change(id) { $0.condition = .absent }
        switch (source.kind.origin, episode.response) {
        case (.system, _): close(id, .mended, now)
        case (_, .attended): close(id, .attended, now)
        case (.device, .accepted): close(id, .cleared, now)
        // A call ends at the bed only; a device's alarm that nobody has seen waits to be accepted.
        case (.person, _), (.device, _): break
        }
    }

    /// What the passing of time makes of a source.
    mutating func tick(_ source: AlarmSource, _ now: AlarmMoment) {
        guard var memory = signals[source] else { return }
        if let due = memory.pendingOn, due <= now.uptime {
            memory.pendingOn = nil
            signals[source] = memory
            switchOn(source, now)
        }
        if let calm = memory.calmAt, calm <= now.uptime {
            memory.calm()
            signals[source] = memory
            clear(fault(.unstableInput, about: source), now)
            if memory.level == false { switchOff(source, now) }
        }
    }

    /// A technical alarm about a source of alarms.
    func fault(_ fault: TechnicalFault, about source: AlarmSource) -> AlarmSource {
        AlarmSource(place: source.place, kind: .technical(fault), origin: source.origin)
    }
}
