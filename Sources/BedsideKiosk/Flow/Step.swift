import BedsideDomain
import BedsideScreen

/// One step of a flow: a value that holds what it needs, turns what happens into an ``Outcome``, and can draw itself.
///
/// The flow around it minds the clock, the language key, the call for help, scans that mean the same everywhere, tickets and
/// the end of the session; a step minds only its own business.
protocol Step: Sendable {
    var habits: Habits { get }
    func draft(_ context: StepContext) -> Draft

    /// The step has just come up: what it must know first.
    mutating func open(_ context: StepContext) -> KioskEffect.Work?
    /// The step above it was left: what it must know anew.
    mutating func resume(_ context: StepContext) -> KioskEffect.Work?
    /// A choice that its draft offers.
    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome
    /// Typing, arrows, rows and Enter, as far as its habits ask for them.
    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome
    /// A code; nil when it means nothing special here.
    mutating func scanned(_ credential: Credential, _ context: StepContext) -> Outcome?
    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome
    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome
    /// A payment of this patient changed.
    mutating func paymentChanged(_ order: PaymentOrder, _ context: StepContext) -> Outcome
    /// The key "back".
    mutating func left(_ context: StepContext) -> Outcome
    /// The order that it shows, whose changes it must not miss while it is covered.
    var payment: PaymentOrderID? { get }
    /// What must still be done when the session ends with this step open.
    var abandoned: KioskEffect.Work? { get }
}

extension Step {
    var payment: PaymentOrderID? { nil }
    var abandoned: KioskEffect.Work? { nil }
    mutating func open(_ context: StepContext) -> KioskEffect.Work? { nil }
    mutating func resume(_ context: StepContext) -> KioskEffect.Work? { nil }
    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome { .stay }
    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome { .stay }
    mutating func scanned(_ credential: Credential, _ context: StepContext) -> Outcome? { nil }
    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome { .unforeseen }
    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome { .notice(.problem(problem)) }
    mutating func paymentChanged(_ order: PaymentOrder, _ context: StepContext) -> Outcome { .stay }
    mutating func left(_ context: StepContext) -> Outcome { .back }
}

/// What a step wants of the flow around it.
struct Habits: Sendable {
    /// How an ambiguous code is read.
    var scans: ScanContext = .patient
    /// What to say when another code is scanned.
    var wants: TextKey = .wantChoice
    /// Digits are typed; back is Esc, or backspace on an empty field.
    var types = false
    /// Arrows and Enter belong to its list instead of the choices.
    var ownsArrows = false
    /// How many times the ordinary idle time it waits: reading takes longer than choosing, a nurse's way longer still.
    var patience = 1
    /// It shows the papers' way itself, so that no notice need come up.
    var showsPrints = false
    /// A notice must not come up now: something is typed or scanned from the screen.
    var defersNotices = false
}

/// What a step may look at besides its own state.
struct StepContext: Sendable {
    let settings: KioskSettings
    let words: Words
    let room: Room
    let now: KioskMoment
    /// The papers of this session and how far they are.
    let prints: [PrintProgress]
    /// How far the calls from here are; nil when nothing is open.
    let calls: CallProgress?
    /// Makes the code for a phone from what the provider wants to be paid by; nil when it cannot be made.
    let codes: CodeMaker

    var today: CivilDate { words.today }
}

/// Makes a square code of a text: pure, so that the flow stays so.
typealias CodeMaker = @Sendable (String) -> CodeMatrix?
