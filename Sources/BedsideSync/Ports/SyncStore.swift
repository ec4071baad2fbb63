package import BedsideDomain

/// What the sync asks of the terminal's store. Every call is one transaction that is on the disk when it returns.
///
/// Bodies are JSON texts: the store reads them with its own code, so that nobody but the store knows its rows.
package protocol SyncStore: Sendable {
    /// The epoch that was enrolled last, or the file's own one.
    func stream() async throws -> OutboxStream

    /// How much of the outbox the central store has.
    func standing() async throws -> OutboxStanding

    /// The first unacknowledged events: at most `events` of them, their bodies at most `bytes` together, but always the
    /// first one if there is one.
    func batch(events: Int, bytes: Int) async throws -> OutboxBatch

    /// The hash of an event that is still kept; the epoch's root for the number before its first. Nil for others.
    func hash(at seq: Int64) async throws -> EventHash?

    /// The central store keeps everything up to `through` for ever; never goes back. Verdicts may come twice, also for events
    /// that were acknowledged long ago.
    func acknowledge(through: Int64, verdicts: [OutboxVerdict], at now: Timestamp) async throws

    /// A central store that was restored has nothing from `seq` on: these events are not acknowledged any more. False when they
    /// are not kept any more or belong to an earlier epoch.
    func rewind(to seq: Int64, at now: Timestamp) async throws -> Bool

    /// Why nothing is sent until a new enrolment; nil when it is.
    func stopped() async throws -> SyncStop?

    /// Remembers the first reason; only ``adopt(_:at:)`` forgets it.
    func stop(_ reason: SyncStop, at now: Timestamp) async throws

    /// There was contact; `offset` is the terminal's clock minus the central store's, in milliseconds: new events carry it.
    func contact(at now: Timestamp, offset: Int64?) async throws

    /// How far the feed was applied; nil before the first snapshot.
    func cursor() async throws -> FeedCursor?

    /// Applies rows that are newer than what is here, each by itself; what cannot be applied is told as the fact
    /// `feed.refused` and left out, and blocks nothing. Moves the cursor in the same transaction.
    func apply(_ rows: [FeedRow], cursor: FeedCursor, at now: Timestamp) async throws -> FeedOutcome

    /// The whole scope anew, in one transaction; what is not in it is forgotten, versions of another generation do not
    /// count. Never touches outbox, payments, ledger. Throws what `rows` throws, and nothing has changed then.
    func replace(_ rows: any FeedRows, cursor: FeedCursor, at now: Timestamp) async throws -> FeedOutcome

    /// Commands that came and have no outcome yet, oldest first.
    func commands() async throws -> [PendingCommand]

    /// True once for a command: it may be executed now. False when it was begun before, by this or an earlier run.
    func begin(command: String, at now: Timestamp) async throws -> Bool

    /// Writes the fact `command.done`; a second outcome changes nothing.
    func end(command: String, _ outcome: CommandOutcome, at now: Timestamp) async throws

    /// Stays that are this terminal's at the central store and are not here: to be taken without anybody asking.
    func offered() async throws -> [EncounterID]

    /// Whether ``take(stay:hold:at:)`` would work now. `stay` is a `StayRow` in JSON. False also while an own release of it is
    /// not acknowledged: the central store then answers as if this terminal kept it still, with fewer deposits perhaps.
    func canTake(stay: String, at now: Timestamp) async throws -> Bool

    /// This terminal keeps the stay from now on. Writes the fact `stay.taken`; nothing changes when it keeps the stay already.
    func take(stay: String, hold: OperationID, at now: Timestamp) async throws

    /// What a new enrolment is to begin with: the file's own epoch when it was never enrolled and nothing was acknowledged,
    /// otherwise a new random epoch from the oldest row that is kept. Not from the first unacknowledged one: a central store
    /// that was restored may have lost acknowledged ones of an epoch that it does not know any more, and what it has, it knows
    /// by its operation. Changes nothing.
    func nextStream() async throws -> OutboxStream

    /// Makes an enrolled stream the current one, with all of its events unacknowledged, and forgets the feed's cursor and why
    /// nothing was sent; nothing changes when it is the current one.
    func adopt(_ stream: OutboxStream, at now: Timestamp) async throws
}

/// A commit whose end nobody knows: going on would guess. The store's adapter throws it, and it ends the sync and with it the
/// program; the next run reads what is there.
package struct CommitUnknown: Error {
    package let cause: any Error

    package init(_ cause: any Error) { self.cause = cause }
}

/// The rows of a snapshot, one after the other.
package protocol FeedRows: Sendable {
    /// Nil at the end.
    func next() throws -> FeedRow?
}
