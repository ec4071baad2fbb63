import BedsideDomain
import BedsideKiosk
import BedsideScreen
import BedsideTerminal

/// A kiosk under test: short scripts press, scan and answer; it keeps the effects and counts the patient's acts.
struct Bench {
    private(set) var flow: KioskFlow
    private(set) var now: KioskMoment
    /// Effects in the order in which they came.
    private(set) var effects: [KioskEffect] = []
    /// Keys and scans so far.
    private(set) var acts = 0
    private var answered: Set<Int> = []

    /// - Parameter callPlaces: the beds at which the kiosk stands.
    init(
        _ settings: KioskSettings = Sample.settings, language: Language = .chinese, viewport: Viewport = .standard,
        callPlaces: Set<AlarmPlace> = []
    ) {
        var settings = settings
        settings.callPlaces = callPlaces
        settings.firstLanguage = language
        flow = KioskFlow(settings: settings, texts: Sample.texts, codes: Sample.code)
        now = KioskMoment(monotonic: .seconds(1000), wall: Sample.now)
        send(.resized(viewport))
    }

    var screen: Screen { flow.screen(at: now) }
    var name: String { screen.name }
    /// The work of the last effect.
    var asked: KioskEffect.Work? { effects.last?.work }

    mutating func send(_ event: KioskEvent) { effects += flow.handle(event, at: now) }

    mutating func press(_ keys: Key...) {
        for key in keys {
            acts += 1
            send(.key(key))
        }
    }

    mutating func choose(_ digits: Int...) {
        for digit in digits { press(.digit(digit)) }
    }

    mutating func type(_ text: String) {
        for character in text { press(character.wholeNumberValue.map(Key.digit) ?? .letter(character)) }
    }

    mutating func scan(_ text: String) {
        acts += 1
        do { send(.scan(try ScanText(Array(text.utf8)))) } catch { send(.badScan(error)) }
    }

    /// Answers the last effect that was not yet answered.
    mutating func answer(_ answer: KioskAnswer) {
        guard let effect = effects.last(where: { !answered.contains($0.ticket.number) && $0.work != .sessionEnded })
        else { return }
        answered.insert(effect.ticket.number)
        send(.answer(answer, ticket: effect.ticket))
    }

    mutating func fail(_ kind: KioskProblem.Kind) { answer(.failed(KioskProblem(kind, code: "test-\(kind.rawValue)"))) }

    /// Lets time pass, with every tick that the flow asks for.
    mutating func wait(_ duration: Duration) {
        let end = now.monotonic + duration
        while let next = flow.deadline, next <= end {
            move(to: next)
            send(.tick)
        }
        move(to: end)
    }

    mutating func resetActs() { acts = 0 }

    func text(_ viewport: Viewport) -> String { Layout(screen: screen, viewport: viewport).grid.plainText }

    private mutating func move(to moment: Duration) {
        let step = moment - now.monotonic
        let milliseconds = step.components.seconds * 1000 + step.components.attoseconds / 1_000_000_000_000_000
        now = KioskMoment(
            monotonic: moment, wall: Timestamp(milliseconds: now.wall.milliseconds + milliseconds))
    }
}
