import BedsideCentralStore
import BedsideDomain
import CPosix
import Foundation
import Glibc
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Puts the rooms together: folder -> store -> desk -> listeners, in one group. Listeners stop first, the store last.
package struct CentralServer: Sendable {
    private let options: ServerOptions
    private let logger: Logger
    private let clock: CentralClock
    private let pace: ConnectionPace.Limits
    private let rules: FleetRules
    private let signals: [UnixSignal]
    private let stopper = CentralStopper()

    /// Where a server that runs is reached.
    package struct Started: Sendable {
        package let port: Int
        package let adminPort: Int
        /// The installation was made just now.
        package let isNew: Bool
    }

    package init(options: ServerOptions, logger: Logger) {
        self.init(options: options, logger: logger, clock: .system, signals: [.sigterm, .sigint])
    }

    init(
        options: ServerOptions, logger: Logger, clock: CentralClock, pace: ConnectionPace.Limits = .init(),
        rules: FleetRules = FleetRules(), signals: [UnixSignal] = []
    ) {
        self.options = options
        self.logger = logger
        self.clock = clock
        self.pace = pace
        self.rules = rules
        self.signals = signals
    }

    /// Runs until SIGTERM, SIGINT or the end of its task, or throws what ended it.
    package func run(_ onStarted: @escaping @Sendable (Started) async -> Void) async throws {
        _ = signal(SIGPIPE, SIG_IGN)
        OpenFiles.raise()
        let (listen, admin) = try options.addresses()
        let credentials = try options.adminCredentials.map(Credentials.init(file:))
        let installation = try Installation(
            folder: options.data, label: options.hospitalName, hosts: hostNames(listen), at: clock.wall)
        try SocketGuard.clear(Installation.socket(options.data))
        let store = try await openStore()
        let outcome = await Result {
            try await run(store, installation, listen, admin, credentials, onStarted)
        }
        await store.close()
        _ = unsafe unlink(Installation.socket(options.data))
        try outcome.get()
    }

    private func run(
        _ store: CentralStore, _ installation: Installation, _ listen: ListenAddress, _ admin: ListenAddress,
        _ credentials: Credentials?, _ onStarted: @escaping @Sendable (Started) async -> Void
    ) async throws {
        if try await store.hospitals().isEmpty {
            try await store.makeHospital(
                try HospitalID(options.hospital), name: options.hospitalName, at: clock.wall)
        }
        let hub = WaitHub()
        let hints = try store.database.hints()
        let watch = FeedWatch(
            hub: hub, interval: options.store == nil ? FeedWatch.seldom : .milliseconds(250), logger: logger,
            store: FeedWatch.Store(
                head: { try await store.database.feedHead($0) }, hint: { try await store.database.hint($0) }))
        let office = CentralOffice(
            store: store, installation: installation, hub: hub, watch: watch, clock: clock, rules: rules,
            logger: logger)
        try await office.refreshCertificate()
        let metrics = CentralMetrics()
        let admission = Admission(Admission.Limits(uploadsPerSecond: options.uploadsPerSecond))
        let started = StartedPorts(isNew: installation.isNew, onStarted)
        let terminals = try TerminalServer.service(
            terminalRouter(store, installation, hub, watch, metrics, admission), address: listen,
            installation: installation, connections: options.connections, pace: pace, logger: logger
        ) { await started.terminals($0.localAddress?.port ?? 0) }
        let fleet = try FleetServer.service(
            FleetRoutes(
                fleet: { try await office.fleet() },
                gauges: {
                    FleetGauges.all(
                        $0, waiting: hub.waiting, uploads: admission.figures.uploads, commits: store.database.commits)
                },
                metrics: metrics, readiness: Readiness { try await store.check() },
                door: FleetDoor(
                    credentials: credentials, tries: TryLimit(perSecond: 1, burst: 10, at: clock.monotonic),
                    clock: clock),
                viewers: ViewerLimit(32), logger: logger
            ).router(), address: admin, installation: installation, logger: logger
        ) { await started.admin($0.localAddress?.port ?? 0) }
        let socket = Application(
            router: AdminRoutes(office: office, logger: logger).router(),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: Installation.socket(options.data)), serverName: "bedside-central"),
            onServerRunning: { _ in
                _ = unsafe chmod(Installation.socket(options.data), 0o600)
                await started.socket()
            }, logger: logger)
        let guards: [any Service] =
            (store.database.failures.map { [DatabaseGuard(failures: $0)] } ?? [])
            + (hints.map { [HintService(watch: watch, hints: $0, logger: logger)] } ?? [])
        let services: [any Service] =
            [
                socket, terminals, fleet,
                Housekeeping(interval: .seconds(5), chores: Chores.frequent(store, watch, clock), logger: logger),
                Housekeeping(interval: .seconds(3600), chores: Chores.rare(store, office, clock), logger: logger),
                // The last is stopped first.
                WaitService(hub: hub),
            ] + guards
        var group = ServiceGroupConfiguration(
            services: services.map {
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .cancelGroup)
            }, gracefulShutdownSignals: signals, logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(8)
        let running = ServiceGroup(configuration: group)
        stopper.set(running)
        try await running.run()
    }

    /// Lets what runs come to its end: listeners first, the store last.
    package func stop() async { await stopper.stop() }

    private func terminalRouter(
        _ store: CentralStore, _ installation: Installation, _ hub: WaitHub, _ watch: FeedWatch,
        _ metrics: CentralMetrics, _ admission: Admission
    ) -> Router<TerminalContext> {
        let desk = StoreDesk(store: store, logger: logger)
        return TerminalRouter(
            enrol: EnrolRoutes(
                desk: desk, authority: installation.authority, clock: clock,
                tries: TryLimit(perSecond: 20, burst: 100, at: clock.monotonic)),
            up: UpRoutes(
                desk: desk, watch: watch, clock: clock, admission: admission, metrics: metrics, logger: logger),
            down: DownRoutes(desk: desk, hub: hub, watch: watch, clock: clock),
            stays: StayRoutes(desk: desk, hub: hub, watch: watch, clock: clock),
            identity: IdentityCheck(desk: desk, clock: clock),
            refusals: RefusalMiddleware(metrics: metrics, logger: logger)
        ).router()
    }

    private func openStore() async throws -> CentralStore {
        if let url = options.store {
            return try await CentralStore.open(try await PostgresDatabase(url: url), now: clock.wall)
        }
        return try await CentralStore.open(
            try SQLiteDatabase(path: Installation.file(options.data)), now: clock.wall)
    }

    private func hostNames(_ listen: ListenAddress) -> [String] {
        guard options.names.isEmpty else { return options.names }
        let own = ProcessInfo.processInfo.hostName
        return Array(Set(["localhost", "127.0.0.1", own])).sorted()
    }
}

/// Where a running server is stopped from.
private final class CentralStopper: Sendable {
    private let group = Mutex<ServiceGroup?>(nil)

    func set(_ group: ServiceGroup) { self.group.withLock { $0 = group } }

    func stop() async { await group.withLock { $0 }?.triggerGracefulShutdown() }
}

/// The listeners tell their ports; the server has started when all of them run.
private actor StartedPorts {
    private var port: Int?
    private var adminPort: Int?
    private var hasSocket = false
    private let isNew: Bool
    private let tell: @Sendable (CentralServer.Started) async -> Void

    init(isNew: Bool, _ tell: @escaping @Sendable (CentralServer.Started) async -> Void) {
        self.isNew = isNew
        self.tell = tell
    }

    func terminals(_ port: Int) async {
        self.port = port
        await told()
    }

    func admin(_ port: Int) async {
        adminPort = port
        await told()
    }

    func socket() async {
        hasSocket = true
        await told()
    }

    private func told() async {
        guard let port, let adminPort, hasSocket else { return }
        await tell(CentralServer.Started(port: port, adminPort: adminPort, isNew: isNew))
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
