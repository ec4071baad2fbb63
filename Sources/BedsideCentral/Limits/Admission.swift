import BedsideDomain
import BedsideWire
import HTTPTypes
import Synchronization

/// Lets in as many uploads as the store can take, and refuses the rest early, before their bodies are read: a refusal is
/// cheap, an answer that comes after its asker gave up is work for nothing.
final class Admission: Sendable {
    struct Limits: Sendable {
        /// Uploads a second of one hospital, so that none keeps the others out.
        var uploadsPerSecond: Double = 2000
        /// Uploads that may wait for the store at once.
        var uploadsAtOnce = 256
        /// Bytes of bodies that are held at once.
        var bodyBytes = 64 << 20
    }

    private struct State {
        var buckets: [HospitalID: TokenBucket] = [:]
        var uploads = 0
        var bytes = 0
        var refused = 0
    }

    private let limits: Limits
    private let state = Mutex(State())

    init(_ limits: Limits) { self.limits = limits }

    /// Runs an upload whose body has so many bytes at most. Throws ``CentralRefusal`` 503 `busy`.
    func upload<Answer>(
        of hospital: HospitalID, bytes: Int, at now: ContinuousClock.Instant,
        _ work: () async throws -> Answer
    ) async throws -> Answer {
        if let wait = enter(hospital, bytes, now) {
            throw CentralRefusal(
                .serviceUnavailable, .busy, "The central store is busy; send the same again later.",
                retryAfter: Self.jitter(wait))
        }
        defer {
            state.withLock {
                $0.uploads -= 1
                $0.bytes -= bytes
            }
        }
        return try await work()
    }

    /// Uploads in work, and refused since the start.
    var figures: (uploads: Int, refused: Int) { state.withLock { ($0.uploads, $0.refused) } }

    /// The seconds to come again after, spread so that a thousand terminals do not come at the same moment.
    static func jitter(_ seconds: Double) -> Int {
        let least = max(1, Int(seconds.rounded(.up)))
        return least + Int.random(in: 0...(least + 2))
    }

    private func enter(_ hospital: HospitalID, _ bytes: Int, _ now: ContinuousClock.Instant)
        -> Double?
    {
        state.withLock { state in
            let full = state.uploads >= limits.uploadsAtOnce || state.bytes + bytes > limits.bodyBytes
            var bucket =
                state.buckets[hospital]
                ?? TokenBucket(rate: limits.uploadsPerSecond, burst: limits.uploadsPerSecond, at: now)
            let wait = full ? 1 : bucket.take(at: now)
            state.buckets[hospital] = bucket
            guard wait == nil else {
                state.refused += 1
                return wait
            }
            state.uploads += 1
            state.bytes += bytes
            return nil
        }
    }
}
