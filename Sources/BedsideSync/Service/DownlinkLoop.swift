import BedsideDomain
import BedsideWire
import Logging

/// Does what ``Downlink`` wants.
struct DownlinkLoop: Sendable {
    let context: SyncContext
    let isNew: Bool

    func run() async throws(CommitUnknown) {
        var random = SystemRandomNumberGenerator()
        var downlink = Downlink(context.pace)
        var events: [DownlinkEvent] = [isNew ? .enrolled : .started]
        while !Task.isCancelled {
            while !events.isEmpty {
                for action in downlink.handle(events.removeFirst(), at: context.now, using: &random) {
                    if let event = try await perform(action) { events.append(event) }
                }
                if Task.isCancelled { return }
            }
            for ring in await context.downlink.next() {
                switch ring {
                case .woken: events.append(.woken)
                case .linkUp: events.append(.linkUp)
                }
            }
        }
    }

    private func perform(_ action: DownlinkAction) async throws(CommitUnknown) -> DownlinkEvent? {
        switch action {
        case .read:
            let cursor = try await context.keeping { try await context.store.cursor() }
            return cursor.map { .read($0) } ?? .storeFailed
        case .poll(let cursor, let wait):
            do {
                let answer = try await context.ask(serverTime: { $0.serverTime }) { line throws(LineError) in
                    try await line.down(after: cursor, wait: wait)
                }
                context.commands.ring(.arrived)
                return .answered(answer)
            } catch { return .failed(error) }
        case .apply(let rows, let cursor):
            let outcome = try await context.keeping {
                try await context.store.apply(rows, cursor: cursor, at: context.clock.wall)
            }
            guard let outcome else { return .storeFailed }
            tell(outcome)
            return .applied(cursor)
        case .snapshot: return try await replace()
        case .wake(let time): context.downlink.ring(.woken, after: time - context.now)
        case .renew: context.renewal.ring(.refused)
        case .centralChanged: context.uplink.ring(.centralChanged)
        case .stopped(let reason):
            context.logger.critical("the central store tells this terminal nothing any more: \(reason.rawValue)")
            context.gauge.with { $0.stopped(reason) }
            _ = try await context.keeping { try await context.store.stop(reason, at: context.clock.wall) }
        }
        return nil
    }

    private func replace() async throws(CommitUnknown) -> DownlinkEvent {
        let snapshot: Snapshot
        do {
            snapshot = try await context.ask(serverTime: { _ in nil }) { line throws(LineError) in
                try await line.snapshot()
            }
        } catch { return .failed(error) }
        let outcome = try await context.keeping {
            try await context.store.replace(snapshot.rows, cursor: snapshot.cursor, at: context.clock.wall)
        }
        guard let outcome else { return .storeFailed }
        tell(outcome)
        return .replaced(snapshot.cursor)
    }

    private func tell(_ outcome: FeedOutcome) {
        if outcome.refused > 0 {
            context.logger.error("rows of the feed were refused", metadata: ["count": "\(outcome.refused)"])
            context.uplink.ring(.committed)
        }
        context.commands.ring(.arrived)
        context.offers.ring(.arrived)
        if !outcome.changed.isEmpty { context.onChange(outcome.changed) }
    }
}
