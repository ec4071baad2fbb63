import BedsideDomain
import BedsideKiosk
import BedsideScreen
import BedsideTerminal

/// A ward screen under test: short scripts press, scan and answer; it keeps the effects.
struct WardBench {
    private(set) var flow: WardFlow
    private(set) var now = KioskMoment(monotonic: .seconds(1000), wall: Sample.now)
    private(set) var effects: [WardEffect] = []

    init(
        _ board: AlarmBoard? = WardSample.board(WardSample.mixed), language: Language = .chinese,
        viewport: Viewport = Viewport(columns: 80, rows: 24), beds: Set<AlarmPlace> = []
    ) {
        flow = WardFlow(settings: WardSample.settings(language, beds: beds), texts: Sample.texts)
        send(.resized(viewport))
        if let board { show(board) }
    }

    var screen: Screen { flow.screen(at: now) }
    var name: String { screen.name }
    var acts: [WardEffect] { effects.filter { if case .act = $0 { true } else { false } } }

    /// The alarms in sight.
    var list: AlarmList {
        for case .alarms(let list) in screen.blocks { return list }
        return AlarmList(rows: [])
    }

    mutating func send(_ event: WardEvent) { effects += flow.handle(event, at: now) }
    mutating func show(_ board: AlarmBoard) { send(.board(board, names: WardSample.names)) }
    mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }
    mutating func badge(_ member: StaffMember = WardSample.nurse) {
        send(.badge(member.id))
        send(.staff(member))
    }

    mutating func type(_ text: String) {
        for character in text { press(character.wholeNumberValue.map(Key.digit) ?? .letter(character)) }
    }

    /// Lets time pass, with every tick that the flow asks for.
    mutating func wait(_ duration: Duration) {
        let end = now.monotonic + duration
        while let next = flow.deadline, next <= end {
            move(to: next)
            send(.tick)
        }
        move(to: end)
    }

    func text(_ viewport: Viewport) -> String { Layout(screen: screen, viewport: viewport).grid.plainText }

    private mutating func move(to moment: Duration) {
        now = KioskMoment(
            monotonic: moment,
            wall: Timestamp(milliseconds: now.wall.milliseconds + (moment - now.monotonic).milliseconds))
    }
}
