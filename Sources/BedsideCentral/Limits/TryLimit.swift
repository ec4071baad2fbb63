import BedsideWire
import HTTPTypes
import Synchronization

/// Slows down guessing: so many tries a second for everybody together. A token has 256 bits, a password has not.
final class TryLimit: Sendable {
    private let bucket: Mutex<TokenBucket>

    init(perSecond: Double, burst: Double, at now: ContinuousClock.Instant) {
        bucket = Mutex(TokenBucket(rate: perSecond, burst: burst, at: now))
    }

    /// Throws ``CentralRefusal`` 503 `busy`.
    func take(at now: ContinuousClock.Instant) throws {
        guard let wait = bucket.withLock({ $0.take(at: now) }) else { return }
        throw CentralRefusal(
            .serviceUnavailable, .busy, "Too many tries at once; wait.",
            retryAfter: Admission.jitter(wait))
    }
}
