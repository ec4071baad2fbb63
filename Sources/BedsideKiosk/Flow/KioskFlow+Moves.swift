import BedsideDomain

/// Going from step to step.
extension KioskFlow {
    mutating func apply(_ outcome: Outcome, _ moment: KioskMoment) -> [KioskEffect] {
        var effects = go(outcome.move, moment)
        if let notice = outcome.notice { tell(notice, moment) }
        if let work = outcome.work { effects.append(ask(work, moment)) }
        return effects
    }

    /// Asks on behalf of the step on top; what it asked before is no longer awaited.
    mutating func ask(_ work: KioskEffect.Work, _ moment: KioskMoment) -> KioskEffect {
        let asked = effect(work)
        pending = Pending(ticket: asked.ticket, since: moment.monotonic, aim: .step(work))
        return asked
    }

    /// Also when the step that tells it was the last: then the notice stands over the first screen for the ordinary time.
    private mutating func tell(_ notice: Notice, _ moment: KioskMoment) {
        overlay = .notice(notice)
        guard session == nil else { return }
        steps = StepStack(Welcome())
        session = Session(at: moment.monotonic)
    }

    private mutating func go(_ move: Move, _ moment: KioskMoment) -> [KioskEffect] {
        if case .stay = move { return [] }
        pending = nil
        focus = 0
        switch move {
        case .stay: return []
        case .push(let step):
            steps.push(step)
            return opened(moment)
        case .replace(let step):
            steps.top = step
            return opened(moment)
        case .back(let count):
            guard steps.drop(count) else { return endSession(farewell: session?.person.isKnown == true, moment) }
            return resumed(moment)
        case .base:
            steps.dropToBase()
            return resumed(moment)
        case .become(let person, let stack):
            become(person, stack, moment)
            return opened(moment)
        case .finish: return endSession(farewell: true, moment)
        }
    }

    /// From now on this is who stands here.
    mutating func become(_ person: Person, _ stack: StepStack, _ moment: KioskMoment) {
        steps = stack
        pending = nil
        focus = 0
        session?.person = person
        session?.knownAt = moment.monotonic
        session?.activeAt = moment.monotonic
    }

    mutating func opened(_ moment: KioskMoment) -> [KioskEffect] {
        guard let work = steps.top.open(context(moment)) else { return [] }
        return [ask(work, moment)]
    }

    private mutating func resumed(_ moment: KioskMoment) -> [KioskEffect] {
        var effects: [KioskEffect] = []
        if let work = steps.top.resume(context(moment)) { effects.append(ask(work, moment)) }
        // A cashier confirms at this very screen, on a page that lies over the patient's.
        if let order = session?.payment, order.id == steps.top.payment {
            effects += apply(steps.top.paymentChanged(order, context(moment)), moment)
        }
        return effects
    }
}
