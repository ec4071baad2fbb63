import BedsideDomain
import BedsideSync
import Synchronization

// Parts of the sync that are built after it, because they hang on the store, the printers and the alarms.

/// Commands that come before anybody can carry them out are refused; they are asked for at the earliest with the services.
final class LateDesk: CommandDesk {
    private let desk = Mutex<CentralCommands?>(nil)

    func connect(_ commands: CentralCommands) { desk.withLock { $0 = commands } }

    func reload() async throws -> CommandOutcome { try await current?.reload() ?? .failed }

    func printTestPage(tray: String) async throws -> CommandOutcome {
        try await current?.printTestPage(tray: tray) ?? .failed
    }

    func show(message: String, until: Timestamp) async throws -> CommandOutcome {
        try await current?.show(message: message, until: until) ?? .failed
    }

    func release(_ encounter: EncounterID) async throws -> CommandOutcome {
        try await current?.release(encounter) ?? .failed
    }

    func revoke() async throws -> CommandOutcome { try await current?.revoke() ?? .failed }

    private var current: CentralCommands? { desk.withLock { $0 } }
}

final class LatePulse: PulseSource {
    private let source = Mutex<TerminalPulse?>(nil)

    func connect(_ pulse: TerminalPulse) { source.withLock { $0 = pulse } }

    func figures() async -> PulseFigures {
        guard let source = source.withLock({ $0 }) else {
            return PulseFigures(
                version: StatusReporter.version, uptimeSeconds: 0, printers: [], missingDevices: [], openCalls: 0,
                openEmergencies: 0, openFaults: 0, lostLinks: [], link: nil)
        }
        return await source.figures()
    }
}

final class LateTables: Sendable {
    private let listener = Mutex<(@Sendable (Set<FeedTable>) -> Void)?>(nil)

    func connect(_ listener: @escaping @Sendable (Set<FeedTable>) -> Void) { self.listener.withLock { $0 = listener } }

    func changed(_ tables: Set<FeedTable>) { listener.withLock { $0 }?(tables) }
}

/// Pages of patients who went away, to be taken out of the cache.
final class DroppedPages: Sendable {
    private let pages = Mutex<BlobDesk?>(nil)

    func connect(_ desk: BlobDesk) { pages.withLock { $0 = desk } }

    func drop(_ hashes: [EventHash]) {
        guard let desk = pages.withLock({ $0 }) else { return }
        Task { await desk.forget(hashes) }
    }
}
