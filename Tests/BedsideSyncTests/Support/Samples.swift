import BedsideDomain
import BedsideSync
import BedsideTransport
import BedsideWire

@testable import BedsideSimulation

/// Small values for tests.
enum Sample {
    static func hash(_ byte: UInt8) -> EventHash {
        var dice = Dice(seed: UInt64(byte))
        return dice.fixed()
    }

    static func event(_ seq: Int64, kind: String = "print.done", body: String = "{}") -> OutboxEvent {
        var dice = Dice(seed: UInt64(seq))
        return OutboxEvent(
            seq: seq, operation: dice.fixed(), kind: kind, version: 1, body: body, wall: Timestamp(milliseconds: 0),
            monotonic: 0, boot: dice.fixed(), offset: nil)
    }

    /// Events `after + 1 ... after + count`; the outbox ends at `last`.
    static func batch(after: Int64, count: Int64, last: Int64? = nil, body: String = "{}") -> OutboxBatch {
        var dice = Dice(seed: 9)
        let events = count == 0 ? [] : (after + 1...after + count).map { event($0, body: body) }
        let tail = events.reduce(hash(1)) { SignedBatch.link(after: $0, $1) }
        return OutboxBatch(
            epoch: dice.fixed(), after: after, head: hash(1), events: events, tail: tail, last: last ?? after + count)
    }

    static func answer(_ ack: Int64, head: EventHash = hash(2), batch: Int = 100, waitMs: Int = 0) -> UpAnswer {
        UpAnswer(ack: ack, head: head, held: [], serverTime: 0, hint: UpAnswer.Hint(batch: batch, waitMs: waitMs))
    }

    static func refusal(
        _ code: SyncRefusal.Code, status: Int = 409, expect: Int64? = nil, after: Duration? = nil
    ) -> LineError { .refused(SyncRefusal(code, "", expect: expect), status: status, retryAfter: after) }

    static var generation: FeedGeneration {
        var dice = Dice(seed: 77)
        return dice.fixed()
    }

    static func cursor(_ seq: Int64) -> FeedCursor { FeedCursor(generation: generation, seq: seq) }

    static func row(_ seq: Int64) -> FeedRow {
        FeedRow(seq: seq, table: .beds, key: "B\(seq)", change: .put("{}"), version: 1)
    }

    static func stay(_ encounter: String = "E1") -> StayRow {
        StayRow(
            encounter: EncounterID(trusted: encounter), order: AdmissionOrderID(trusted: "O"), keeper: nil,
            ward: WardID(trusted: "W"), bed: BedID(trusted: "B"), state: "in-ward", stateMs: 0, admittedMs: 0,
            confirmedBy: StaffID(trusted: "S"), phone: Sensitive(""), consents: [], payments: [])
    }

    static func hold(_ byte: UInt8 = 1) -> OperationID {
        var dice = Dice(seed: UInt64(byte))
        return dice.fixed()
    }
}

/// No jitter at all: every draw is the least, or the most, that is possible.
struct Loaded: RandomNumberGenerator {
    var isMost = false
    // Not 0: the standard library would draw again for ever.
    mutating func next() -> UInt64 { isMost ? .max : 1 }
}
