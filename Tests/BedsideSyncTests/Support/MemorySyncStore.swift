import BedsideDomain
import BedsideSync
import BedsideWire

@testable import BedsideSimulation

/// ``MemoryStore`` behind the port.
actor MemorySyncStore: SyncStore {
    var disk: MemoryStore
    private(set) var contacts = 0
    /// Once: the next acknowledgement's commit has an unknown end.
    var isCommitUnknown = false

    init(_ disk: MemoryStore) { self.disk = disk }

    func with<Value: Sendable>(_ work: @Sendable (inout MemoryStore) -> Value) -> Value { work(&disk) }
    func failNextCommit() { isCommitUnknown = true }

    func stream() -> OutboxStream { disk.stream }
    func standing() -> OutboxStanding {
        OutboxStanding(
            last: disk.last, acked: disk.acked, backlog: Int(disk.last - disk.acked), oldestUnsent: nil,
            held: disk.rows.filter { $0.verdict != nil }.count)
    }
    func batch(events: Int, bytes: Int) -> OutboxBatch { disk.batch(events: events, bytes: bytes) }
    func hash(at seq: Int64) -> EventHash? { disk.hash(at: seq) }
    func acknowledge(through: Int64, verdicts: [OutboxVerdict], at now: Timestamp) throws {
        if isCommitUnknown { throw CommitUnknown(LineError.late) }
        disk.acknowledge(through: through, verdicts: verdicts)
    }
    func rewind(to seq: Int64, at now: Timestamp) -> Bool { disk.rewind(to: seq) }
    func stopped() -> SyncStop? { disk.stopReason }
    func stop(_ reason: SyncStop, at now: Timestamp) { if disk.stopReason == nil { disk.stopReason = reason } }
    func contact(at now: Timestamp, offset: Int64?) { contacts += 1 }
    func cursor() -> FeedCursor? { disk.cursor }
    func apply(_ rows: [FeedRow], cursor: FeedCursor, at now: Timestamp) -> FeedOutcome {
        disk.apply(rows, cursor: cursor, wall: now)
    }
    func replace(_ rows: any FeedRows, cursor: FeedCursor, at now: Timestamp) throws -> FeedOutcome {
        disk.replace(try RowList.all(rows), cursor: cursor, wall: now)
    }
    func commands() -> [PendingCommand] {
        disk.commands.filter { $0.value.state != .ended }.map {
            PendingCommand(key: $0.key, body: $0.value.body, begun: $0.value.state == .begun)
        }
    }
    func begin(command: String, at now: Timestamp) -> Bool { disk.begin(command: command) }
    func end(command: String, _ outcome: CommandOutcome, at now: Timestamp) {
        disk.end(command: command, outcome, wall: now)
    }
    func offered() -> [EncounterID] { disk.offered }
    func canTake(stay: String, at now: Timestamp) -> Bool {
        parsed(stay, as: StayRow.self).map { disk.canTake($0.encounter) } ?? false
    }
    func take(stay: String, hold: OperationID, at now: Timestamp) {
        if let row = parsed(stay, as: StayRow.self) { disk.take(row, hold: hold, wall: now) }
    }
    func nextStream() -> OutboxStream { disk.nextStream() }
    func adopt(_ stream: OutboxStream, at now: Timestamp) { disk.adopt(stream) }
}
