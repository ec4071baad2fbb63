import BedsideDomain
import Synchronization

/// The door to the alarms: everything in the order in which it came, fetched in batches, so that one write to disk serves
/// all that came during the one before.
///
/// Bounded without losing anything: inputs wait until their batch was fetched (their own outlet unites what comes
/// meanwhile), a screen's newest confirmation and a neighbour's newest state replace their older ones, ticks, probes and beats count once, and every other
/// request has somebody who waits for its answer.
final class AlarmInbox: Sendable {
    fileprivate struct State {
        var waiting: [AlarmInput] = []
        var confirmations: [WardScreenName: Int] = [:]
        var neighbours: [TerminalName: Int] = [:]
        var singles: Set<Single> = []
        var owner: CheckedContinuation<[AlarmInput]?, Never>?
        var fetched: [CheckedContinuation<Void, Never>] = []
        var isFinished = false
    }

    fileprivate enum Single: Hashable { case tick, probe, beat }

    private let state = Mutex(State())

    /// False after ``finish()``: nobody will ever fetch it.
    @discardableResult
    func put(_ input: AlarmInput) -> Bool {
        let (isTaken, owner) = state.withLock { state -> (Bool, (() -> Void)?) in
            guard !state.isFinished else { return (false, nil) }
            return (true, state.add(input) ? state.hand() : nil)
        }
        owner?()
        return isTaken
    }

    /// Returns once the owner has fetched it.
    func putAndWait(_ input: AlarmInput) async {
        await withCheckedContinuation { continuation in
            let owner = state.withLock { state -> (() -> Void)? in
                guard !state.isFinished else { return { continuation.resume() } }
                _ = state.add(input)
                state.fetched.append(continuation)
                return state.hand()
            }
            owner?()
        }
    }

    /// The next batch; nil once everything was given out that came before ``finish()``. For the one owner.
    func next() async -> [AlarmInput]? {
        await withCheckedContinuation { continuation in
            let now = state.withLock { state -> (() -> Void)? in
                if state.isFinished, state.waiting.isEmpty {
                    return { continuation.resume(returning: [AlarmInput]?.none) }
                }
                state.owner = continuation
                return state.hand()
            }
            now?()
        }
    }

    /// Takes no more. What is there is still given out, so that a call of the last moment is written down.
    func finish() {
        let owner = state.withLock { state in
            state.isFinished = true
            // Who sleeps has fetched everything.
            defer { state.owner = nil }
            return state.owner
        }
        owner?.resume(returning: nil)
    }
}

extension AlarmInbox.State {
    /// False when it only replaced something.
    fileprivate mutating func add(_ input: AlarmInput) -> Bool {
        switch input {
        case .tick: guard singles.insert(.tick).inserted else { return false }
        case .probe: guard singles.insert(.probe).inserted else { return false }
        case .beat: guard singles.insert(.beat).inserted else { return false }
        case .screen(let name, .confirmed):
            if let place = confirmations[name] {
                waiting[place] = input
                return false
            }
            confirmations[name] = waiting.count
        case .screen(let name, .joined), .screen(let name, .left): confirmations[name] = nil
        case .neighbour(let name, _):
            if let place = neighbours[name] {
                waiting[place] = input
                return false
            }
            neighbours[name] = waiting.count
        case .contacts, .call, .act, .fault: break
        }
        waiting.append(input)
        return true
    }

    /// What wakes the owner, if it sleeps and there is something.
    fileprivate mutating func hand() -> (() -> Void)? {
        guard let owner, !waiting.isEmpty else { return nil }
        self.owner = nil
        let (batch, waiters) = (waiting, fetched)
        waiting = []
        fetched = []
        confirmations = [:]
        neighbours = [:]
        singles = []
        return {
            owner.resume(returning: batch)
            for waiter in waiters { waiter.resume() }
        }
    }
}
