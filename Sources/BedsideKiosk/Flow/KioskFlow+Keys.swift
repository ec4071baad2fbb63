import BedsideDomain
import BedsideScreen

/// Keys, clicks and touches.
extension KioskFlow {
    mutating func press(_ key: Key, _ moment: KioskMoment) -> [KioskEffect] {
        let timeLeft = timeLeft(at: moment.monotonic)
        let wasGoodbye = steps.top is Goodbye
        touch(moment)
        switch key {
        case .call: return callPerson(moment)
        case .language:
            language = language.other
            return []
        default: break
        }
        // The key that only says "I am still here" must not also pay or agree to something.
        if case .ending(_, .key) = timeLeft { return [] }
        if wasGoodbye || overlay != nil {
            overlay = nil
            return []
        }
        if let pending { return pressWhileWaiting(key, pending, moment) }
        return steps.top.habits.types ? type(key, moment) : choose(key, moment)
    }

    /// Only "back" does anything, and only where nothing can be lost by it.
    private mutating func pressWhileWaiting(_ key: Key, _ waiting: Pending, _ moment: KioskMoment) -> [KioskEffect] {
        guard !waiting.isCritical, key == .back || key == .digit(0) || key == .backspace else { return [] }
        pending = nil
        if case .lookUp = waiting.aim { return [] }
        return apply(steps.top.left(context(moment)), moment)
    }

    private mutating func type(_ key: Key, _ moment: KioskMoment) -> [KioskEffect] {
        let context = context(moment)
        return switch key {
        case .back: apply(steps.top.left(context), moment)
        default: apply(steps.top.pressed(key, context), moment)
        }
    }

    private mutating func choose(_ key: Key, _ moment: KioskMoment) -> [KioskEffect] {
        let context = context(moment)
        let choices = steps.top.draft(context).choices
        switch key {
        case .digit(0), .back, .backspace: return apply(steps.top.left(context), moment)
        case .digit(let digit), .choose(let digit):
            guard choices.contains(where: { $0.digit == digit }) else { return [] }
            return apply(steps.top.chose(digit, context), moment)
        case .enter where !steps.top.habits.ownsArrows:
            guard focus < choices.count else { return [] }
            return apply(steps.top.chose(choices[focus].digit, context), moment)
        case .up where !steps.top.habits.ownsArrows: focus = max(focus - 1, 0)
        case .down where !steps.top.habits.ownsArrows: focus = max(min(focus + 1, choices.count - 1), 0)
        case .up, .down, .left, .right, .enter, .row, .letter:
            return apply(steps.top.pressed(key, context), moment)
        case .language, .call: break
        }
        return []
    }

    private mutating func callPerson(_ moment: KioskMoment) -> [KioskEffect] {
        // One call at a time: pressed again while it is being sent or rings, it is the same call. After a nurse has
        // accepted it or was here, it is a new need.
        switch overlay {
        case .help(.sending), .help(.noted): return []
        case .help, .notice, nil: break
        }
        let call = effect(.callPerson(session?.person.encounter))
        helpTicket = call.ticket
        overlay = .help(.sending)
        return [call]
    }
}
