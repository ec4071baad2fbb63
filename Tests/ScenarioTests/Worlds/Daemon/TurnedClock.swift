import BedsideDomain
import Synchronization

@testable import BedsideDaemon

/// The daemon's clock, turned by the world: it knows everybody who sleeps, and wakes one at a time.
final class TurnedClock: Sendable {
    private struct Sleeper {
        let until: Int64
        let number: UInt64
        let wakes: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var time = VirtualClock()
        var sleepers: [Sleeper] = []
        var slept: UInt64 = 0
    }

    private let state = Mutex(State())

    var clock: AlarmClock {
        AlarmClock {
            self.now
        } sleep: {
            try await self.sleep(until: $0)
        }
    }

    var now: AlarmMoment { state.withLock { $0.time.now } }

    /// Until when everybody sleeps, the first to wake first.
    var sleeping: [Int64] { state.withLock { $0.sleepers.map(\.until) } }

    /// Grows each time that somebody lies down.
    var slept: UInt64 { state.withLock { $0.slept } }

    func turn(_ work: (inout VirtualClock) -> Void) { state.withLock { work(&$0.time) } }

    /// Turns on to the moment until which the first one sleeps, unless that is later than the end, and wakes that one.
    func wakeNext(until end: Int64) -> Bool {
        let first = state.withLock { state -> Sleeper? in
            guard let first = state.sleepers.first, first.until <= end else { return nil }
            state.time.advance(to: first.until)
            return state.sleepers.removeFirst()
        }
        first?.wakes.resume()
        return first != nil
    }

    private func sleep(until moment: Int64) async throws {
        let number = state.withLock { state in
            state.slept += 1
            return state.slept
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let verdict = state.withLock { state -> Result<Void, any Error>? in
                    // A task that was cancelled before has called the handler below in vain.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if moment <= state.time.uptime { return .success(()) }
                    let place = state.sleepers.firstIndex { $0.until > moment } ?? state.sleepers.endIndex
                    state.sleepers.insert(Sleeper(until: moment, number: number, wakes: continuation), at: place)
                    return nil
                }
                if let verdict { continuation.resume(with: verdict) }
            }
        } onCancel: {
            let cancelled = state.withLock { state -> Sleeper? in
                state.sleepers.firstIndex { $0.number == number }.map { state.sleepers.remove(at: $0) }
            }
            cancelled?.wakes.resume(throwing: CancellationError())
        }
    }
}
