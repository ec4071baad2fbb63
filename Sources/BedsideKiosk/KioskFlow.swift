import BedsideDomain
package import BedsideScreen

/// Everything that a patient, nurse or cashier does at one kiosk, as a pure state machine: an event and the time go in, what
/// must be done comes out, and the screen can be drawn at any moment.
///
/// It does no I/O, keeps no clock and knows no store. Each effect is answered once by ``KioskEvent/answer(_:ticket:)``;
/// answers that nobody waits for any more are dropped, so a patient never sees what another asked for.
package struct KioskFlow: Sendable {
    let settings: KioskSettings
    let texts: Texts
    let codes: CodeMaker

    var steps = StepStack(Welcome())
    /// Nil while nobody is at the screen.
    var session: Session?
    var language: Language
    var viewport = Viewport.standard
    var overlay: Overlay?
    /// Notices that came while something was typed or paid.
    var heldNotices: [Notice] = []
    var pending: Pending?
    var helpTicket: Ticket?
    /// How far the calls of each place are.
    var calls: [AlarmPlace: CallProgress] = [:]
    /// The place of the last call from this kiosk, until it is over.
    var calledFrom: AlarmPlace?
    /// Which choice the arrows have selected.
    var focus = 0
    /// A session has ended and nobody has touched anything since.
    var wipes = false
    private var lastTicket = 0
    /// The time of the last event.
    private var lastMoment: KioskMoment?

    /// - Parameter codes: makes the square code for a phone wallet; the flow may do no work of that kind itself.
    package init(
        settings: KioskSettings, texts: Texts, codes: @escaping @Sendable (String) -> CodeMatrix? = { _ in nil }
    ) {
        self.settings = settings
        self.texts = texts
        self.codes = codes
        language = settings.firstLanguage
    }

    /// Takes one event. The effects are to be done in their order.
    package mutating func handle(_ event: KioskEvent, at moment: KioskMoment) -> [KioskEffect] {
        lastMoment = moment
        // First the time: a key that comes after the end of a session must not act in it.
        var effects = passTime(moment)
        switch event {
        case .key(let key): effects += press(key, moment)
        case .scan(let scan): effects += take(scan, moment)
        case .badScan(let refusal): badScan(refusal, moment)
        case .resized(let viewport): self.viewport = viewport
        case .answer(let answer, let ticket): effects += take(answer, ticket, moment)
        case .payment(let order): effects += take(order, moment)
        case .print(let progress): take(progress)
        case .calls(let calls): take(calls)
        case .tick: break
        }
        showHeldNotice()
        return effects
    }

    /// The monotonic moment at which it wants a `tick`: the next minute of the clock, a warning, an end. Before the first
    /// event it is zero: at once.
    package var deadline: Duration? {
        guard let now = lastMoment else { return .zero }
        let sinceMinute = ((now.wall.milliseconds % 60_000) + 60_000) % 60_000
        let nextMinute = now.monotonic + .milliseconds(60_000 - sinceMinute)
        return ([nextMinute] + timedMoments).filter { $0 > now.monotonic }.min()
    }

    /// What a step may look at.
    func context(_ moment: KioskMoment) -> StepContext {
        StepContext(
            settings: settings, words: words(moment), room: Room(viewport: viewport), now: moment,
            prints: session?.prints ?? [], calls: callsHere, codes: codes)
    }

    func words(_ moment: KioskMoment) -> Words {
        Words(
            texts: texts, language: language, clock: settings.clock, today: settings.clock.day(of: moment.wall))
    }

    /// An effect with a new number; numbers are never used twice.
    mutating func effect(_ work: KioskEffect.Work) -> KioskEffect {
        lastTicket += 1
        return KioskEffect(ticket: Ticket(number: lastTicket), work: work)
    }
}
