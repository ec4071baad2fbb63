import Foundation
import Glibc
import Logging
import ServiceLifecycle

/// Ends the process when its services do not: a terminal that hangs while it stops is worse than one that stops at once,
/// and every state is in the store.
///
/// The last of the group, so the first to hear of a shutdown. It waits on a thread of its own, because what hangs may have
/// taken every thread of the pool.
struct LastResort: Service {
    /// Above the group's graceful time, below systemd's TimeoutStopSec.
    static let patience: TimeInterval = 12

    let logger: Logger
    let roster: Roster
    /// Tells those that block a thread for somebody outside not to wait any more.
    let onShutdown: @Sendable () -> Void

    func run() async throws {
        // A cancelled group is a shutdown too.
        do { try await gracefulShutdown() } catch is CancellationError {}
        onShutdown()
        Self.end(after: Self.patience, roster, logger)
    }

    /// Ends the process after that time, whatever its services do.
    static func end(after time: TimeInterval, _ roster: Roster, _ logger: Logger) {
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: time)
            logger.critical(
                "Services did not stop in time; ending all the same", metadata: ["running": "\(roster.running)"])
            exit(EXIT_FAILURE)
        }
    }
}
