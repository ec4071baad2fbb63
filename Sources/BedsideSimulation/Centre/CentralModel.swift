import BedsideDomain
import BedsideSync
import BedsideWire
import Synchronization

/// The central store in memory, by the protocol; one at a time, as a database has it.
final class CentralModel: CentralUnderTest {
    private struct Inside {
        var state: CentralState
        var backup: CentralState?
        /// Also certificates of a time that a restore forgot are out there.
        var certificates = 0
    }

    private let inside: Mutex<Inside>

    init(dice: Dice) { inside = Mutex(Inside(state: CentralState(dice: dice))) }

    func with<Value: Sendable, Failure: Error>(
        _ work: (inout CentralState) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let result: Result<Value, Failure> = inside.withLock { inside in
            do throws(Failure) { return .success(try work(&inside.state)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    func line(for terminal: TerminalName, certificate: Int) async -> any CentralLine {
        ModelLine(central: self, name: terminal, certificate: certificate)
    }

    func enrol(_ terminal: TerminalName, ward: WardID, stream: OutboxStream) async throws -> Int {
        inside.withLock { inside in
            inside.certificates += 1
            let certificate = inside.certificates
            let known = inside.state.inbox[.init(terminal: terminal, epoch: stream.epoch)]
            inside.state.terminals[terminal] = CentralState.Terminal(
                ward: ward, certificate: certificate, stream: stream,
                last: known?.keys.max() ?? stream.first - 1,
                head: known?.max { $0.key < $1.key }?.value.hash ?? stream.root,
                // What it has not sent yet is not known.
                isHeard: !inside.state.isDoubtful)
            return certificate
        }
    }

    func advance(to now: Duration) async { with { $0.advance(to: now) } }
    func publish(_ table: FeedTable, key: String, body: String, ward: WardID?) async {
        with { $0.publish(table, key: key, body: body, scope: ward.map { .ward($0) } ?? .hospital) }
    }
    func move(_ encounter: EncounterID, to ward: WardID) async { with { $0.move(encounter, to: ward) } }
    func prune() async { with { $0.prune() } }
    func upgrade() async { with { $0.upgrade() } }
    func backUp() async { inside.withLock { $0.backup = $0.state } }

    func restoreBackup() async {
        inside.withLock { inside in
            guard var old = inside.backup else { return }
            old.dice = inside.state.dice
            old.generation = old.dice.fixed()
            old.isDoubtful = true
            old.now = inside.state.now
            for name in old.terminals.keys { old.terminals[name]?.isHeard = false }
            inside.state = old
        }
    }

    func audit() async -> CentralAudit {
        with { state in
            CentralAudit(
                kept: Set(state.inbox.values.flatMap { $0.values.map(\.hash) } + state.forks.map(\.hash)),
                effects: state.effects, held: Set(state.held.keys), paid: state.paid, settled: state.settled,
                custody: state.stays.mapValues(\.custody), keepers: state.stays.compactMapValues(\.keeper),
                acks: state.terminals.mapValues { ($0.stream.epoch, $0.last) }
            ) { [state] name in state.things(of: name) }
        }
    }
}

/// One terminal's line into the model.
struct ModelLine: ClosableLine {
    let central: CentralModel
    let name: TerminalName
    let certificate: Int

    func close() async {}
    func renew(_ request: RenewRequest) async throws(LineError) -> EnrolAnswer { throw .late }
    func up(_ request: UpRequest) async throws(LineError) -> UpAnswer {
        try central.with { (state: inout CentralState) throws(LineError) in
            try state.up(request, from: name, certificate)
        }
    }
    func down(after cursor: FeedCursor, wait: Int) async throws(LineError) -> DownAnswer {
        try central.with { (state: inout CentralState) throws(LineError) in
            try state.down(after: cursor, for: name, certificate)
        }
    }
    func snapshot() async throws(LineError) -> Snapshot {
        try central.with { (state: inout CentralState) throws(LineError) in try state.snapshot(for: name, certificate) }
    }
    func blob(_ hash: EventHash) async throws(LineError) -> [UInt8] {
        throw .refused(SyncRefusal(.notFound, ""), status: 404, retryAfter: nil)
    }
    func pulse(_ pulse: Pulse) async throws(LineError) -> PulseAnswer { PulseAnswer(serverTime: 0) }
    func take(_ encounter: EncounterID, wait: Int) async throws(LineError) -> TakeAnswer {
        try central.with { (state: inout CentralState) throws(LineError) in
            try state.take(encounter, by: name, certificate)
        }
    }
    func post(_ hold: OperationID) async throws(LineError) {
        try central.with { (state: inout CentralState) throws(LineError) in try state.post(hold, by: name, certificate)
        }
    }
}
