import BedsideStore
import Logging
import ServiceLifecycle

/// Ends the daemon after a commit whose end nobody knows, whoever asked for it and whatever they made of it: what the next
/// start reads back from the disk counts.
struct StoreGuard: Service {
    let failures: AsyncStream<StoreError>
    let logger: Logger

    func run() async throws {
        for await failure in failures.cancelOnGracefulShutdown() {
            // At once: services that hang while they stop must not hide why.
            logger.critical("The store cannot be trusted any more; bedsided ends", metadata: ["cause": "\(failure)"])
            // Nothing can be saved by waiting, and the ward is without its terminal meanwhile.
            LastResort.end(after: 1, logger)
            throw failure
        }
    }
}
