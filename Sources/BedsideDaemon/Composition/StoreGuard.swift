import BedsideStore
import Logging
import ServiceLifecycle

/// Ends the daemon after a commit whose end nobody knows, whoever asked for it and whatever they made of it: what the next
/// start reads back from the disk counts.
struct StoreGuard: Service {
    let store: Store
    let roster: Roster
    let logger: Logger

    func run() async throws {
        var told: StoreError?
        for await failure in store.failures.cancelOnGracefulShutdown() {
            told = failure
            break
        }
        // Whoever asked for the commit may have ended the others, and this, before the stream was read.
        guard let failure = told ?? store.failure else { return }
        // At once: services that hang while they stop must not hide why.
        logger.critical("The store cannot be trusted any more; bedsided ends", metadata: ["cause": "\(failure)"])
        // Nothing can be saved by waiting, and the ward is without its terminal meanwhile.
        LastResort.end(after: 1, roster, logger)
        throw failure
    }
}
