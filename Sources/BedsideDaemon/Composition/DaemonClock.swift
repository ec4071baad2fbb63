import BedsideDomain
import BedsideKiosk
import Foundation

/// The two clocks of the daemon, passed in everywhere: no rule reads a clock by itself.
struct DaemonClock: Sendable {
    private let origin: ContinuousClock.Instant
    private let now: @Sendable () -> ContinuousClock.Instant
    /// When it was made.
    let started: Timestamp

    /// - Parameter now: reads the monotonic clock; a test hands in its own.
    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.now = now
        origin = now()
        started = Self.wallNow
    }

    /// Wall time, for people and paper.
    var wall: Timestamp { Self.wallNow }

    private static var wallNow: Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded()))
    }

    /// Since the daemon started; counts on through sleep (CLOCK_BOOTTIME), never backwards.
    var monotonic: Duration { now() - origin }

    var moment: KioskMoment { KioskMoment(monotonic: monotonic, wall: wall) }

    func instant(at monotonic: Duration) -> ContinuousClock.Instant { origin + monotonic }
}
