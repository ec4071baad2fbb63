import Testing

@testable import BedsideDomain

/// The table of alarms.md 5.3, every state against every event: for a call, for a cord that stays pulled, for a device and
/// for a fault of the system. `-` says that the act is refused or that the event changes nothing.
@Suite("Every state of an alarm meets every event")
struct LifecycleTableTests {
    @Test("a call of a button: it closes at the bed only")
    func call() {
        expect(
            Bench.call, [.unacked, .acked],
            """
            event         unacked     acked
            again         unacked     acked
            again-later   unacked     unacked
            off           -           -
            accept        acked       -
            reject        unacked     unacked
            attend-afar   -           -
            attend        closed      closed
            attend-all    closed      closed
            cancel        closed      closed
            leave         -           -
            shelve        -           -
            service       -           -
            unshelve      -           -
            pause         unacked     -
            deadline      unacked+1   unacked+1
            input-lost    unacked     acked
            restart       unacked     acked
            """)
    }

    @Test("a cord that stays pulled: attended while it is, closed when it is let go")
    func cord() {
        expect(
            Bench.cord, [.unacked, .acked, .attended],
            """
            event         unacked     acked       attended
            again         -           -           -
            off           unacked     acked       closed
            accept        acked       -           -
            reject        unacked     unacked     unacked
            attend-afar   -           -           -
            attend        attended    attended    attended
            attend-all    attended    attended    attended
            cancel        attended    attended    attended
            leave         -           -           attended
            leave-60s     -           -           unacked
            shelve        -           -           -
            service       -           -           -
            unshelve      -           -           -
            pause         -           -           -
            deadline      unacked+1   unacked+1   unacked
            input-lost    unacked     acked       attended
            restart       unacked     acked       attended
            """)
    }

    @Test("a device: what returns before anybody accepted waits to be accepted")
    func device() {
        expect(
            Bench.pump, [.unacked, .acked, .returnedUnacked, .attended],
            """
            event         unacked     acked       returned    attended
            again         -           -           unacked     -
            again-later   -           -           unacked     -
            off           unacked     acked       -           attended
            off-5s        returned    closed      -           closed
            accept        acked       -           closed      -
            reject        unacked     unacked     returned    unacked
            attend-afar   -           -           -           -
            attend        attended    attended    closed      attended
            attend-all    attended    attended    closed      attended
            cancel        -           -           -           -
            leave         -           -           -           attended
            leave-60s     -           -           -           unacked
            shelve        -           -           -           -
            service       -           -           -           -
            unshelve      -           -           -           -
            pause         unacked     -           -           -
            deadline      unacked+1   unacked+1   returned+1  unacked
            input-lost    unacked     acked       returned    attended
            restart       unacked     acked       returned    attended
            """)
    }

    @Test("a fault of the system: it ends by itself, and may be held back for a while")
    func fault() {
        expect(
            Bench.fault, [.unacked, .acked, .attended, .shelved, .outOfService],
            """
            event         unacked     acked       attended    shelved     service
            again         -           -           -           -           -
            off           closed      closed      closed      closed      closed
            accept        acked       -           -           acked       acked
            reject        unacked     unacked     unacked     -           -
            attend-afar   attended    attended    attended    attended    attended
            attend        attended    attended    attended    attended    attended
            cancel        -           -           -           -           -
            leave         -           -           attended    -           -
            shelve        shelved     shelved     shelved     shelved     shelved
            service       service     service     service     service     service
            unshelve      -           -           -           unacked     unacked
            pause         unacked     -           -           -           -
            deadline      unacked+1   unacked+1   unacked     unacked     unacked
            input-lost    unacked     acked       attended    shelved     service
            restart       unacked     acked       attended    shelved     service
            restart-60s   closed      closed      closed      closed      closed
            """)
    }

