import BedsideDomain
import BedsideSync
import BedsideWire

/// The central store's data in the model; a value, so that a backup is a copy.
struct CentralState: Sendable {
    struct Terminal: Sendable {
        let ward: WardID
        let certificate: Int
        let stream: OutboxStream
        var last: Int64
        var head: EventHash
        var isFrozen = false
        /// Heard wholly since the last restore.
        var isHeard: Bool
    }

    struct Kept: Sendable {
        let event: OutboxEvent
        let hash: EventHash
    }

    struct StreamKey: Hashable, Sendable {
        let terminal: TerminalName
        let epoch: StreamEpoch
    }

    struct Hold: Sendable {
        enum State: Sendable { case pending, posted, void }
        let id: OperationID
        let encounter: EncounterID
        let to: TerminalName
        /// Who has it back when nobody takes it.
        let from: TerminalName
        let expires: Duration
        var state: State = .pending
    }

    struct Stay: Sendable {
        var ward: WardID
        var keeper: TerminalName?
        /// Who gave it up last.
        var before: TerminalName
        var isSettled = false
        var custody: Int64 = 0
        var asker: TerminalName?
        var movingTo: WardID?
        /// By facts alone, for the time after a restore: 1 for the terminal that keeps it.
        var balance: [TerminalName: Int] = [:]
    }

    enum Scope: Sendable, Hashable { case hospital, ward(WardID), terminal(TerminalName) }

    struct FeedEntry: Sendable {
        let row: FeedRow
        let scope: Scope
    }

    struct Thing: Sendable {
        var scope: Scope
        var body: String
        var version: Int64
    }

    var generation: FeedGeneration
    var terminals: [TerminalName: Terminal] = [:]
    var inbox: [StreamKey: [Int64: Kept]] = [:]
    var forks: [Kept] = []
    var effects: [OperationID: Int] = [:]
    var held: [OperationID: (event: OutboxEvent, from: TerminalName)] = [:]
    var stays: [EncounterID: Stay] = [:]
    var holds: [OperationID: Hold] = [:]
    var feed: [FeedEntry] = []
    var feedSeq: Int64 = 0
    var floor: Int64 = 0
    var things: [MemoryStore.Key: Thing] = [:]
    var paid: Int64 = 0
    var settled: Int64 = 0
    var isUpgraded = false
    /// Restored, and not every terminal was heard since: who keeps a stay is not known.
    var isDoubtful = false
    var commandCount = 0
    /// Commands that have no outcome yet, by their stay.
    var orders: [EncounterID: (command: String, until: Duration)] = [:]
    var now: Duration = .zero
    var dice: Dice

    init(dice: Dice) {
        self.dice = dice
        generation = self.dice.fixed()
    }

    var milliseconds: Int64 { 1_800_000_000_000 + now.components.seconds * 1000 }

    func refusal(_ code: SyncRefusal.Code, status: Int, expect: Int64? = nil, after: Duration? = nil) -> LineError {
        .refused(SyncRefusal(code, "", expect: expect), status: status, retryAfter: after)
    }

    func terminal(_ name: TerminalName, _ certificate: Int) throws(LineError) -> Terminal {
        guard let terminal = terminals[name], certificate <= terminal.certificate else {
            throw refusal(.noCertificate, status: 401)
        }
        guard certificate == terminal.certificate else { throw refusal(.revoked, status: 403) }
        return terminal
    }
}
