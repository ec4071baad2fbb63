import BedsideDomain
import BedsideSync
import BedsideWire

/// A terminal's store as far as the sync sees it, with real hashes; a value, so that a copy of the disk is a copy of it.
struct MemoryStore: Sendable {
    struct Row: Sendable {
        let event: OutboxEvent
        let previous: EventHash
        let hash: EventHash
        var verdict: String?
    }

    struct Stay: Sendable {
        var isHere: Bool
        var isSettled = false
        var deposits: Int64
        /// The number of the last `stay.released`.
        var released: Int64?
    }

    struct Thing: Sendable, Equatable {
        let version: Int64
        /// Nil: it left.
        let body: String?
    }

    struct Key: Hashable, Sendable {
        let table: FeedTable
        let key: String
    }

    enum CommandState: Sendable, Equatable { case waiting, begun, ended }

    let name: TerminalName
    var rows: [Row] = []
    var stream: OutboxStream
    var isAdopted = false
    var stopReason: SyncStop?
    var cursor: FeedCursor?
    var things: [Key: Thing] = [:]
    var commands: [String: (body: String, state: CommandState)] = [:]
    var stays: [EncounterID: Stay] = [:]
    var holds: Set<OperationID> = []
    /// False as a control: facts are lost then.
    var beginsNewEpochsWhole = true
    /// Of the next epoch's number.
    var salt: UInt64 = 0
    private let fileRoot: EventHash
    private let fresh: StreamEpoch
    private var epochs = 0

    init(_ name: TerminalName, dice: inout Dice) {
        self.name = name
        let epoch: StreamEpoch = dice.fixed()
        fileRoot = sha256(epoch.bytes)
        fresh = dice.fixed()
        stream = OutboxStream(epoch: epoch, first: 1, root: fileRoot, last: 0)
    }

    /// Everything up to it is acknowledged.
    var acked: Int64 = 0

    var last: Int64 { Int64(rows.count) }

    mutating func tell(_ kind: String, key: String, _ body: FactBody, wall: Timestamp) {
        let operation = operationID(kind, key)
        guard !rows.suffix(200).contains(where: { $0.event.operation == operation }) else { return }
        var dice = Dice(seed: 1)
        let event = OutboxEvent(
            seq: last + 1, operation: operation, kind: kind, version: 1, body: body.json, wall: wall, monotonic: 0,
            boot: dice.fixed(), offset: nil)
        let previous = rows.last?.hash ?? fileRoot
        rows.append(Row(event: event, previous: previous, hash: SignedBatch.link(after: previous, event)))
    }

    func hash(at seq: Int64) -> EventHash? {
        if seq == stream.first - 1 { return stream.root }
        guard (1...max(1, last)).contains(seq), seq <= last else { return nil }
        return rows[Int(seq) - 1].hash
    }

    func batch(events: Int, bytes: Int) -> OutboxBatch {
        let after = max(acked, stream.first - 1)
        var chosen: [Row] = []
        var size = 0
        for row in rows.dropFirst(Int(after)).prefix(events) {
            size += row.event.body.utf8.count
            if !chosen.isEmpty, size > bytes { break }
            chosen.append(row)
        }
        let head = hash(at: after) ?? fileRoot
        return OutboxBatch(
            epoch: stream.epoch, after: after, head: head, events: chosen.map(\.event), tail: chosen.last?.hash ?? head,
            last: last)
    }

    mutating func acknowledge(through: Int64, verdicts: [OutboxVerdict]) {
        acked = max(acked, min(through, last))
        for verdict in verdicts where rows.indices.contains(Int(verdict.seq) - 1) {
            rows[Int(verdict.seq) - 1].verdict = verdict.code
        }
    }

    mutating func rewind(to seq: Int64) -> Bool {
        guard seq >= stream.first, seq <= last + 1 else { return false }
        acked = min(acked, seq - 1)
        return true
    }

    func nextStream() -> OutboxStream {
        guard isAdopted || acked > 0 else {
            return OutboxStream(epoch: stream.epoch, first: stream.first, root: stream.root, last: last)
        }
        var dice = Dice(seed: UInt64(rows.count) &* 31 &+ UInt64(epochs) &* 7 &+ UInt64(fresh.bytes[0]) << 32)
        let epoch = sha256(fresh.bytes + dice.bytes(8) + Array("\(salt)".utf8))
        return OutboxStream(
            epoch: StreamEpoch(epoch.bytes.prefix(16)) ?? fresh, first: beginsNewEpochsWhole ? 1 : acked + 1,
            root: beginsNewEpochsWhole ? fileRoot : rows.prefix(Int(acked)).last?.hash ?? fileRoot, last: last)
    }

    mutating func adopt(_ new: OutboxStream) {
        guard new.epoch != stream.epoch || !isAdopted else { return }
        stream = new
        isAdopted = true
        acked = min(acked, new.first - 1)
        stopReason = nil
        cursor = nil
        epochs += 1
    }
}
