package import BedsideDomain
package import BedsideTransport
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// The links of this terminal to the others of its ward: TLS connections around one ``WardLink`` for each.
///
/// Everything happens on one event loop, so that what links tell their terminal comes in order. The state is behind a lock
/// only because closures must not share it otherwise; nobody ever waits for it.
package final class WardLinks: Service {
    let own: TerminalName
    let rules: LinkRules
    let ports: LinkPorts
    let logger: Logger
    let listening: LinkAddress?
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop: any EventLoop
    let state = Mutex(LinksState())
    /// What the terminal told that the loop has not taken yet: the newest only.
    private let told = Mutex(Told())

    private struct Told {
        var own: ForwardedAlarms?
        var drawn: [TerminalName: LinkMark] = [:]
        var hasScreens = false
        var isTaken = true
    }

    /// - Parameters:
    ///   - own: this terminal, as its certificate names it.
    ///   - listening: where terminals with lesser names reach it; nil when it has the least name of all.
    package init(
        own: TerminalName, listening: LinkAddress?, rules: LinkRules = .standard, ports: LinkPorts, logger: Logger
    ) {
        self.own = own
        self.listening = listening
        self.rules = rules
        self.ports = ports
        self.logger = logger
        loop = group.next()
    }

    /// The certificate to show from now on, and whom to believe; also after each renewal. Open connections stay.
    package func use(_ tls: LinkTLS) { state.withLock { $0.tls = tls } }

    /// The terminals to which there ought to be a link. A link to one that is not named any more ends, and what it brought
    /// is forgotten: it is how a stolen or retired terminal is shut out.
    package func connect(_ peers: [LinkPeer]) { loop.execute { [self] in change(to: peers) } }

    /// The terminal's own alarms, what its screens have drawn of the others', and whether a screen is live.
    package func tell(own: ForwardedAlarms?, drawn: [TerminalName: LinkMark], hasScreens: Bool) {
        let isDue = told.withLock { told in
            if let own { told.own = own }
            told.drawn = drawn
            told.hasScreens = hasScreens
            defer { told.isTaken = false }
            return told.isTaken
        }
        if isDue { loop.execute { [self] in takeTold() } }
    }

    /// Does something with an alarm of another terminal; nil when it was done there. Never without an answer.
    package func ask(_ terminal: TerminalName, _ act: AlarmAct, by staff: StaffID, bed: AlarmPlace?) async
        -> AlarmRefusal?
    {
        await withCheckedContinuation { continuation in
            let ticket = state.withLock { $0.wait(continuation) }
            guard let ticket else { return continuation.resume(returning: .noContact) }
            loop.execute { [self] in
                guard state.withLock({ $0.links[terminal] != nil }) else { return answer(ticket, .noContact) }
                feed(terminal, .ask(ticket, act, by: staff, bed: bed))
            }
        }
    }

    /// Terminals with which there is no contact now.
    package var lost: [TerminalName] { state.withLock { $0.links.values.filter(\.isLost).map(\.peer).sorted() } }

    package func run() async throws {
        loop.execute { [self] in listen() }
        do { try await gracefulShutdown() } catch { logger.debug("The links are cancelled") }
        try await loop.submit { [self] in end() }.get()
        try await group.shutdownGracefully()
    }

    /// On the loop.
    private func takeTold() {
        let news = told.withLock { told in
            told.isTaken = true
            return told
        }
        for name in state.withLock({ $0.links.keys.sorted() }) {
            if let own = news.own { feed(name, .own(own)) }
            feed(name, .drawn(news.drawn[name], hasScreens: news.hasScreens))
        }
    }

    private func change(to peers: [LinkPeer]) {
        let now = ports.uptime()
        let wanted = Dictionary(peers.filter { $0.name != own }.map { ($0.name, $0.address) }) { first, _ in first }
        if wanted.count > LinkRules.mostPeers {
            logger.error("There are more terminals in the ward than links", metadata: ["count": "\(wanted.count)"])
        }
        let kept = Set(wanted.keys.sorted().prefix(LinkRules.mostPeers))
        let (ended, begun) = state.withLock { state -> ([(TerminalName, [LinkAction])], [TerminalName]) in
            guard !state.isEnded else { return ([], []) }
            state.addresses = wanted.compactMapValues(\.self)
            var ended: [(TerminalName, [LinkAction])] = []
            for name in state.links.keys.sorted() where !kept.contains(name) {
                if var link = state.links.removeValue(forKey: name) { ended.append((name, link.end())) }
            }
            let begun = kept.subtracting(state.links.keys).sorted()
            for name in begun { state.links[name] = WardLink(own: own, peer: name, rules: rules, at: now) }
            return (ended, begun)
        }
        for (name, actions) in ended {
            logger.notice("There is no link any more", metadata: ["terminal": "\(name.text)"])
            carryOut(name, actions)
            ports.show(name, nil)
        }
        if !begun.isEmpty { takeTold() }
        arm()
    }

    /// One event of one link, and everything that follows. On the loop.
    func feed(_ name: TerminalName, _ event: LinkEvent) {
        let now = ports.uptime()
        let actions = state.withLock { $0.links[name]?.handle(event, at: now) ?? [] }
        carryOut(name, actions)
        arm()
    }

    /// The one timer of all links.
    private func arm() {
        let now = ports.uptime()
        state.withLock { state in
            let due = state.isEnded ? nil : state.links.values.compactMap { $0.nextDue() }.min()
            guard due != state.armed else { return }
            state.timer?.cancel()
            state.armed = due
            state.timer = due.map { due in
                loop.scheduleTask(in: .milliseconds(max(due - now, 1))) { [self] in ring() }
            }
        }
    }

    private func ring() {
        let names = state.withLock { state in
            state.armed = nil
            return state.links.keys.sorted()
        }
        for name in names { feed(name, .tick) }
    }
}
