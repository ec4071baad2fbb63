package import BedsideDomain

/// The beginning, the running out and the end of a session.
extension KioskFlow {
    /// Somebody touched the screen or scanned something.
    mutating func touch(_ moment: KioskMoment) {
        wipes = false
        if session == nil {
            session = Session(at: moment.monotonic)
            if steps.top is Goodbye { welcome() }
        } else {
            session?.activeAt = moment.monotonic
        }
    }

    /// Ends what has run out and gives up what was not answered.
    mutating func passTime(_ moment: KioskMoment) -> [KioskEffect] {
        let now = moment.monotonic
        var effects: [KioskEffect] = []
        if let pending, now >= pending.since + pending.givenUpAfter { effects += giveUp(pending, moment) }
        if let end = sessionEnd, now >= end.at { effects += endSession(farewell: false, moment) }
        if session == nil, let goodbye = steps.top as? Goodbye, now >= goodbye.until {
            welcome()
        }
        return effects
    }

    /// Whose session is open, for papers that come out only into their patient's hands. A visitor has a specimen slip and no
    /// more.
    package var atScreen: (encounter: EncounterID, isVisitor: Bool)? {
        switch session?.person {
        case .patient(let encounter): (encounter.id, false)
        case .visitor(let encounter): (encounter.id, true)
        case .nobody, .arriving, .staff, nil: nil
        }
    }

    private mutating func welcome() {
        steps = StepStack(Welcome())
        language = settings.firstLanguage
    }

    func timeLeft(at now: Duration) -> TimeLeft {
        guard let end = sessionEnd, now >= end.at - settings.warning, now < end.at else { return .plenty }
        let seconds = Int((end.at - now) / .seconds(5) + 0.999) * 5
        return .ending(seconds: seconds, extendedBy: end.extendedBy)
    }

    /// Everything stops: what was open is closed, and nothing of the person is left.
    mutating func endSession(farewell: Bool, _ moment: KioskMoment) -> [KioskEffect] {
        var effects = steps.all.compactMap(\.abandoned).map { effect($0) }
        if session?.person.isKnown == true { effects.append(effect(.sessionEnded)) }
        let until = moment.monotonic + Goodbye.duration
        steps = farewell ? StepStack(Goodbye(until: until)) : StepStack(Welcome())
        session = nil
        overlay = nil
        heldNotices = []
        pending = nil
        helpTicket = nil
        focus = 0
        wipes = true
        if !farewell { language = settings.firstLanguage }
        return effects
    }

    /// When time alone changes something.
    var timedMoments: [Duration] {
        var moments = pending?.moments ?? []
        if let end = sessionEnd {
            moments.append(end.at)
            var moment = end.at - settings.warning
            while moment < end.at {
                moments.append(moment)
                moment += .seconds(5)
            }
        }
        if session == nil, let goodbye = steps.top as? Goodbye { moments.append(goodbye.until) }
        return moments
    }

    /// The idle time does not run while an answer is awaited; the longest limit always does.
    private var sessionEnd: (at: Duration, extendedBy: TimeLeft.Extension)? {
        guard let session else { return nil }
        let longest = session.knownAt + settings.longest
        let idle = session.activeAt + settings.idle * steps.top.habits.patience
        if pending != nil || longest <= idle { return (longest, .scan) }
        return (idle, .key)
    }

    private mutating func giveUp(_ late: Pending, _ moment: KioskMoment) -> [KioskEffect] {
        pending = nil
        session?.activeAt = moment.monotonic
        switch late.aim {
        case .lookUp:
            overlay = .notice(.problem(KioskProblem(.internalFault, code: "no-answer")))
            return []
        case .step where late.isCritical:
            overlay = .notice(.noAnswer)
            return []
        case .step:
            let outcome = steps.top.failed(KioskProblem(.internalFault, code: "no-answer"), context(moment))
            return apply(outcome, moment)
        }
    }
}
