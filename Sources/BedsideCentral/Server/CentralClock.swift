import BedsideDomain
import Foundation

/// Wall time for people and dates, monotonic time for waits. Tests turn the wall.
struct CentralClock: Sendable {
    private let now: @Sendable () -> Timestamp
    private let instant: @Sendable () -> ContinuousClock.Instant

    init(
        _ now: @escaping @Sendable () -> Timestamp,
        monotonic: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock().now }
    ) {
        self.now = now
        instant = monotonic
    }

    static let system = CentralClock {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    var wall: Timestamp { now() }
    var monotonic: ContinuousClock.Instant { instant() }
}
