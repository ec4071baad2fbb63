import BedsideDomain
import BedsideKiosk
import BedsideLinks
import BedsidePrinting
import BedsideStore
import BedsideSync
import BedsideTransport
import BedsideWire
import Logging
import ServiceLifecycle
import Synchronization

/// This terminal's side of the central store, put together: the sync over this store, what it may ask of this terminal, and
/// what it means to stays, pages and links.
final class CentralHouse: Sendable {
    let sync: SyncService
    let stays: StayCarrier
    let pages: ReportPages
    let notices: ITNotices
    private let store: Store
    private let clock: DaemonClock
    private let logger: Logger
    private let lateDesk: LateDesk
    private let latePulse: LatePulse
    private let lateTables: LateTables

    /// Throws ``SyncError`` `identityFile`.
    init(_ configuration: DaemonConfiguration, store: Store, clock: DaemonClock, logger: Logger) throws(SyncError) {
        self.store = store
        self.clock = clock
        self.logger = logger
        notices = ITNotices()
        let (desk, pulse, tables, dropped) = (LateDesk(), LatePulse(), LateTables(), DroppedPages())
        (lateDesk, latePulse, lateTables) = (desk, pulse, tables)
        var settings = SyncService.Configuration(
            identity: configuration.central.identity, cache: configuration.central.pages,
            version: StatusReporter.version, terminal: TerminalName(trusted: configuration.terminal))
        settings.cacheBound = configuration.central.pagesLimit
        if let first = configuration.central.firstContact { settings.pace.firstContact = first }
        sync = try SyncService(
            settings, store: StoreForSync(store: store) { dropped.drop($0) }, commands: desk, pulses: pulse,
            lines: HTTPLines(spool: configuration.central.pages), clock: SyncTime(clock: clock), logger: logger
        ) { tables.changed($0) }
        dropped.connect(sync.pages)
        store.onFact { [sync] in sync.committed() }
        stays = StayCarrier(store: store, stays: sync.stays)
        pages = ReportPages(store: store) { [sync] in try await sync.pages.page($0) }
    }

    /// What is built after the store: once, before the services run.
    func connect(commands: CentralCommands, pulse: TerminalPulse) {
        lateDesk.connect(commands)
        latePulse.connect(pulse)
    }

    /// Keeps the links' certificate and neighbours as the central store says them, from now on.
    func connect(_ links: LinkHouse?) {
        guard let links else { return }
        lateTables.connect { [self] tables in
            if tables.contains(.terminals) { Task { await follow(links) } }
        }
    }

    /// Once at the start and after every enrolment or renewal: the certificate that links show.
    func showCertificate(_ links: LinkHouse) async {
        do {
            guard let identity = try sync.identity() else { return }
            links.use(
                try LinkIdentity(
                    authority: identity.authority, certificatePEM: identity.certificate.pem, key: identity.key,
                    now: { [sync] in sync.centralTime }))
            await follow(links)
        } catch {
            logger.error("The certificate cannot be shown to the ward", metadata: ["cause": "\(error)"])
        }
    }

    private func follow(_ links: LinkHouse) async {
        do {
            links.follow(
                try await store.wardPeers().map { PeerRow(terminal: $0.terminal, ward: $0.ward, link: $0.link) })
        } catch {
            logger.error("The ward's terminals cannot be read", metadata: ["cause": "\(error)"])
        }
    }

    /// For the staff page; nil when the terminal was never enrolled.
    func standing() async throws -> CentralStanding? {
        let health = try await sync.health()
        let state: CentralStanding.State
        switch health.standing {
        case .neverEnrolled: return nil
        case .inStep: state = .inStep
        case .behind: state = .behind
        case .offline(let since): state = .offline(since: since ?? health.lastContact ?? clock.started)
        case .frozen(let stop): state = .stopped(code: stop.rawValue)
        case .revoked: state = .stopped(code: "revoked")
        }
        return CentralStanding(state: state, waiting: health.backlog, held: health.held)
    }

    /// For `bedside status`.
    func message(lostLinks: [TerminalName]) async throws -> CentralMessage {
        let health = try await sync.health()
        let enrolment = sync.enrolment
        return CentralMessage(
            state: health.standing.statusWord, reason: health.standing.reason, url: enrolment?.url,
            hospital: enrolment?.hospital.text, ward: enrolment?.ward.text, backlog: health.backlog,
            oldestUnsent: health.oldestUnsent, quarantined: health.held, lastContact: health.lastContact,
            clockOffsetMs: health.clockOffset, certificateEnds: try sync.identity()?.certificate.notAfter,
            lostLinks: lostLinks.map(\.text), feed: try await store.feedCursor()?.seq)
    }
}

extension SyncHealth.Standing {
    fileprivate var statusWord: String { self == .neverEnrolled ? "not-enrolled" : word }

    fileprivate var reason: String? {
        switch self {
        case .frozen(let stop): stop.rawValue
        case .neverEnrolled, .inStep, .behind, .offline, .revoked: nil
        }
    }
}

/// The daemon's clocks as the sync reads them.
private struct SyncTime: SyncClock {
    let clock: DaemonClock

    var monotonic: Duration { clock.monotonic }
    var wall: Timestamp { clock.wall }
}
