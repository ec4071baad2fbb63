import BedsideDomain
import BedsideKiosk
import BedsideScreen
import BedsideTerminal
import Testing

/// Any events in any order: never a crash, the most urgent alarm always in sight, and no act but by somebody whose badge
/// or PIN was right within the last minute.
@Suite struct WardWalkTests {
    @Test(arguments: 1...10) func staysUpright(seed: Int) {
        var walk = WardWalk(seed: UInt64(seed))
        for step in 0..<2500 {
            walk.step()
            if let fault = walk.fault {
                Issue.record("seed \(seed), step \(step), \(walk.screen.name): \(fault)")
                return
            }
        }
        #expect(walk.seen.count >= 6, "\(walk.seen.sorted())")
        #expect(walk.acts > 20)
    }
}

private struct WardWalk {
    private var dice: Dice
    private var flow: WardFlow
    private var now = KioskMoment(monotonic: .seconds(5), wall: Sample.now)
    private var size = Viewport(columns: 80, rows: 24)
    private var board = WardSample.board()
    /// Effects that were not answered, oldest first.
    private var checks: [StaffID] = []
    private var sent = 0
    /// Who was told to be somebody, and when.
    private var verified: [StaffID: Duration] = [:]
    private(set) var fault: String?
    private(set) var seen: Set<String> = []
    private(set) var acts = 0

    init(seed: UInt64) {
        dice = Dice(seed: seed)
        flow = WardFlow(settings: WardSample.settings(beds: [WardSample.place("3")]), texts: Sample.texts)
        send(.resized(size))
    }

    var screen: Screen { flow.screen(at: now) }

    mutating func step() {
        switch dice.roll(100) {
        case 0..<50:
            // Half of the strokes are a hand's that let go before.
            if dice.roll(2) == 0 { pass(.milliseconds(300)) }
            send(.key(key()))
        case 50..<62: send(.badge(dice.pick(WardSample.staff).id))
        case 62..<78: answer()
        case 78..<88: change()
        case 88..<90:
            size = dice.pick(WardGoldenTests.sizes + [.smallest, .standard])
            send(.resized(size))
        case 90..<92: send(.staff(dice.pick(WardSample.staff)))
        case 92..<94: send(dice.pick([.done, .refused(dice.pick(AlarmRefusal.allCases)), .problem, .unknownBadge]))
        case 94..<95: send(.printers([PrinterFault(name: String(repeating: "很长", count: 40), reasons: [.other("x")])]))
        default: pass(dice.roll(4) == 0 ? .seconds(dice.roll(70)) : .milliseconds(dice.roll(3000)))
        }
        check()
    }

    private mutating func send(_ event: WardEvent) {
        switch event {
        case .staff(let member):
            if let first = checks.first, first == member.id { verified[member.id] = now.monotonic }
            if !checks.isEmpty { checks.removeFirst() }
        case .pinRefused, .lockedOut, .unknownBadge, .problem: if !checks.isEmpty { checks.removeFirst() }
        default: break
        }
        for effect in flow.handle(event, at: now) {
            switch effect {
            case .lookUp(let badge), .logOn(let badge, _, _): checks.append(badge)
            case .act(let act, let staff): judge(act, staff)
            }
        }
    }

    private mutating func judge(_ act: AlarmAct, _ staff: StaffID) {
        acts += 1
        sent += 1
        guard let member = WardSample.staff.first(where: { $0.id == staff }), let when = verified[staff] else {
            fault = "an act by somebody who was never verified"
            return
        }
        if now.monotonic - when > .seconds(60) { fault = "an act by somebody who was verified long ago" }
        if !member.may(.shelveAlarms) { fault = "an act by somebody without a right" }
        guard let id = act.alarm, let row = (board.rows + board.held).first(where: { $0.id == id }) else { return }
        if row.kind.origin != .system, !member.may(.answerAlarms) {
            fault = "a patient's alarm answered by \(member.role)"
        }
    }

    private mutating func check() {
        let screen = screen
        seen.insert(screen.name)
        if let deadline = flow.deadline, deadline <= now.monotonic { fault = "the deadline is not in the future" }
        if flow.revision != board.revision, flow.revision != 0 { fault = "another revision" }
        if let first = board.rows.first, flow.revision != 0 {
            let place = Int(first.place.label) == nil ? first.place.label : "\(first.place.label)床"
            let rows = screen.blocks.compactMap { block -> AlarmList? in
                if case .alarms(let list) = block { list } else { nil }
            }
            if rows.first?.rows.first?.place != place, rows.first?.rows.first?.place != "Bed \(first.place.label)" {
                fault = "the most urgent alarm is not in sight: \(rows.first?.rows.first?.place ?? "no list")"
            }
        }
        if screen.remaining == nil { fault = "nothing is said of the path" }
        for text in screen.strings where text.contains("{") || text.contains("}") { fault = "it shows \(text)" }
        for case .entry(let entry) in screen.blocks
        where entry.isSecret && !entry.shown.allSatisfy({ $0 == "●" }) { fault = "a PIN is shown" }
        _ = Layout(screen: screen, viewport: size)
    }

    private mutating func key() -> Key {
        switch dice.roll(20) {
        case 0..<6: .digit(1 + dice.roll(3))
        case 6..<9: .digit(dice.roll(10))
        case 9: .letter(dice.pick(["g", "h"]))
        case 10..<12: .enter
        case 12: .choose(dice.roll(10))
        default: dice.pick([.up, .down, .left, .right, .back, .backspace, .row(dice.roll(20)), .language, .call])
        }
    }

    private mutating func answer() {
        if let badge = checks.first {
            let member = WardSample.staff.first { $0.id == badge }
            if let member, dice.roll(5) > 0 { return send(.staff(member)) }
            return send(dice.pick([.unknownBadge, .pinRefused(triesLeft: 2), .lockedOut(seconds: 61), .problem]))
        }
        guard sent > 0 else { return }
        sent -= 1
        send(dice.roll(2) == 0 ? .done : .refused(dice.pick(AlarmRefusal.allCases)))
    }

    private mutating func change() {
        let pool = WardSample.mixed + WardSample.crowd.prefix(40)
        let rows = (0..<dice.pick([0, 1, 3, 12, 60])).map { _ in dice.pick(pool) }
        var ids: Set<AlarmID> = []
        board = WardSample.board(
            rows.filter { ids.insert($0.id).inserted }, folded: dice.roll(3),
            held: dice.roll(2) == 0 ? [] : WardSample.held,
            lost: dice.roll(4) == 0 ? ["corridor"] : [], paused: Int64(dice.roll(2) * 60_000),
            proven: dice.roll(5) == 0 ? nil : Int64(dice.roll(200_000)), revision: board.revision + 1)
        send(.board(board, names: WardSample.names))
    }

    private mutating func pass(_ time: Duration) {
        let moment = now.monotonic + time
        now = KioskMoment(
            monotonic: moment, wall: Timestamp(milliseconds: now.wall.milliseconds + time.milliseconds))
        // After that long the flow waits for no answer any more.
        if time >= .seconds(10) {
            checks = []
            sent = 0
        }
        send(.tick)
    }
}

extension AlarmAct {
    fileprivate var alarm: AlarmID? {
        switch self {
        case .accept(let id), .reject(let id), .attend(let id), .leave(let id), .unshelve(let id): id
        case .shelve(let id, _, _), .outOfService(let id, _, _): id
        case .attendAll, .pauseSound: nil
        }
    }
}
