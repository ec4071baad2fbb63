import BedsideDomain
import BedsideLinks
import BedsideSync
import BedsideTransport
import BedsideWire
import Logging
import Synchronization

/// The links put together with the alarms: what comes over a link goes to the one owner of the alarms, like everything.
final class LinkHouse: Sendable {
    let links: WardLinks
    private let configuration: LinkConfiguration
    private let logger: Logger
    private let ward = Mutex<WardID?>(nil)
    private let told = Mutex<[PeerRow]>([])

    init(
        _ configuration: LinkConfiguration, rules: AlarmRules, engine: AlarmEngine, clock: AlarmClock, logger: Logger
    ) {
        self.configuration = configuration
        self.logger = logger
        let inbox = engine.inbox
        links = WardLinks(
            own: configuration.terminal, listening: configuration.listening, rules: LinkRules(rules),
            ports: LinkPorts(
                show: { inbox.put(.neighbour($0, $1)) }, sign: { inbox.put(.screen(.link($0), $1)) },
                fault: { inbox.put(.fault(.wardLink, about: $0.text, isPresent: $1)) },
                perform: { terminal, act in
                    await engine.ask { .act(act.act, by: act.staff, from: .link(terminal, bed: act.bed), $0) }
                }, uptime: { clock.now().uptime }), logger: logger)
        links.connect(configuration.peers)
        showFiles()
    }

    /// The enrolment's certificate, to show from now on: at the start, after an enrolment, after each renewal. A site that
    /// names files of its own keeps to those.
    func use(_ identity: LinkIdentity) { if configuration.files == nil { show(identity) } }

    /// A terminal whose certificate cannot be used still takes its own calls; that it has no links is an alarm on every
    /// terminal that should have one with it.
    private func showFiles() {
        guard let files = configuration.files else { return }
        // Without a central store nobody vouches for the clock, so it decides about no certificate.
        do { show(try LinkIdentity(files) { nil }) } catch {
            logger.critical("The certificate for the links cannot be used", metadata: ["cause": "\(error)"])
        }
    }

    /// A certificate of another name than the configuration's is not shown, and every link is an alarm.
    private func show(_ identity: LinkIdentity) {
        guard identity.terminal == configuration.terminal else {
            logger.critical(
                "The certificate for the links is another terminal's",
                metadata: ["certificate": "\(identity.terminal.text)", "terminal": "\(configuration.terminal.text)"])
            return
        }
        ward.withLock { $0 = identity.ward }
        links.use(identity.tls)
        connect()
    }

    /// The terminals as the feed names them; one that left the feed is shut out.
    func follow(_ rows: [PeerRow]) {
        told.withLock { $0 = rows }
        connect()
    }

    /// Terminals with which there is no contact now.
    var lost: [TerminalName] { links.lost }

    /// Where the others reach this terminal: what the central store tells them.
    var advertised: String { configuration.advertised.description }

    private func connect() {
        guard let ward = ward.withLock({ $0 }) else { return links.connect(configuration.peers) }
        let fed = told.withLock { $0 }.filter { $0.ward == ward }.compactMap { row in
            // A terminal without an address has no links.
            row.link.flatMap(LinkAddress.init).map { LinkPeer(name: row.terminal, address: $0) }
        }
        let fixed = Set(configuration.peers.map(\.name))
        links.connect(configuration.peers + fed.filter { !fixed.contains($0.name) })
    }
}

extension LinkIdentity {
    /// From the enrolment. Throws ``TransportError``.
    init(_ identity: TerminalIdentity, now: @escaping @Sendable () -> Timestamp?) throws {
        try self.init(
            authority: identity.authority, certificatePEM: identity.certificate.pem, key: identity.key, now: now)
    }
}
