package import BedsideDomain
package import Logging
import ServiceLifecycle
import Synchronization

/// The terminal's side of the central store: facts up, feed down, commands, pulse, renewal. Everything else of the terminal
/// goes on without it.
package final class SyncService: Service {
    /// Folders and times.
    package struct Configuration: Sendable {
        /// Of the identity; made with mode 0700.
        package var identity: String
        /// Of reports' pages; made with mode 0700.
        package var cache: String
        /// Bytes on the disk.
        package var cacheBound = 256 << 20
        package var pace = SyncPace()
        /// Of this program.
        package var version: String
        package var terminal: TerminalName

        package init(identity: String, cache: String, version: String, terminal: TerminalName) {
            self.identity = identity
            self.cache = cache
            self.version = version
            self.terminal = terminal
        }
    }

    /// Stays of other terminals.
    package let stays = StayDesk()
    /// Reports' pages.
    package let pages: BlobDesk
    private let configuration: Configuration
    private let folder: IdentityFolder
    private let store: any SyncStore
    private let desk: any CommandDesk
    private let pulses: any PulseSource
    private let lines: any LineMaker
    private let clock: any SyncClock
    private let logger: Logger
    private let onChange: @Sendable (Set<FeedTable>) -> Void
    private let running = Mutex<(context: SyncContext?, isNew: Bool)>((nil, false))
    /// True: there is another enrolment. False: try the one that is there again.
    private let enrolled = Bells<Bool>()
    /// Before an enrolment that the store did not take is tried again.
    private static let patience: Duration = .seconds(5)

    /// - Parameters:
    ///   - lines: ``HTTPLines``.
    ///   - onChange: the feed changed something in these tables.
    ///
    /// Throws ``SyncError`` `identityFile`.
    package init(
        _ configuration: Configuration, store: any SyncStore, commands: any CommandDesk, pulses: any PulseSource,
        lines: any LineMaker, clock: any SyncClock, logger: Logger,
        onChange: @escaping @Sendable (Set<FeedTable>) -> Void
    ) throws(SyncError) {
        self.configuration = configuration
        folder = try IdentityFolder(configuration.identity)
        pages = BlobDesk(path: configuration.cache, bound: configuration.cacheBound)
        self.store = store
        desk = commands
        self.pulses = pulses
        self.lines = lines
        self.clock = clock
        self.logger = logger
        self.onChange = onChange
    }

    /// The store has a new fact. Cheap; call it after each commit that told one.
    package func committed() { context?.uplink.ring(.committed) }

    /// Something that the pulse tells of changed.
    package func changed() { context?.pulse.ring(.changed) }

    /// The network came back.
    package func linkUp() {
        context?.uplink.ring(.linkUp)
        context?.downlink.ring(.linkUp)
    }

    /// Nil before the first enrolment.
    package var enrolment: Enrolment? { context?.identity.enrolment }

    /// The identity of now, for the ward's links; nil before the first enrolment.
    package func identity() throws(SyncError) -> TerminalIdentity? { try folder.load() }

    /// The central store's clock; nil before the first answer.
    package var centralTime: Timestamp? { context?.gauge.central(at: clock.monotonic) }

    /// How it stands. Throws what the store throws.
    package func health() async throws -> SyncHealth {
        let standing = try await store.standing()
        let stopped = try await store.stopped()
        let now = clock.monotonic
        let gauge = context?.gauge ?? GaugeHolder(HealthGauge(isEnrolled: false))
        return gauge.with { gauge in
            if let stopped { gauge.stopped(stopped) }
            gauge.outbox(standing, at: now, wall: clock.wall)
            return gauge.health(at: now)
        }
    }

    /// `bedside enrol URL TOKEN`. The old enrolment counts until the new one is whole. Throws ``SyncError``, and what the
    /// store throws.
    package func enrol(url: String, token: String) async throws -> Enrolment {
        let address = try CentralAddress(url)
        let stream = try await store.nextStream()
        let enrolment = try await Enroller(folder: folder, version: configuration.version).enrol(
            url: address.url, token: token, terminal: configuration.terminal, stream: stream,
            over: lines.enrolmentLine(to: address))
        // The store follows when the loops of the old enrolment have ended: they must not send the new epoch.
        running.withLock { $0.isNew = true }
        enrolled.ring(true)
        return enrolment
    }

    /// Until the daemon stops. Throws ``CommitUnknown`` and what the identity's folder throws at the start.
    package func run() async throws {
        try await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                if let identity = try folder.load() {
                    try await follow(identity)
                } else {
                    logger.notice("this terminal is not enrolled at a central store")
                    _ = await enrolled.next()
                }
            }
        }
    }

    /// With one enrolment, until there is another one.
    private func follow(_ identity: TerminalIdentity) async throws {
        guard try await isAdopted(identity) else {
            enrolled.ring(false, after: Self.patience)
            _ = await enrolled.next()
            return
        }
        let gauge = GaugeHolder(HealthGauge(isEnrolled: true))
        gauge.with { $0.certificate(identity.dates) }
        let clock = clock
        let line = LineHolder(try lines.line(for: identity) { gauge.central(at: clock.monotonic) })
        let context = SyncContext(
            store: store, clock: clock, pace: configuration.pace, logger: logger, identity: identity, line: line,
            gauge: gauge, onChange: onChange)
        let isNew = running.withLock { running in
            defer { running = (context, false) }
            return running.isNew
        }
        stays.open(context)
        var failure: (any Error)?
        do {
            try pages.open(context)
            try await loops(context, isNew: isNew)
        } catch { failure = error }
        running.withLock { $0.context = nil }
        stays.close()
        pages.close()
        await line.close()
        if let failure { throw failure }
    }

    /// Whether the store knows of the enrolment; a crash between the two leaves nothing half done. A full disk and a store
    /// that was begun anew say no: the terminal goes on for its patients until there is room, or another enrolment.
    private func isAdopted(_ identity: TerminalIdentity) async throws(CommitUnknown) -> Bool {
        do {
            try await store.adopt(identity.enrolment.stream, at: clock.wall)
            return true
        } catch let error as CommitUnknown {
            throw error
        } catch {
            logger.error("the store does not take the enrolment", metadata: ["cause": "\(error)"])
            return false
        }
    }

    private func loops(_ context: SyncContext, isNew: Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await UplinkLoop(context: context, isNew: isNew).run() }
            group.addTask { try await DownlinkLoop(context: context, isNew: isNew).run() }
            group.addTask { [folder, lines] in
                await RenewalLoop(context: context, folder: folder, lines: lines).run()
            }
            group.addTask { [pulses] in try await PulseLoop(context: context, source: pulses).run() }
            group.addTask { [desk] in try await CommandLoop(context: context, desk: desk).run() }
            group.addTask { [stays] in try await stays.takeOffers(context) }
            group.addTask { [enrolled] in _ = await enrolled.next() }
            defer { group.cancelAll() }
            // None of them ends by itself: a new enrolment does, or a failure.
            _ = try await group.next()
        }
    }

    private var context: SyncContext? { running.withLock { $0.context } }
}
