import BedsideDomain
import Logging
import Synchronization

/// Notices that a hospital's feed grew and wakes those who wait for it: soon after every write of this server, and from time
/// to time for what other servers of the same store wrote. While nobody waits and nothing is written it does nothing.
final class FeedWatch: Sendable {
    private struct State {
        var heads: [HospitalID: FeedCursor] = [:]
        var touched: Set<HospitalID> = []
        var isLooking = false
        var isListening = false
    }

    private let hub: WaitHub
    private let head: @Sendable (HospitalID) async throws -> FeedCursor
    /// How often to look for what others wrote.
    private let interval: Duration
    private let logger: Logger
    private let state = Mutex(State())

    init(
        hub: WaitHub, interval: Duration, logger: Logger,
        head: @escaping @Sendable (HospitalID) async throws -> FeedCursor
    ) {
        self.hub = hub
        self.interval = interval
        self.logger = logger
        self.head = head
    }

    /// This server may have written something that terminals wait for.
    func touch(_ hospital: HospitalID) {
        let begin = state.withLock { state in
            state.touched.insert(hospital)
            defer { state.isLooking = true }
            return !state.isLooking
        }
        if begin { Task { await self.look() } }
    }

    /// Somebody is about to wait: from now on others' writes matter too.
    func listen() {
        let begin = state.withLock { state in
            defer { state.isListening = true }
            return !state.isListening
        }
        if begin { Task { await self.poll() } }
    }

    /// Looks until nothing is touched. Many writes within 20 ms are looked at once.
    private func look() async {
        while true {
            do { try await ContinuousClock().sleep(for: .milliseconds(20)) } catch { return }
            let touched = state.withLock { state in
                defer { state.touched = [] }
                state.isLooking = !state.touched.isEmpty
                return state.touched
            }
            guard !touched.isEmpty else { return }
            for hospital in touched { await compare(hospital) }
        }
    }

    private func poll() async {
        var idle = 0
        while true {
            do { try await ContinuousClock().sleep(for: interval) } catch { return }
            let hospitals = hub.hospitals
            idle = hospitals.isEmpty ? idle + 1 : 0
            // Twice: who called ``listen()`` may not wait yet.
            guard idle < 2 else { return state.withLock { $0.isListening = false } }
            for hospital in hospitals { await compare(hospital) }
        }
    }

    private func compare(_ hospital: HospitalID) async {
        do {
            let now = try await head(hospital)
            let isNew = state.withLock { state in
                defer { state.heads[hospital] = now }
                return state.heads[hospital] != now
            }
            if isNew { hub.published(hospital) }
        } catch {
            // Waiters come again by themselves; the next look may succeed.
            logger.warning("The feed's head cannot be read", metadata: ["cause": "\(type(of: error))"])
        }
    }
}
