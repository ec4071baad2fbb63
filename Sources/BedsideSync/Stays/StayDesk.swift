package import BedsideDomain
import BedsideWire
import Foundation
import Logging
import Synchronization

/// Takes over stays from other terminals: one at a time for each stay.
package final class StayDesk: Sendable {
    private struct Work {
        let task: Task<Void, Never>
        var waiting: [CheckedContinuation<TakeOutcome, Never>]
        var outcome: TakeOutcome?
    }

    private let work = Mutex<[EncounterID: Work]>([:])
    private let context = Mutex<SyncContext?>(nil)
    /// A commit of unknown end: the service ends.
    private let broken = Mutex<CommitUnknown?>(nil)

    init() {}

    /// Asks for a stay and waits for the outcome, `patience` at the longest and a little. A post whose answer was lost is
    /// repeated in the background until it is known, whatever the caller heard.
    package func take(_ encounter: EncounterID, wait patience: Duration) async -> TakeOutcome {
        guard let context = context.withLock({ $0 }) else { return .offline }
        return await withCheckedContinuation { continuation in
            let early: TakeOutcome? = work.withLock { work in
                if let outcome = work[encounter]?.outcome { return outcome }
                if work[encounter] == nil {
                    work[encounter] = Work(
                        task: Task { await self.run(encounter, patience, context) }, waiting: [], outcome: nil)
                }
                work[encounter]?.waiting.append(continuation)
                return nil
            }
            if let early { continuation.resume(returning: early) }
        }
    }

    /// With an enrolment: from now on it can take.
    func open(_ context: SyncContext) { self.context.withLock { $0 = context } }

    /// What is under way ends; what was posted comes back with the feed.
    func close() {
        context.withLock { $0 = nil }
        for work in work.withLock({ Array($0.values) }) { work.task.cancel() }
    }

    /// Takes what the feed says is this terminal's and is not here, until the task is cancelled.
    func takeOffers(_ context: SyncContext) async throws(CommitUnknown) {
        while !Task.isCancelled {
            if let broken = broken.withLock({ $0 }) { throw broken }
            let offered = try await context.keeping { try await context.store.offered() } ?? []
            var isOpen = false
            for encounter in offered where await take(encounter, wait: .seconds(20)) != .taken { isOpen = true }
            // What could not be taken now, because a slip or a bed has not come yet, is tried again.
            if isOpen { context.offers.ring(.woken, after: context.pace.look) }
            _ = await context.offers.next()
        }
    }

    private func run(_ encounter: EncounterID, _ patience: Duration, _ context: SyncContext) async {
        var random = SystemRandomNumberGenerator()
        var (take, actions) = StayTake.begin(encounter, patience: patience, at: context.now)
        var isOver = false
        while !isOver, !Task.isCancelled {
            var events: [StayTakeEvent] = []
            for action in actions {
                switch action {
                case .tell(let outcome): tell(encounter, outcome)
                case .end: isOver = true
                case .wake(let time):
                    do { try await Task.sleep(for: max(.zero, time - context.now)) } catch { break }
                    events.append(.woken)
                case .ask, .check, .post, .save: events.append(await perform(action, encounter, context))
                }
            }
            actions = events.flatMap { take.handle($0, at: context.now, using: &random) }
        }
        tell(encounter, .offline)
        work.withLock { $0[encounter] = nil }
    }

    private func perform(
        _ action: StayTakeAction, _ encounter: EncounterID, _ context: SyncContext
    ) async -> StayTakeEvent {
        do {
            switch action {
            case .ask(let wait):
                return .answered(
                    try await context.ask(serverTime: { _ in nil }) { line throws(LineError) in
                        try await line.take(encounter, wait: wait)
                    })
            case .check(let stay):
                return .checked(try await context.store.canTake(stay: try Self.json(stay), at: context.clock.wall))
            case .post(let hold):
                _ = try await context.ask(serverTime: { (_: Bool) in nil }) { line throws(LineError) in
                    try await line.post(hold)
                    return true
                }
                return .posted
            case .save(let stay, let hold):
                try await context.store.take(stay: try Self.json(stay), hold: hold, at: context.clock.wall)
                context.uplink.ring(.committed)
                return .saved
            case .tell, .end, .wake: return .woken
            }
        } catch let error as LineError {
            return .failed(error)
        } catch let error as CommitUnknown {
            broken.withLock { $0 = error }
            context.offers.ring(.arrived)
            return .storeFailed
        } catch {
            context.logger.error("the store failed to take a stay", metadata: ["cause": "\(error)"])
            return .storeFailed
        }
    }

    private static func json(_ stay: StayRow) throws -> String {
        String(decoding: try JSONEncoder().encode(stay), as: UTF8.self)
    }

    /// Everybody who waits hears it; whoever comes later hears what the others did, until it is over.
    private func tell(_ encounter: EncounterID, _ outcome: TakeOutcome) {
        let waiting = work.withLock { work in
            let waiting = work[encounter]?.waiting ?? []
            work[encounter]?.waiting = []
            if work[encounter]?.outcome == nil { work[encounter]?.outcome = outcome }
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: outcome) }
    }
}
