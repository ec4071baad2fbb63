import BedsideCentralStore
import BedsideDomain
import Logging
import Synchronization

/// Notices that a hospital's feed grew and wakes those who wait for it: soon after every write of this server, and soon
/// after another server of the same store gave a hint. Where no hints are heard it looks by itself, several times a second;
/// where they are, every half a minute all the same. While nobody waits and nothing is written it does nothing.
final class FeedWatch: Sendable {
    private struct State {
        var heads: [HospitalID: FeedCursor] = [:]
        /// The newest head that the others were told.
        var told: [HospitalID: FeedCursor] = [:]
        /// Written here; heard of from others.
        var touched: Set<HospitalID> = []
        var heard: Set<HospitalID> = []
        var isLooking = false
        /// Looks for what others wrote, while somebody waits.
        var polling: Task<Void, Never>?
        /// Hints of the others come.
        var isHearing = false
    }

    /// How it reads a feed's head, and tells the other servers of one that grew.
    struct Store: Sendable {
        let head: @Sendable (HospitalID) async throws -> FeedCursor
        let hint: @Sendable (HospitalID) async throws -> Void
    }

    private let hub: WaitHub
    private let store: Store
    /// How often to look for what others wrote while no hints come; at most every ``seldom``.
    private let interval: Duration
    private let logger: Logger
    private let state = Mutex(State())

    /// A hint may be lost.
    static let seldom = Duration.seconds(30)

    init(hub: WaitHub, interval: Duration, logger: Logger, store: Store) {
        self.hub = hub
        self.interval = interval
        self.logger = logger
        self.store = store
    }

    /// This server may have written something that terminals wait for.
    func touch(_ hospital: HospitalID) { look { $0.touched.insert(hospital) } }

    /// A word of another server, or about hearing them.
    func hear(_ hint: FeedHint) {
        switch hint {
        case .grew(let hospital): look { $0.heard.insert(hospital) }
        case .deaf: turn(isHearing: false)
        case .hearing:
            turn(isHearing: true)
            // Between two connections nobody listened.
            let waited = hub.hospitals
            look { $0.heard.formUnion(waited) }
        }
    }

    /// Somebody is about to wait: from now on others' writes matter too.
    func listen() { state.withLock { if $0.polling == nil { $0.polling = Task { await self.poll() } } } }

    /// Who looks at the pace of before sleeps too long, or too little.
    private func turn(isHearing: Bool) {
        state.withLock { state in
            state.isHearing = isHearing
            guard let old = state.polling else { return }
            old.cancel()
            state.polling = Task { await self.poll() }
        }
    }

    private func look(_ note: (inout State) -> Void) {
        let begin = state.withLock { state in
            note(&state)
            defer { state.isLooking = true }
            return !state.isLooking
        }
        if begin { Task { await self.look() } }
    }

    /// Looks until nothing is touched. Many writes within 20 ms are looked at once.
    private func look() async {
        while true {
            do { try await ContinuousClock().sleep(for: .milliseconds(20)) } catch { return }
            let (touched, heard) = state.withLock { state in
                defer { (state.touched, state.heard) = ([], []) }
                state.isLooking = !(state.touched.isEmpty && state.heard.isEmpty)
                return (state.touched, state.heard.subtracting(state.touched))
            }
            guard !(touched.isEmpty && heard.isEmpty) else { return }
            for hospital in heard { await compare(hospital) }
            for hospital in touched { await tell(hospital, await compare(hospital)) }
        }
    }

    private func poll() async {
        var idle = 0
        while true {
            let pause = state.withLock { $0.isHearing } ? Self.seldom : interval
            do { try await ContinuousClock().sleep(for: pause) } catch { return }
            let hospitals = hub.hospitals
            idle = hospitals.isEmpty ? idle + 1 : 0
            // Twice: who called ``listen()`` may not wait yet.
            guard idle < 2 else { return state.withLock { if !Task.isCancelled { $0.polling = nil } } }
            for hospital in hospitals { await compare(hospital) }
        }
    }

    /// Wakes who waits when the feed has grown. Returns where it stands; nil when that cannot be read.
    @discardableResult
    private func compare(_ hospital: HospitalID) async -> FeedCursor? {
        do {
            let now = try await store.head(hospital)
            let isNew = state.withLock { state in
                defer { state.heads[hospital] = now }
                return state.heads[hospital] != now
            }
            if isNew { hub.published(hospital) }
            return now
        } catch {
            // Waiters come again by themselves; the next look may succeed.
            logger.warning("The feed's head cannot be read", metadata: ["cause": "\(type(of: error))"])
            return nil
        }
    }

    private func tell(_ hospital: HospitalID, _ head: FeedCursor?) async {
        guard let head, state.withLock({ $0.told[hospital] != head }) else { return }
        do {
            try await store.hint(hospital)
            state.withLock { $0.told[hospital] = head }
        } catch {
            // They look by themselves in half a minute, and sooner when their own connections broke too.
            logger.warning("The other servers could not be told", metadata: ["cause": "\(type(of: error))"])
        }
    }
}
