package import BedsideDomain

/// How much of the outbox the central store has.
package struct OutboxStanding: Sendable, Hashable {
    /// The newest event; 0 when there is none.
    package let last: Int64
    /// Everything up to it is acknowledged.
    package let acked: Int64
    /// Events that are not acknowledged.
    package let backlog: Int
    /// Wall time of the oldest of them.
    package let oldestUnsent: Timestamp?
    /// Acknowledged events that the central store holds for a person.
    package let held: Int

    package init(last: Int64, acked: Int64, backlog: Int, oldestUnsent: Timestamp?, held: Int) {
        self.last = last
        self.acked = acked
        self.backlog = backlog
        self.oldestUnsent = oldestUnsent
        self.held = held
    }
}

/// Consecutive events of one epoch.
package struct OutboxBatch: Sendable, Hashable, Redacted {
    package let epoch: StreamEpoch
    /// The number of the event before the first.
    package let after: Int64
    /// The hash of the event before the first; the epoch's root when there is none.
    package let head: EventHash
    package let events: [OutboxEvent]
    /// The stored hash of the last event; ``head`` when there are none.
    package let tail: EventHash
    /// The newest event of the outbox.
    package let last: Int64

    package init(
        epoch: StreamEpoch, after: Int64, head: EventHash, events: [OutboxEvent], tail: EventHash, last: Int64
    ) {
        self.epoch = epoch
        self.after = after
        self.head = head
        self.events = events
        self.tail = tail
        self.last = last
    }
}

/// An event that the central store keeps but could not apply.
package struct OutboxVerdict: Sendable, Hashable {
    package let seq: Int64
    /// `unknown-kind`, `newer-version`, `bad-signature`, ...
    package let code: String

    package init(seq: Int64, code: String) {
        self.seq = seq
        self.code = code
    }
}

/// What came of a page of the feed.
package struct FeedOutcome: Sendable, Hashable {
    /// The tables of which something changed.
    package var changed: Set<FeedTable>
    /// Rows that could not be applied; each is told as a fact.
    package var refused: Int

    package init(changed: Set<FeedTable> = [], refused: Int = 0) {
        self.changed = changed
        self.refused = refused
    }
}

/// A row of ``FeedTable/commands`` that has no outcome yet.
package struct PendingCommand: Sendable, Hashable {
    /// The row's key.
    package let key: String
    /// A `CommandRow` in JSON.
    package let body: String
    /// An earlier run began it, and nobody knows how far it came.
    package let begun: Bool

    package init(key: String, body: String, begun: Bool) {
        self.key = key
        self.body = body
        self.begun = begun
    }
}

/// What became of a command: the `outcome` of the fact `command.done`.
package enum CommandOutcome: String, Sendable, CaseIterable {
    case done
    case refused
    case failed
    case tooLate = "too-late"
}
