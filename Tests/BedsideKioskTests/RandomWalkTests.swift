import BedsideDomain
import BedsideKiosk
import BedsideScreen
import BedsideTerminal
import Testing

/// Anything may happen at any time: keys, scans, late and wrong answers, sizes, time. Whatever comes, the kiosk stays upright
/// and tells nobody anything of somebody else.
@Suite struct RandomWalkTests {
    static let sizes = [
        Viewport.smallest, .standard, Viewport(columns: 80, rows: 24), Viewport(columns: 160, rows: 45),
    ]

    /// Ten walks of ten thousand steps.
    @Test(arguments: 1...10) func staysUpright(seed: Int) {
        var walk = Walk(seed: UInt64(seed))
        for step in 0..<10_000 {
            walk.step()
            if let fault = walk.fault {
                Issue.record("seed \(seed), step \(step), \(walk.screen.name): \(fault); after \(walk.lastEvents)")
                return
            }
        }
        // The walk is worth something only if it gets around.
        #expect(walk.seen.count > 50, "\(walk.seen.sorted())")
    }
}

/// One walk with its checks.
private struct Walk {
    private var dice: Dice
    private var flow = KioskFlow(settings: Sample.settings, texts: Sample.texts, codes: Sample.code)
    private var now = KioskMoment(monotonic: .seconds(5), wall: Sample.now)
    private var size = Viewport.standard
    private var open: [KioskEffect] = []
    private var lastTicket = 0
    private var lastScreen: Screen?
    private(set) var fault: String?
    private(set) var seen: Set<String> = []
    private var recent: [KioskEvent] = []
    var lastEvents: [String] { recent.map(Self.told) }

    init(seed: UInt64) { dice = Dice(seed: seed) }

    var screen: Screen { flow.screen(at: now) }

    mutating func step() {
        switch dice.roll(100) {
        case 0..<52: send(.key(key()))
        case 52..<62: scan()
        case 62..<63: send(.badScan(dice.pick(ScanRefusal.allCases)))
        case 63..<65:
            size = dice.pick(RandomWalkTests.sizes)
            send(.resized(size))
        case 65..<90: answer()
        case 90..<92: send(.payment(payment()))
        case 92..<94: send(.print(paper()))
        default: pass()
        }
        check()
    }

    private mutating func send(_ event: KioskEvent) {
        recent = recent.suffix(5) + [event]
        let before = flow.screen(at: now)
        for effect in flow.handle(event, at: now) {
            if effect.ticket.number <= lastTicket { fault = "a ticket was used twice" }
            lastTicket = effect.ticket.number
            open.append(effect)
            if let encounter = effect.work.encounter, let shown = Self.mark(of: encounter),
                !before.place.contains(shown), !flow.screen(at: now).place.contains(shown)
            {
                fault = "an effect for somebody who is not at the screen: \(effect.work)"
            }
        }
        open = open.suffix(6)
    }

    private mutating func check() {
        let screen = screen
        seen.insert(screen.name)
        if let deadline = flow.deadline, deadline <= now.monotonic { fault = "the deadline is not in the future" }
        // A picture that did not change was checked before.
        guard screen != lastScreen else { return }
        lastScreen = screen
        for text in screen.strings {
            for secret in [Sample.fullName, "Vandermeer", "13812345678", Sample.residentNumber, "{", "}"]
            where text.contains(secret) { fault = "it shows \(text)" }
        }
        let keys = screen.actions.map(\.key)
        if !keys.contains(.language) || !keys.contains(.call) { fault = "the language key or the call is missing" }
        if !["welcome", "goodbye", "waiting"].contains(screen.name), !keys.contains(.back) { fault = "no way back" }
        if screen.choices.count > (screen.choiceStyle == .keys ? 4 : 7) { fault = "too many choices" }
        for case .entry(let entry) in screen.blocks
        where entry.isSecret && !entry.shown.allSatisfy({ $0 == "●" }) { fault = "a PIN is shown" }
        let cut = Layout(screen: screen, viewport: size).cut
        if !cut.isEmpty { fault = "cut at \(size.columns)x\(size.rows): \(cut)" }
    }