    /// Plays each cell and compares the whole table with what is written.
    private func expect(
        _ source: AlarmSource, _ states: [AlarmLifecycle], _ wanted: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let rows = wanted.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        for row in rows.dropFirst() {
            guard let name = row.first else { continue }
            for (state, cell) in zip(states, row.dropFirst()) {
                let found = Self.cell(source, state, name)
                #expect(
                    found == cell, "\(source.kind.word): \(state.rawValue), \(name)", sourceLocation: sourceLocation)
            }
        }
    }

    private static func cell(_ source: AlarmSource, _ state: AlarmLifecycle, _ event: String) -> String {
        var bench = Bench(rules: Bench.patient)
        bench.bring(source, to: state)
        guard bench.lifecycle(source) == state else { return "cannot be \(state.rawValue)" }
        let before = bench.episode(source)
        bench.meet(source, event)
        guard let after = bench.episode(source) else { return "closed" }
        let isWaked = event == "restart" || bench.effects.contains { if case .annunciate = $0 { true } else { false } }
        if bench.refusal != nil || !isWaked { return "-" }
        let climb = after.level - (before?.level ?? 0)
        return after.lifecycle.short + (climb > 0 && event == "deadline" ? "+\(climb)" : "")
    }
}

extension AlarmLifecycle {
    fileprivate var short: String {
        switch self {
        case .returnedUnacked: "returned"
        case .outOfService: "service"
        case .unacked, .acked, .attended, .shelved, .closed: rawValue
        }
    }
}

extension Bench {
    fileprivate mutating func raise(_ source: AlarmSource) {
        switch source.kind.origin {
        case .system: feed(.fault(source, isPresent: true))
        case .device:
            set(source, true)
            wait(table.rules.onDelay(of: source.kind).milliseconds)
        case .person where source == Self.cord: set(source, true)
        case .person: press(source)
        }
    }

    fileprivate mutating func bring(_ source: AlarmSource, to state: AlarmLifecycle) {
        raise(source)
        switch state {
        case .unacked, .closed: break
        case .acked: act({ .accept($0) }, source)
        case .attended: act({ .attend($0) }, source, at: true)
        case .shelved: act({ .shelve($0, minutes: 5, reason: "a part") }, source)
        case .outOfService: act({ .outOfService($0, hours: 1, reason: "a part") }, source)
        case .returnedUnacked:
            set(source, false)
            wait(5000)
        }
    }

    fileprivate mutating func meet(_ source: AlarmSource, _ event: String) {
        switch event {
        case "again": raise(source)
        case "again-later":
            pass(31_000)
            raise(source)
        case "off" where source.kind.origin == .system: feed(.fault(source, isPresent: false))
        case "off": set(source, false)
        case "off-5s":
            set(source, false)
            wait(5000)
        case "accept": act({ .accept($0) }, source, by: Self.wang)
        case "reject": act({ .reject($0) }, source)
        case "attend-afar": act({ .attend($0) }, source)
        case "attend": act({ .attend($0) }, source, at: true)
        case "attend-all": feed(.act(.attendAll(source.place), by: Self.li, from: .bed(source.place)))
        case "cancel": feed(.cancelled(source.place))
        case "leave": act({ .leave($0) }, source)
        case "leave-60s":
            act({ .leave($0) }, source)
            if refusal == nil { wait(60_000) }
        case "shelve": act({ .shelve($0, minutes: 5, reason: "a part") }, source)
        case "service": act({ .outOfService($0, hours: 1, reason: "a part") }, source)
        case "unshelve": act({ .unshelve($0) }, source)
        case "pause": feed(.act(.pauseSound, by: Self.li, from: .screen(Self.desk)))
        case "deadline":
            guard let due = episode(source)?.deadline.uptime else { return }
            pass(due - now.uptime)
            feed(.tick)
        case "input-lost":
            let lost = AlarmSource(place: source.place, kind: .technical(.inputLost), origin: "line")
            feed(.fault(lost, isPresent: true))
        case "restart": restart()
        case "restart-60s":
            restart()
            wait(60_000)
        default: break
        }
    }
}
