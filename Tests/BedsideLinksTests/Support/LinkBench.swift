import BedsideDomain
import BedsideLinks
import BedsideTransport
import Glibc
import Logging
import Synchronization

/// A terminal of the tests: a table, neighbours, one screen that draws at once, and real links.
final class LinkBench: Sendable {
    let name: TerminalName
    let links: WardLinks
    private let state: Mutex<State>
    private let runner: Task<Void, any Error>

    private struct State {
        var table: AlarmTable
        var neighbours: Neighbours
        var links: WardLinks?
        var hasScreen: Bool
        var told: UInt64?
    }

    static let screen = WardScreenName(trusted: "desk")
    /// A link is lost after 2.8 s.
    static let rules: AlarmRules = {
        var rules = AlarmRules()
        rules.heartbeat = 1000
        return rules
    }()

    init(
        _ name: String, port: UInt16, peers: [LinkPeer], tls: LinkTLS?, hasScreen: Bool = true
    ) throws {
        self.name = TerminalName(trusted: name)
        let door = BenchDoor()
        state = Mutex(
            State(
                table: AlarmTable(rules: Self.rules, home: try AlarmPlace(name), seed: UInt64(port), at: Self.now),
                neighbours: Neighbours(own: self.name), links: nil, hasScreen: hasScreen, told: nil))
        guard let address = LinkAddress("127.0.0.1:\(port)") else { throw CancellationError() }
        let links = WardLinks(
            own: self.name, listening: address, rules: LinkRules(Self.rules),
            ports: LinkPorts(
                show: { door.bench?.show($0, $1) }, sign: { door.bench?.feed(.screen(.link($0), $1)) },
                fault: { door.bench?.fault($0, $1) },
                perform: { terminal, act in
                    guard let bench = door.bench else { return .noContact }
                    return bench.perform(terminal, act)
                }, uptime: { Self.now.uptime }),
            logger: Logger(label: "links") { _ in SwiftLogNoOpLogHandler() })
        self.links = links
        runner = Task { try await links.run() }
        door.connect(self)
        state.withLock { $0.links = links }
        if let tls { links.use(tls) }
        links.connect(peers)
        feed(.probe)
    }

    static var now: AlarmMoment {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        let uptime = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        return AlarmMoment(boot: "b", uptime: uptime, wall: Timestamp(milliseconds: 1_790_000_000_000 + uptime))
    }

    func end() async {
        runner.cancel()
        do { try await runner.value } catch { return }
    }

    var board: AlarmBoard {
        state.withLock { $0.neighbours.merged(into: $0.table.board(at: Self.now), at: Self.now.uptime) }
    }

    /// Rows of another terminal.
    func rows(of other: String) -> [AlarmRow] { board.rows.filter { $0.terminal?.text == other } }

    func misses(_ other: String) -> Bool {
        board.rows.contains { $0.terminal == nil && $0.kind == .technical(.wardLink) && $0.origin == other }
    }

    /// What its own alarms still wait to be shown, anywhere.
    var shownAt: [AlarmPlace: Bool] {
        state.withLock { state in
            Dictionary(
                state.table.open.values.map { ($0.source.place, $0.facts.shownAt != nil) }, uniquingKeysWith: { $1 })
        }
    }

    @discardableResult
    func feed(_ event: AlarmEvent) -> AlarmRefusal? {
        let (refusal, tell) = state.withLock { state -> (AlarmRefusal?, (() -> Void)?) in
            var refusal: AlarmRefusal?
            func hand(_ event: AlarmEvent) {
                for effect in state.table.handle(event, at: Self.now) {
                    switch effect {
                    case .refuse(let why): refusal = why
                    case .annunciate: state.neighbours.show(in: state.table.revision)
                    case .record, .note: break
                    }
                }
            }
            hand(event)
            if state.hasScreen {
                hand(.screen(Self.screen, .confirmed(state.table.revision)))
                state.neighbours.confirm(state.table.revision)
            }
            let own = state.told == state.table.forwardRevision ? nil : state.table.forwarded(at: Self.now)
            state.told = state.table.forwardRevision
            let (drawn, hasScreens) = (state.neighbours.drawn, state.table.hasOwnScreens)
            return (refusal, { [links] in links.tell(own: own, drawn: drawn, hasScreens: hasScreens) })
        }
        tell?()
        return refusal
    }

    func press(_ bed: String) throws {
        feed(.signal(AlarmSource(place: try AlarmPlace(bed), kind: .call, origin: "b-\(bed)"), .pressed(1)))
    }

    private func show(_ other: TerminalName, _ news: NeighbourNews?) {
        state.withLock { state in
            if let news { _ = state.neighbours.take(news, of: other) } else { state.neighbours.forget(other) }
        }
        feed(.redraw)
    }

    private func fault(_ other: TerminalName, _ isPresent: Bool) {
        let home = state.withLock { $0.table.home }
        feed(.fault(AlarmSource(place: home, kind: .technical(.wardLink), origin: other.text), isPresent: isPresent))
    }

    private func perform(_ other: TerminalName, _ act: LinkAct) -> AlarmRefusal? {
        feed(.act(act.act, by: act.staff, from: act.bed.map { .bed($0) } ?? .screen(.link(other))))
    }
}

/// The links are made before the bench that they tell.
private final class BenchDoor: Sendable {
    private let held = Mutex<LinkBench?>(nil)
    var bench: LinkBench? { held.withLock { $0 } }
    func connect(_ bench: LinkBench) { held.withLock { $0 = bench } }
}
