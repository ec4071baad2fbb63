import BedsideDomain
import BedsideKiosk
import BedsideScreen
import BedsideWire
import Foundation
import Logging
import Synchronization

/// All ward screens of this terminal: one flow for each name, fed with every change of the alarms.
///
/// A screen is state, not an event: a client that is slow gets only the newest one, with the names of everything that was
/// raised since its last. What a client drew it confirms to the engine.
final class WardHub: Sendable {
    /// More than any ward has.
    static let mostScreens = 32

    fileprivate struct State {
        var sessions: [WardScreenName: WardSession] = [:]
        var board: AlarmBoard
        var names: [StaffID: String] = [:]
        var unknown: Set<StaffID> = []
        var printers: [PrinterFault] = []
        /// A client says its size before it opens its stream; of those that never do at most ``mostScreens`` are kept.
        var viewports: [WardScreenName: Viewport] = [:]
        var nextTicket: UInt64 = 0
    }

    private let state: Mutex<State>
    private let settings: @Sendable (WardScreenName, Language?) -> WardSettings
    private let texts: Texts
    private let clock: AlarmClock
    private let logger: Logger
    private let desk = Mutex<WardDesk?>(nil)

    init(
        texts: Texts, clock: AlarmClock, logger: Logger,
        settings: @escaping @Sendable (WardScreenName, Language?) -> WardSettings
    ) {
        self.texts = texts
        self.clock = clock
        self.logger = logger
        self.settings = settings
        state = Mutex(State(board: AlarmBoard(revision: 0)))
    }

    /// Whoever carries out what nurses do; set once, before the sockets open.
    func connect(_ desk: WardDesk) { self.desk.withLock { $0 = desk } }

    /// Shows the alarms as they are now on every screen. Returns at once.
    func show(_ board: AlarmBoard, raised: [AlarmID]) {
        let moment = clock.moment
        let (effects, unknown) = state.withLock { state -> ([Pending], Set<StaffID>) in
            state.board = board
            let holders = Set((board.rows + board.held).compactMap(\.holder))
            let unknown = holders.filter { state.names[$0] == nil && !state.unknown.contains($0) }
            state.unknown.formUnion(unknown)
            var effects: [Pending] = []
            for name in state.sessions.keys {
                state.sessions[name]?.raise(raised)
                effects += state.handle(.board(board, names: state.names), on: name, at: moment)
            }
            return (effects, unknown)
        }
        carryOut(effects)
        for staff in unknown { Task { [self] in await learn(staff) } }
    }

    var hasScreens: Bool { state.withLock { !$0.sessions.isEmpty } }

    /// Printers that wait for somebody; told when that changes.
    func show(printers: [PrinterFault]) {
        let moment = clock.moment
        let effects = state.withLock { state -> [Pending] in
            guard state.printers != printers else { return [] }
            state.printers = printers
            return state.sessions.keys.flatMap { state.handle(.printers(printers), on: $0, at: moment) }
        }
        carryOut(effects)
    }

    /// A client wants this screen: its events, or nil when another client that still confirms has the name.
    func join(_ name: WardScreenName, language: Language?) -> WardStream? {
        let moment = clock.moment
        let joined = state.withLock { state -> (WardStream, [Pending])? in
            let isTaken = state.sessions[name]?.isWatched(at: moment.monotonic) ?? false
            guard !isTaken, state.sessions[name] != nil || state.sessions.count < Self.mostScreens else { return nil }
            state.nextTicket += 1
            var session =
                state.sessions[name] ?? WardSession(flow: WardFlow(settings: settings(name, language), texts: texts))
            let stream = session.watch(ticket: state.nextTicket, at: moment.monotonic)
            state.sessions[name] = session
            var effects = state.handle(.board(state.board, names: state.names), on: name, at: moment)
            effects += state.handle(.printers(state.printers), on: name, at: moment)
            if let viewport = state.viewports[name] {
                effects += state.handle(.resized(viewport), on: name, at: moment)
            }
            return (stream, effects)
        }
        guard let (stream, effects) = joined else { return nil }
        desk.withLock { $0 }?.screen(name, .joined)
        carryOut(effects)
        return stream
    }

