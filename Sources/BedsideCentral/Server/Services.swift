import BedsideCentralStore
import BedsideDomain
import Logging
import ServiceLifecycle

/// Ends every wait when the server stops, asked to or because a part of it failed: nobody's long poll holds it up.
struct WaitService: Service {
    let hub: WaitHub

    func run() async throws {
        do { try await gracefulShutdown() } catch is CancellationError {}
        hub.stop()
    }
}

/// Passes on what other servers of the same store tell.
struct HintService: Service {
    let watch: FeedWatch
    let hints: AsyncStream<FeedHint>
    let logger: Logger

    func run() async throws {
        for await hint in hints.cancelOnGracefulShutdown() {
            watch.hear(hint)
            if hint == .deaf {
                logger.warning("Other servers of this store are not heard; the feed is looked at four times a second")
            }
        }
    }
}

/// Ends the server after a COMMIT whose end nobody knows: what the next start reads back from the disk counts, and nothing
/// that this process believes (sync.md 0, finding 3).
struct DatabaseGuard: Service {
    let failures: AsyncStream<CentralError>

    func run() async throws {
        for await failure in failures.cancelOnGracefulShutdown() { throw failure }
    }
}

/// What has to be done from time to time: each by its own name, a failure of one stops none.
struct Housekeeping: Service {
    struct Chore: Sendable {
        let name: String
        let work: @Sendable () async throws -> Void
    }

    let interval: Duration
    let chores: [Chore]
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for chore in chores {
                    do { try await chore.work() } catch is CancellationError { return } catch {
                        let cause = (error as? any TellingError)?.codeText ?? "\(type(of: error))"
                        logger.error(
                            "A chore failed", metadata: ["chore": "\(chore.name)", "cause": "\(cause)"])
                    }
                }
                do { try await ContinuousClock().sleep(for: interval) } catch { return }
            }
        }
    }
}
