import BedsideDomain

/// What a step makes of what happened: where to go, what to ask for, what to tell.
struct Outcome: Sendable {
    var move: Move = .stay
    /// Asked for by the step that is on top after the move.
    var work: KioskEffect.Work?
    var notice: Notice?

    static let stay = Outcome()
    static let back = Outcome(move: .back(1))
    static let finish = Outcome(move: .finish)
    /// An answer that does not fit the question: ours to mend, not the patient's.
    static let unforeseen = Outcome.notice(.problem(KioskProblem(.internalFault, code: "unexpected-answer")))

    static func work(_ work: KioskEffect.Work) -> Outcome { Outcome(work: work) }
    static func push(_ step: any Step) -> Outcome { Outcome(move: .push(step)) }
    static func replace(_ step: any Step) -> Outcome { Outcome(move: .replace(step)) }
    static func notice(_ notice: Notice) -> Outcome { Outcome(notice: notice) }

    /// Back, and tell why.
    static func back(_ notice: Notice, steps: Int = 1) -> Outcome { Outcome(move: .back(steps), notice: notice) }
}

/// Where the flow goes.
enum Move: Sendable {
    case stay
    case push(any Step)
    case replace(any Step)
    /// So many steps down; beneath the first the session ends.
    case back(Int)
    /// Down to the first step.
    case base
    /// Somebody was admitted: from now on this is who stands here, and these are the steps, the first of them the base.
    case become(Person, StepStack)
    /// The patient is done.
    case finish
}

/// The steps that lie on each other; there is always one.
struct StepStack: Sendable {
    private(set) var base: any Step
    private var above: [any Step]

    init(_ base: any Step, _ above: [any Step] = []) {
        self.base = base
        self.above = above
    }

    var top: any Step {
        get { above.last ?? base }
        set {
            if above.isEmpty { base = newValue } else { above[above.count - 1] = newValue }
        }
    }

    /// From the top down.
    var all: [any Step] { above.reversed() + [base] }
    var depth: Int { above.count }

    mutating func push(_ step: any Step) { above.append(step) }

    /// False when there were not so many; then nothing changed.
    mutating func drop(_ steps: Int) -> Bool {
        guard steps <= above.count else { return false }
        above.removeLast(steps)
        return true
    }

    mutating func dropToBase() { above.removeAll() }
}
