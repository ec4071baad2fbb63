import Testing

@testable import BedsideDomain

/// Two alarms, two nurses, eight steps: every order of events there is, with time standing still or going to the next
/// deadline between any two. Each step is judged by all laws, as the random nights are.
@Suite("A small world, searched whole")
struct SmallWorldTests {
    @Test("no order of events breaks a law")
    func search() {
        var world = SmallWorld()
        world.search()
        #expect(world.broken == nil)
        print("The small world: \(world.states) states, \(world.turns) turns in \(SmallWorld.depth) steps")
        #expect(world.isComplete)
        #expect(world.states > 1000)
    }
}

/// Breadth first, so that what breaks a law is as short as it can be.
private struct SmallWorld {
    static let depth = 8
    private(set) var states = 0
    private(set) var turns = 0
    private(set) var broken: String?
    private(set) var isComplete = false

    private struct Node {
        var world: NightWorld
        var path: [NightStep]
    }

    mutating func search() {
        var start = NightWorld(NightSetup(rules: Self.rules))
        start.play(.join(NightCast.screens[0]))
        start.play(.confirm(NightCast.screens[0], behind: 0))
        var known: Set<SmallState> = [SmallState(start)]
        var edge = [Node(world: start, path: [])]
        for _ in 0..<Self.depth {
            var next: [Node] = []
            for node in edge {
                for step in Self.steps(node.world) {
                    var world = node.world
                    world.play(step)
                    turns += 1
                    broken = Self.breach(world, node.path + [step])
                    if broken != nil { return }
                    if known.insert(SmallState(world)).inserted {
                        next.append(Node(world: world, path: node.path + [step]))
                    }
                }
            }
            edge = next
        }
        states = known.count
        isComplete = true
    }

    /// What the last step broke, or what a crash in the middle of it breaks. A crash before its first record is a crash
    /// after the step before, and so is searched as one.
    private static func breach(_ world: NightWorld, _ path: [NightStep]) -> String? {
        var path = path
        var broken = world.broken.first
        for count in 1..<max(world.last.records.count, 1) where broken == nil {
            var dying = world
            let crash = NightStep.crash(written: count, isNewBoot: false, down: 0, clockOff: 0)
            dying.play(crash)
            broken = dying.broken.first
            if broken != nil { path.append(crash) }
        }
        guard let (law, text) = broken else { return nil }
        return "\(law.rawValue): \(text)\n    " + path.map(\.description).joined(separator: "\n    ")
    }

    /// Everything that can happen in a state.
    private static func steps(_ world: NightWorld) -> [NightStep] {
        let (red, pump) = (NightCast.buttons[1], NightCast.levels[1])
        var steps: [NightStep] = [
            .press(red, 1), .level(pump, !(world.knows.level[pump] ?? false)), .cancel(red.place),
            .pause(nurse: NightCast.nurses[0]), .stallToDue(0), .ring,
            .crash(written: .max, isNewBoot: false, down: 0, clockOff: 0),
        ]
        // Nurses are alike: the second one matters once the first has something.
        let isSomebodyBusy = world.table.open.values.contains { $0.holder != nil || $0.isRejected }
        for nurse in isSomebodyBusy ? NightCast.nurses : [NightCast.nurses[0]] {
            for source in [red, pump] where world.table.current[source] != nil {
                steps += [NightStep.Verb.accept, .reject, .attend].map {
                    .act($0, source, nurse: nurse, isAtBed: $0 == .attend)
                }
            }
        }
        for source in [red, pump] where world.table.current[source] != nil {
            steps += [.act(.leave, source, nurse: NightCast.nurses[0], isAtBed: true)]
        }
        return steps
    }

    /// Timers inside their bounds on a grid, so that deadlines meet and pass each other in few states; screens that need
    /// not confirm.
    private static var rules: AlarmRules {
        var rules = AlarmRules.standard
        rules.chatter = 3
        (rules.heartbeat, rules.probe, rules.unconfirmed) = (1_000_000_000, 1_000_000_000, 1_000_000_000)
        return rules
    }
}

extension AlarmEpisode {
    fileprivate var isRejected: Bool { if case .rejected = response { true } else { false } }
}

/// What of a world makes a difference to anything that can still happen: times count from now, nurses by who came first.
private struct SmallState: Hashable {
    private struct Alarm: Hashable {
        let kind: AlarmKind
        let response: Int
        let holder: Int
        let condition: Int64
        let level: Int
        let due: Int64
        let merges: Int64
        let paused: Int64
    }
    private var alarms: [Alarm] = []
    private var level: Bool?
    private var believed: Int64 = -1
    private var changes: [Int64] = []
    private var isUnstable = false
    private let hasScreen: Bool

    init(_ world: NightWorld) {
        let (table, now) = (world.table, world.now.uptime)
        hasScreen = !world.knows.live.isEmpty
        var nurses: [StaffID] = []
        for episode in table.open.values.sorted(by: { ($0.kind.word, $0.id) < ($1.kind.word, $1.id) }) {
            alarms.append(Self.alarm(episode, table, now, &nurses))
        }
        if let memory = table.signals[NightCast.levels[1]] {
            level = memory.level
            believed = memory.pendingOn.map { max($0 - now, 0) } ?? -1
            changes = memory.changes.map { $0 - now }.filter { $0 > -SignalMemory.window || memory.isUnstable }
            isUnstable = memory.isUnstable
        }
    }

    private static func alarm(_ episode: AlarmEpisode, _ table: AlarmTable, _ now: Int64, _ nurses: inout [StaffID])
        -> Alarm
    {
        let (response, staff): (Int, StaffID?) =
            switch episode.response {
            case .none: (0, nil)
            case .rejected(let staff): (1, staff)
            case .accepted(let staff): (2, staff)
            case .attended(let staff): (3, staff)
            }
        if let staff, !nurses.contains(staff) { nurses.append(staff) }
        let condition: Int64 =
            switch episode.condition {
            case .absent: -2
            case .present: -1
            case .pendingOff(let end): max(end.uptime - now, 0)
            }
        return Alarm(
            kind: episode.kind, response: response, holder: staff.flatMap(nurses.firstIndex) ?? -1,
            condition: condition, level: episode.level, due: max(episode.deadline.uptime - now, 0),
            merges: max(episode.lastUptime + Int64(table.rules.merge) * 1000 - now, 0),
            paused: table.pausedUntil[episode.id].map { max($0 - now, 0) } ?? -1)
    }
}
