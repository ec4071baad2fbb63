import BedsideDomain
import Synchronization

/// Where long polls wait: woken by a publication for their hospital, by their own time, or because their terminal was
/// revoked. One sweep a second serves all of them; nobody waits, nothing runs.
final class WaitHub: Sendable {
    /// Why a wait ended.
    enum End: Sendable, Hashable {
        case published
        case timeOver
        /// The terminal's rights changed, its connection went, or the server stops.
        case ended
    }

    private struct Waiter {
        let hospital: HospitalID
        let terminal: TerminalName
        let until: ContinuousClock.Instant
        let resume: CheckedContinuation<End, Never>
    }

    private struct State {
        var waiters: [UInt64: Waiter] = [:]
        /// Ended before they began to wait.
        var ended: Set<UInt64> = []
        var next: UInt64 = 1
        var publications: [HospitalID: UInt64] = [:]
        var sweeping = false
        var stopped = false
    }

    private let state = Mutex(State())
    private let clock = ContinuousClock()

    /// The number of a hospital's publications so far: taken before the feed is read, so that what is published between the
    /// reading and the waiting is not slept through.
    func ticket(_ hospital: HospitalID) -> UInt64 {
        state.withLock { $0.publications[hospital] ?? 0 }
    }

    /// A name for a wait, by which ``end(_:)`` knows it, also before it begins.
    func newWait() -> UInt64 {
        state.withLock {
            $0.next += 1
            return $0.next
        }
    }

    func wait(
        _ id: UInt64, hospital: HospitalID, terminal: TerminalName, after ticket: UInt64,
        until: ContinuousClock.Instant
    ) async -> End {
        await withCheckedContinuation { continuation in
            let (early, sweep) = state.withLock { state -> (End?, Bool) in
                if state.stopped || state.ended.remove(id) != nil { return (.ended, false) }
                if state.publications[hospital] ?? 0 != ticket { return (.published, false) }
                if until <= clock.now { return (.timeOver, false) }
                state.waiters[id] = Waiter(
                    hospital: hospital, terminal: terminal, until: until, resume: continuation)
                defer { state.sweeping = true }
                return (nil, !state.sweeping)
            }
            if let early { continuation.resume(returning: early) }
            if sweep { Task { await self.sweep() } }
        }
    }

    /// Something new is in the hospital's feed.
    func published(_ hospital: HospitalID) {
        finish(.published) { state in
            state.publications[hospital, default: 0] += 1
            return { $0.hospital == hospital }
        }
    }

    /// Every poll of that terminal ends now.
    func end(_ terminal: TerminalName, of hospital: HospitalID) {
        finish(.ended) { _ in { $0.hospital == hospital && $0.terminal == terminal } }
    }

    /// That wait ends, or does not begin.
    func end(_ id: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            if let waiter = state.waiters.removeValue(forKey: id) { return waiter }
            state.ended.insert(id)
            return nil
        }
        waiter?.resume.resume(returning: .ended)
    }

    /// Forgets the name of a wait that is over.
    func close(_ id: UInt64) { state.withLock { _ = $0.ended.remove(id) } }

    /// The server stops: nobody waits any more.
    func stop() {
        finish(.ended) { state in
            state.stopped = true
            return { _ in true }
        }
    }

    /// Whose feeds are waited for.
    var hospitals: Set<HospitalID> { state.withLock { Set($0.waiters.values.lazy.map(\.hospital)) } }

    var waiting: Int { state.withLock { $0.waiters.count } }

    private func finish(_ end: End, _ choose: (inout State) -> (Waiter) -> Bool) {
        let found = state.withLock { state -> [Waiter] in
            let chosen = choose(&state)
            let found = state.waiters.filter { chosen($0.value) }
            for id in found.keys { state.waiters[id] = nil }
            return Array(found.values)
        }
        for waiter in found { waiter.resume.resume(returning: end) }
    }

    /// Once a second while somebody waits.
    private func sweep() async {
        while true {
            do { try await clock.sleep(for: .seconds(1)) } catch { return }
            let now = clock.now
            finish(.timeOver) { _ in { $0.until <= now } }
            let over = state.withLock { state in
                state.sweeping = !state.waiters.isEmpty
                return !state.sweeping
            }
            if over { return }
        }
    }
}
