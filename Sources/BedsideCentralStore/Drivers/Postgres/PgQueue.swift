import Dispatch
import Synchronization

/// Work that waits for a connection: first come, first served, and refused when too much waits.
final class PgQueue: Sendable {
    typealias Job = @Sendable (_ link: PgLink) -> Void

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let capacity: Int

    private struct State {
        var jobs: [Job] = []
        var first = 0
        var isClosed = false
    }

    init(capacity: Int) { self.capacity = capacity }

    /// Throws ``CentralError`` `busy` or `closed`.
    func submit(_ job: @escaping Job) throws(CentralError) {
        let refusal: CentralError? = state.withLock { state in
            guard !state.isClosed else { return .isClosed }
            guard state.jobs.count - state.first < capacity else { return .isBusy }
            state.jobs.append(job)
            return nil
        }
        if let refusal { throw refusal }
        filled.signal()
    }

    /// Waits for work; nil after ``close()`` once all is done.
    func next() -> Job? {
        filled.wait()
        return state.withLock { state in
            guard state.first < state.jobs.count else { return nil }
            let job = state.jobs[state.first]
            state.first += 1
            if state.first > 256 || state.first == state.jobs.count {
                state.jobs.removeFirst(state.first)
                state.first = 0
            }
            return job
        }
    }

    /// What waits is still done; then each of the workers gets its nil.
    func close(workers: Int) {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        for _ in 0..<workers { filled.signal() }
    }
}