    /// The client's connection ended.
    func leave(_ name: WardScreenName, ticket: UInt64) {
        let isGone = state.withLock { state in
            guard state.sessions[name]?.ticket == ticket else { return false }
            state.sessions[name] = nil
            return true
        }
        if isGone { desk.withLock { $0 }?.screen(name, .left) }
    }

    /// The next message of a screen, encoded; nil when this client is not its client any more.
    func message(for name: WardScreenName, ticket: UInt64) throws -> [UInt8]? {
        let moment = clock.moment
        let message = state.withLock { state -> WardScreenMessage? in
            guard state.sessions[name]?.ticket == ticket else { return nil }
            return state.sessions[name]?.message(at: moment)
        }
        guard let message else { return nil }
        return ServerSentEvents.event(try JSONEncoder().encode(message))
    }

    /// It has drawn everything up to a revision.
    func confirm(_ name: WardScreenName, revision: UInt64) {
        let moment = clock.moment
        let isKnown = state.withLock { state in
            state.sessions[name]?.heard(at: moment.monotonic)
            return state.sessions[name] != nil
        }
        if isKnown { desk.withLock { $0 }?.screen(name, .confirmed(revision)) }
    }

    /// The size of a screen's terminal, also before it is there.
    func resize(_ name: WardScreenName, _ viewport: Viewport) {
        state.withLock { state in
            if state.viewports[name] == nil, state.viewports.count >= Self.mostScreens { state.viewports = [:] }
            state.viewports[name] = viewport
        }
        put([.resized(viewport)], on: name)
    }

    /// Keys, badges, answers and time of one screen.
    func put(_ events: [WardEvent], on name: WardScreenName) {
        let moment = clock.moment
        let effects = state.withLock { state in events.flatMap { state.handle($0, on: name, at: moment) } }
        carryOut(effects)
    }

    /// Lets every screen see the time; each then sends a message, so that its client confirms again.
    func beat(after silence: Duration) {
        let moment = clock.moment
        let effects = state.withLock { state -> [Pending] in
            var effects: [Pending] = []
            for (name, session) in state.sessions where session.isDue(at: moment.monotonic, silence: silence) {
                effects += state.handle(.tick, on: name, at: moment)
            }
            return effects
        }
        carryOut(effects)
    }

    /// When the next screen wants to see the time, since boot; nil without screens.
    func nextBeat(silence: Duration) -> Duration? {
        state.withLock { state in state.sessions.values.map { $0.due(silence: silence) }.min() }
    }

    /// The screens whose clients have not fetched their newest picture yet.
    var behind: Set<WardScreenName> {
        state.withLock { state in Set(state.sessions.filter(\.value.isBehind).keys) }
    }

    fileprivate struct Pending {
        let name: WardScreenName
        let effect: WardEffect
    }

    private func carryOut(_ effects: [Pending]) {
        guard !effects.isEmpty, let desk = desk.withLock({ $0 }) else { return }
        // In the order of the effects of one screen: its flow counts on it.
        for (name, own) in Dictionary(grouping: effects, by: \.name) {
            Task { [self] in
                for pending in own { put([await desk.run(pending.effect, for: name)], on: name) }
            }
        }
    }

    private func learn(_ staff: StaffID) async {
        guard let name = await desk.withLock({ $0 })?.name(of: staff) else { return }
        let (board, isNew) = state.withLock { state in
            state.unknown.remove(staff)
            let isNew = state.names.updateValue(name, forKey: staff) != name
            return (state.board, isNew)
        }
        if isNew { show(board, raised: []) }
    }
}

extension WardHub.State {
    fileprivate mutating func handle(
        _ event: WardEvent, on name: WardScreenName, at moment: KioskMoment
    ) -> [WardHub.Pending] {
        (sessions[name]?.handle(event, at: moment) ?? []).map { WardHub.Pending(name: name, effect: $0) }
    }
}
