import Synchronization

/// Carries what the inputs' threads saw to the one that owns the alarms. Bounded by the number of points and inputs,
/// whatever the inputs do and however long nobody fetches, and no fact is lost:
///
/// - presses of one point add up;
/// - of the levels of one point, and of the losses and returns of one subject, what was not fetched yet stays as at most
///   three turns (``Turns``): a raise or a loss that is over again is still told, and the last one is how it stands now;
/// - what came first is told first: a point or subject keeps its place from its first event that was not fetched yet.
package final class ContactOutlet: Sendable {
    private let state = Mutex(State())

    package init() {}

    /// Never blocks for longer than a copy takes; from any thread.
    func put(_ events: [ContactEvent]) {
        guard !events.isEmpty else { return }
        let waiting = state.withLock { state in
            for event in events { state.pending.add(event) }
            return state.takeWaiting()
        }
        for one in waiting { one.resume() }
    }

    /// No more is coming: ``next()`` gives what is still there, and then nil.
    func finish() {
        let waiting = state.withLock { state in
            state.isFinished = true
            return state.takeWaiting()
        }
        for one in waiting { one.resume() }
    }

    /// Waits for events and takes all that are there; nil after the end, and at once in a cancelled task, which leaves
    /// what is there for the next call. For one consumer.
    package func next() async -> [ContactEvent]? {
        while !Task.isCancelled {
            let (events, isFinished) = state.withLock { ($0.pending.take(), $0.isFinished) }
            if !events.isEmpty { return events }
            if isFinished { return nil }
            await wait()
        }
        return nil
    }

    /// Returns when there may be something, at the latest when the task is cancelled.
    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { state in
                    // A task that was cancelled before this looked has called the handler below in vain.
                    let isNow = !state.pending.isEmpty || state.isFinished || Task.isCancelled
                    if !isNow { state.waiting.append(continuation) }
                    return isNow
                }
                if isNow { continuation.resume() }
            }
        } onCancel: {
            for one in state.withLock({ $0.takeWaiting() }) { one.resume() }
        }
    }

    private struct State {
        var pending = PendingContacts()
        var isFinished = false
        var waiting: [CheckedContinuation<Void, Never>] = []

        mutating func takeWaiting() -> [CheckedContinuation<Void, Never>] {
            defer { waiting = [] }
            return waiting
        }
    }
}