    private mutating func key() -> Key {
        // So that it also gets to the ends of the long ways.
        if dice.roll(4) == 0 { return lastScreen?.name == "staff-pin" ? .enter : .digit(1) }
        return switch dice.roll(20) {
        case 0..<9: .digit(dice.roll(6))
        case 9..<11: .choose(dice.roll(5))
        case 11: .letter(dice.pick(["x", "c", "g"]))
        case 12: .back
        case 13: .call
        case 14: .language
        default: dice.pick([.enter, .enter, .backspace, .up, .down, .left, .right, .row(dice.roll(9)), .digit(9)])
        }
    }

    private mutating func scan() {
        if ["admission-identity", "discharge-staff"].contains(lastScreen?.name), dice.roll(2) == 0 {
            return scan(Sample.badge)
        }
        let codes = [
            Sample.slip, Sample.wristband, Sample.wristband, Sample.otherSlip, Sample.otherWristband, Sample.badge,
            Sample.badge, Sample.otherBadge, Sample.specimen, Sample.paymentSlip, Sample.weChatCode,
            Sample.residentNumber, "WD123", "';DROP TABLE", "{amount}",
        ]
        scan(dice.pick(codes))
    }

    private mutating func scan(_ code: String) {
        do { send(.scan(try ScanText(Array(code.utf8)))) } catch { send(.badScan(error)) }
    }

    private mutating func answer() {
        guard let effect = dice.roll(8) == 0 ? open.randomElement(using: &dice) : open.last else { return pass() }
        open.removeAll { $0.ticket == effect.ticket }
        send(.answer(Answers.any(for: effect.work, &dice), ticket: effect.ticket))
    }

    private mutating func payment() -> PaymentOrder {
        let order = Sample.payment(Answers.state(&dice), channel: dice.roll(3) == 0 ? .cashier : .wallet, fen: 100_000)
        return order
    }

    private mutating func paper() -> PrintProgress { Answers.paper(&dice) }

    private mutating func pass() {
        let time: Duration = dice.roll(4) == 0 ? .seconds(dice.roll(90)) : .milliseconds(dice.roll(3000))
        let moment = dice.roll(2) == 0 ? now.monotonic + time : max(flow.deadline ?? now.monotonic, now.monotonic)
        let moved = (moment - now.monotonic).components
        now = KioskMoment(
            monotonic: moment,
            wall: Timestamp(
                milliseconds: now.wall.milliseconds + moved.seconds * 1000 + moved.attoseconds / 1_000_000_000_000_000))
        send(.tick)
    }

    private static func mark(of encounter: EncounterID) -> String? {
        encounter == Sample.encounter.id ? "张*明" : encounter == Sample.otherEncounter.id ? "E********" : nil
    }

    private static func told(_ event: KioskEvent) -> String {
        switch event {
        case .key(let key): key.word
        case .scan(let scan): "scan \(scan.text.value)"
        case .answer(let answer, _): "answer \(String(describing: answer).prefix(24))"
        case .badScan: "bad scan"
        case .resized: "resized"
        case .payment: "payment"
        case .print: "print"
        case .calls(let calls): "calls \(calls.values.map(\.rawValue))"
        case .tick: "tick"
        }
    }
}

extension KioskEffect.Work {
    /// Whose data it asks for or changes.
    var encounter: EncounterID? {
        switch self {
        case .loadDailyBill(let id, _), .dispute(let id, _, _), .loadReports(let id), .print(let id, _),
            .startPayment(let id, _, _, _), .loadAccount(let id), .loadDischarge(let id), .settle(let id, _, _):
            id
        case .releasePrints(let id, _): id
        case .callPerson(let id): id
        case .lookUp, .logOn, .admit, .searchPrices, .cancelPayment, .loadStaffPage, .decidePrint, .releaseHeld,
            .dropHeld,
            .confirmPayment, .confirmRefund, .attendCall, .attendHere, .sessionEnded:
            nil
        }
    }
}
