import BedsideDomain
import BedsideSync

/// A central store that the simulation drives: the model, or a real one behind the same few calls.
protocol CentralUnderTest: Sendable {
    /// With the certificate that an enrolment handed out.
    func line(for terminal: TerminalName, certificate: Int) async -> any CentralLine
    /// A person makes a token and enrols a machine; the certificate before is not good any more.
    func enrol(_ terminal: TerminalName, ward: WardID, stream: OutboxStream) async throws -> Int
    /// Holds end by the central store's clock.
    func advance(to now: Duration) async
    func publish(_ table: FeedTable, key: String, body: String, ward: WardID?) async
    func move(_ encounter: EncounterID, to ward: WardID) async
    /// Forgets the older half of the feed.
    func prune() async
    func backUp() async
    func restoreBackup() async
    /// Learns the kind that it held so far.
    func upgrade() async
    func audit() async -> CentralAudit
}

/// What the central store has, for the invariants.
struct CentralAudit: Sendable {
    /// Every event that is kept, by its hash: in an inbox or among the branches of forks.
    var kept: Set<EventHash>
    /// How often an operation had its effect.
    var effects: [OperationID: Int]
    var held: Set<OperationID>
    var paid: Int64
    var settled: Int64
    var custody: [EncounterID: Int64]
    var keepers: [EncounterID: TerminalName]
    /// The last event of a terminal in its epoch.
    var acks: [TerminalName: (epoch: StreamEpoch, ack: Int64)]
    /// The feed's things of one ward's terminal, by table and key.
    var things: @Sendable (TerminalName) -> [MemoryStore.Key: MemoryStore.Thing]
}
