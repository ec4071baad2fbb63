import BedsideStore
import BedsideSync
import Logging
import ServiceLifecycle

/// What has time: ended days are stated, patients who went away are forgotten once their last page is out, old acknowledged
/// facts go, and the links show the newest certificate. At the start and every ten minutes.
struct Upkeep: Service {
    private static let interval: Duration = .seconds(600)

    let store: Store
    let central: CentralHouse
    let links: LinkHouse?
    let clock: DaemonClock
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await going(on: logger, after: "The upkeep failed", else: ()) { try await round() }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    private func round() async throws {
        if let links { await central.showCertificate(links) }
        // Without a central store nobody asks for statements, and nothing is acknowledged.
        guard central.sync.enrolment != nil else { return }
        let statements = try await store.closeDays(at: clock.wall)
        if !statements.isEmpty { logger.info("Days were stated", metadata: ["count": "\(statements.count)"]) }
        let outcome = try await store.retryForgetting(at: clock.wall)
        await central.sync.pages.forget(outcome.droppedPages)
        try await store.pruneOutbox(at: clock.wall)
    }
}
