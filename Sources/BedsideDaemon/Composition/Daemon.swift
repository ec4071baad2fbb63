import AsyncHTTPClient
import BedsideDevices
import BedsideDomain
import BedsideKiosk
import BedsidePrinting
import BedsideScreen
import BedsideSound
import BedsideStore
import BedsideTransport
import CPosix
import Foundation
import Glibc
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Puts the rooms together: configuration -> store -> printing and payments -> kiosk -> devices -> local API, in one group.
///
/// Services stop in the reverse order: the sockets close first, the store last. One service that dies ends the daemon, and
/// systemd starts it again: every state is in the store.
struct Daemon: Sendable {
    let configuration: DaemonConfiguration
    /// Whether the daemon would start again with the configuration file as it is now.
    let isConfigurationGood: @Sendable () -> Bool
    let logger: Logger

    /// Runs until SIGTERM or SIGINT, or throws what ended it.
    func run() async throws {
        // A file or folder is its owner's alone; a socket is opened to its group when it is made.
        _ = umask(0o077)
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let outcome = await Result { try await serve(client) }
        // Whatever ended it: a client that is not shut down would hide why.
        try await client.shutdown()
        try outcome.get()
    }

    private func serve(_ client: HTTPClient) async throws {
        // A client that goes away in the middle must not end the daemon.
        _ = signal(SIGPIPE, SIG_IGN)
        let inherited = try InheritedSockets()
        let listeners = LocalSocket.allCases.map { inherited.listener($0, in: configuration.api.directory) }
        for case .own(let path) in listeners { try SocketGuard.clear(path) }
        let systemd = SystemdNotifier()
        let readiness = Readiness(systemd)

        let clock = DaemonClock()
        let texts = try TextFiles.load(folder: configuration.assets)
        let store = try Store(
            path: configuration.store, clock: configuration.kiosk.clock, terminal: configuration.terminal,
            now: clock.wall, reader: configuration.kiosk.reader)
        let central = try CentralHouse(configuration, store: store, clock: clock, logger: logger)
        let papers = PaperMaker(
            hospital: configuration.kiosk.hospital, clock: configuration.kiosk.clock, guide: configuration.wardGuide)
        let renderer = PDFRenderer(reportProgram: ReportWorker.besideThisProgram)
        let cups = CupsPrinter(server: configuration.printing.server)
        let printer = try PrinterRoutes(receiptPrinters: receiptPrinters(), server: cups)
        let kiosk = Doorbell()
        let printing = PrintService(
            store: store, printer: printer,
            press: PaperPress(
                reports: central.pages, renderer: renderer,
                wristband: configuration.printing.wristband, receipts: configuration.printing.receipts),
            configuration: configuration.printing, clock: clock, logger: logger
        ) { kiosk.put(.event(.print($0))) }
        let payments = PaymentService(
            store: store, providers: try providers(client), papers: papers, clock: clock, logger: logger
        ) {
            kiosk.put(.event(.payment($0)))
        } onPrint: {
            printing.ring()
        }
        let pins = PinVerifier(store: store, clock: clock)
        // Its state is asked for with every beat of the alarms' loop.
        let sounder = configuration.alarms.sound.map { AlsaSounder($0) { _ in } }
        let alarms = try AlarmHouse(
            configuration: configuration.alarms, opening: AlarmJournal.open(folder: configuration.alarms.journal),
            sounder: sounder, store: store, pins: pins, texts: texts, kiosk: configuration.kiosk, clock: .system,
            logger: logger, linking: configuration.links, watchdog: Watchdog(readiness: readiness)
        ) { kiosk.put(.event(.calls($0))) }
        central.connect(alarms.links)
        let runner = EffectRunner(
            store: store, papers: papers, printing: printing, payments: payments,
            pins: pins,
            calls: KioskCalls(
                engine: alarms.engine, store: store, configuration: configuration.alarms, links: alarms.links?.links),
            stays: central.stays, pages: central.pages, central: { try await central.standing() },
            notices: central.notices,
            settings: configuration.kiosk, dunning: configuration.dunning, topUpStep: configuration.topUpStep,
            clock: clock, logger: logger)
        let board = ScreenBoard()
        let session = KioskSession(
            settings: configuration.kiosk, texts: texts, codes: codeMatrix, runner: runner, store: store, board: board,
            clock: clock, logger: logger)
        kiosk.connect(session)
        let scanners = try ScannerHub(configuration: configuration.scanners, wallClock: { clock.wall })
        let reporter = StatusReporter(
            terminal: configuration.terminal, store: store, scanners: scanners, alarms: alarms.engine,
            contacts: alarms.contacts.hub, printer: printer,
            printing: configuration.printing, clock: clock, hospitalClock: configuration.kiosk.clock,
            central: central, links: alarms.links)
        let health = HealthReporter(
            reporter: reporter, path: configuration.store, sound: configuration.alarms.sound, sounder: sounder)
        let restart = RestartDoor()
        central.connect(
            commands: CentralCommands(
                terminal: configuration.terminal, store: store, printer: printer, renderer: renderer,
                printing: configuration.printing, presence: printing.presence, notices: central.notices,
                isConfigurationGood: isConfigurationGood, restart: { restart.open() }, clock: clock, logger: logger),
            pulse: TerminalPulse(reporter: reporter, engine: alarms.engine, links: alarms.links))
        let own = getuid()
        func server(_ socket: LocalSocket, _ router: (PeerRights) -> Router<PeerContext>) -> any Service {
            let users: [UInt32] =
                switch socket {
                case .kiosk: configuration.api.kioskUsers
                case .ward: configuration.api.wardUsers
                case .admin: configuration.api.adminUsers
                }
            return LocalServer(
                listener: inherited.listener(socket, in: configuration.api.directory),
                responder: router(
                    PeerRights(
                        allowed: Set(users + [0, own]),
                        groups: socket == .admin ? Set(configuration.api.adminGroups) : [])
                ).buildResponder(), logger: logger
            ) { readiness.has(socket.readiness) }
        }
        let kioskAPI = server(.kiosk) { KioskRoutes.router(session: session, board: board, rights: $0) }
        let adminAPI = server(.admin) { rights in
            AdminRoutes(
                reporter: reporter,
                devices: DeviceRoutes(
                    scanners: scanners, renderer: renderer, terminal: configuration.terminal, clock: clock,
                    logger: logger),
                alarms: AlarmReportRoutes(
                    hospital: configuration.kiosk.hospital, ward: configuration.kiosk.ward,
                    terminal: configuration.terminal, thresholds: AlarmThresholds(configuration.alarms.rules),
                    hospitalClock: configuration.kiosk.clock, clock: clock, renderer: renderer
                ) {
                    try await store.alarms(from: $0, to: $1)
                } enqueue: { paper, moment in
                    let job = try await store.enqueuePrint(
                        encounter: nil, paper: paper, reprint: nil, replaces: nil, at: moment)
                    printing.ring()
                    return job
                }, central: CentralRoutes(central: central, links: alarms.links, logger: logger),
                health: HealthRoutes(health: health.health),
                copies: StoreRoutes(
                    store: store, path: configuration.store, clock: clock,
                    hospitalClock: configuration.kiosk.clock, logger: logger), store: store, clock: clock,
                logger: logger
            ).router(rights: rights)
        }
        let wardAPI = server(.ward) { WardRoutes.router(hub: alarms.hub, rights: $0) }

        let devices = DeviceService(
            scanners: scanners, session: session, hub: alarms.hub, wardScanners: configuration.wardScanners,
            reader: configuration.kiosk.reader, clock: clock, hospitalClock: configuration.kiosk.clock)
        let roster = Roster()
        let services: [any Service] =
            alarms.services + [
                central.sync, Upkeep(store: store, central: central, links: alarms.links, clock: clock, logger: logger),
                restart, StoreGuard(store: store, roster: roster, logger: logger), printing, payments, session, devices,
                kioskAPI, adminAPI,
                wardAPI,
                PrinterWatch(hub: alarms.hub, printer: printer, printing: configuration.printing),
                ReserveKeeper(store: configuration.store, logger: logger),
                StrangerService(
                    scanners: configuration.scanners, configuration: configuration.alarms, engine: alarms.engine,
                    logger: logger),
                LastResort(logger: logger, roster: roster) {
                    cups.giveUp()
                    printer.giveUp()
                },
            ]
        sounder?.start()
        var group = ServiceGroupConfiguration(
            services: services.map {
                // A service that simply returns while nobody asked it to is as bad as one that fails.
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: Roster.Listed(service: $0, roster: roster),
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .cancelGroup)
            }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(8)
        let outcome = await Result { try await ServiceGroup(configuration: group).run() }
        systemd.tell("STOPPING=1")
        scanners.stop()
        sounder?.stop()
        await alarms.close()
        try store.close()
        for case .own(let path) in listeners { _ = unsafe unlink(path) }
        try outcome.get()
    }

    private func receiptPrinters() -> [EscPosPrinter] {
        guard case .line(let printer)? = configuration.printing.receipts?.way else { return [] }
        return [EscPosPrinter(printer)]
    }

    private func providers(_ client: HTTPClient) throws -> [PaymentChannel: any PaymentProvider] {
        var providers: [PaymentChannel: any PaymentProvider] = [.cashier: CashierDesk()]
        if let wallet = configuration.wallet {
            providers[.wallet] = WalletGateway(
                client: client, configuration: wallet, token: try CredentialFile.read(wallet.tokenFile),
                subject: configuration.kiosk.hospital)
        }
        return providers
    }
}

/// The kiosk's door for the services that are built before it.
final class Doorbell: Sendable {
    private let session = Mutex<KioskSession?>(nil)

    func connect(_ session: KioskSession) { self.session.withLock { $0 = session } }

    func put(_ input: KioskSession.Input) { session.withLock { $0 }?.put(input) }
}

extension Result where Failure == any Error {
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
