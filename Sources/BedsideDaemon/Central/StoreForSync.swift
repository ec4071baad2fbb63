import BedsideDomain
import BedsideStore
import BedsideSync

/// The terminal's store as the sync wants it.
struct StoreForSync: SyncStore {
    let store: Store
    /// Pages of reports that nobody may have any more.
    let onForgotten: @Sendable ([EventHash]) -> Void

    func stream() async throws -> OutboxStream { try await known { try await store.outboxStream() } }

    func standing() async throws -> BedsideSync.OutboxStanding {
        let standing = try await known { try await store.outboxStanding() }
        return BedsideSync.OutboxStanding(
            last: standing.stream.last, acked: standing.next - 1, backlog: standing.backlog,
            oldestUnsent: standing.oldestUnsent, held: standing.held)
    }

    func batch(events: Int, bytes: Int) async throws -> OutboxBatch {
        try await known {
            let standing = try await store.outboxStanding()
            let batch = try await store.outbox(from: standing.next, most: events, bytes: bytes)
            let head = try await store.outboxHead(before: standing.next)
            let tail = batch.isEmpty ? head : try await store.outboxHead(before: standing.next + Int64(batch.count))
            return OutboxBatch(
                epoch: standing.stream.epoch, after: standing.next - 1, head: head, events: batch, tail: tail,
                // A fact that came between the reads is in the batch, so it is one that this terminal knows of.
                last: max(standing.stream.last, batch.last?.seq ?? 0))
        }
    }

    func hash(at seq: Int64) async throws -> EventHash? {
        try await known { try await kept { try await store.outboxHead(before: seq + 1) } }
    }

    func acknowledge(through: Int64, verdicts: [OutboxVerdict], at now: Timestamp) async throws {
        _ = try await known {
            try await store.acknowledge(through: through, held: verdicts.map { ($0.seq, $0.code) }, at: now)
        }
    }

    func rewind(to seq: Int64, at now: Timestamp) async throws -> Bool {
        try await known {
            try await kept {
                try await store.rewind(to: seq)
                return true
            } ?? false
        }
    }

    func stopped() async throws -> SyncStop? {
        // A reason of a later version is a reason all the same.
        try await known { try await store.syncState().frozen.map { SyncStop(rawValue: $0) ?? .frozen } }
    }

    func stop(_ reason: SyncStop, at now: Timestamp) async throws {
        try await known { try await store.freezeSync(reason.rawValue, at: now) }
    }

    func contact(at now: Timestamp, offset: Int64?) async throws {
        try await known { try await store.noteContact(at: now, offset: offset) }
    }

    func cursor() async throws -> FeedCursor? { try await known { try await store.feedCursor() } }

    func apply(_ rows: [FeedRow], cursor: FeedCursor, at now: Timestamp) async throws -> BedsideSync.FeedOutcome {
        told(try await known { try await store.apply(rows, next: cursor, at: now) })
    }

    func replace(_ rows: any FeedRows, cursor: FeedCursor, at now: Timestamp) async throws -> BedsideSync.FeedOutcome {
        var all: [FeedRow] = []
        while let row = try rows.next() { all.append(row) }
        let whole = all
        return told(try await known { try await store.snapshot(whole, cursor: cursor, at: now) })
    }

    func commands() async throws -> [PendingCommand] {
        try await known {
            let interrupted = try await store.interruptedCommands()
            let waiting = try await store.waitingCommands()
            return interrupted.map { PendingCommand(key: $0, body: "", begun: true) }
                + waiting.map { PendingCommand(key: $0.id, body: $0.body, begun: false) }
        }
    }

    func begin(command: String, at now: Timestamp) async throws -> Bool {
        try await known { try await store.beginCommand(command, at: now) }
    }

    func end(command: String, _ outcome: CommandOutcome, at now: Timestamp) async throws {
        try await known { try await store.endCommand(command, outcome: outcome.rawValue, at: now) }
    }

    func offered() async throws -> [EncounterID] { try await known { try await store.offeredStays() } }

    func canTake(stay: String, at now: Timestamp) async throws -> Bool {
        try await known {
            do {
                try await store.checkAdoption(Array(stay.utf8), at: now)
                return true
            } catch is DomainError {
                return false
            } catch let error as StoreError where error.code == .notFound {
                // Its slip or bed has not come down yet.
                return false
            }
        }
    }

    func take(stay: String, hold: OperationID, at now: Timestamp) async throws {
        _ = try await known { try await store.adopt(Array(stay.utf8), hold: hold, at: now) }
    }

    func nextStream() async throws -> OutboxStream { try await known { try await store.enrolmentStream() } }

    func adopt(_ stream: OutboxStream, at now: Timestamp) async throws {
        try await known { try await store.beginEpoch(stream, reason: "enrolled", at: now) }
    }

    private func told(_ outcome: BedsideStore.FeedOutcome) -> BedsideSync.FeedOutcome {
        if !outcome.droppedPages.isEmpty { onForgotten(outcome.droppedPages) }
        return BedsideSync.FeedOutcome(changed: outcome.changed, refused: outcome.refused.count)
    }

    /// Nil when the store does not keep it any more.
    private func kept<Value>(_ work: () async throws -> Value) async throws -> Value? {
        do {
            return try await work()
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    private func known<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as StoreError where error.code == .commitUnknown {
            throw CommitUnknown(error)
        }
    }
}
