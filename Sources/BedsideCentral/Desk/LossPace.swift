import BedsideDomain
import Synchronization

/// How often a terminal's word may make every terminal of its hospital take a snapshot: once an hour.
final class LossPace: Sendable {
    private static let pauseSeconds: Int64 = 3600
    private let last = Mutex<[HospitalID: Timestamp]>([:])

    /// Whether it may now; if so, not again for an hour.
    func lets(_ hospital: HospitalID, at now: Timestamp) -> Bool {
        last.withLock { last in
            if let before = last[hospital], before <= now, now < before.adding(seconds: Self.pauseSeconds) {
                return false
            }
            last[hospital] = now
            return true
        }
    }
}
