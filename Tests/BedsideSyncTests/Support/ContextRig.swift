import BedsideDomain
import BedsideTransport
import BedsideWire
import Logging
import Synchronization

@testable import BedsideSimulation
@testable import BedsideSync

/// What the loops of a terminal have at hand, with a clock that the test turns and a line that the test answers.
struct ContextRig {
    let scratch: Scratch
    let folder: IdentityFolder
    let clock = TurnedClock()
    let line = AnsweredLine()
    let enrolment: EnrolmentRig
    let context: SyncContext

    init() async throws {
        scratch = try Scratch()
        folder = try IdentityFolder(scratch.path + "/identity")
        enrolment = EnrolmentRig(try EnrolmentRig.make())
        var dice = Dice(seed: 3)
        let terminal = TerminalName(trusted: "K1")
        let store = MemorySyncStore(MemoryStore(terminal, dice: &dice))
        _ = try await Enroller(folder: folder, version: "1").enrol(
            url: "https://central", token: enrolment.token, terminal: terminal, stream: await store.stream(),
            over: enrolment)
        guard let identity = try folder.load() else { throw SyncError(.notEnrolled, "The enrolment is not there.") }
        var pace = SyncPace()
        pace.firstContact = .zero
        context = SyncContext(
            store: store, clock: clock, pace: pace,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), identity: identity,
            line: LineHolder(line), gauge: GaugeHolder(HealthGauge(isEnrolled: true)), onChange: { _ in })
    }

    /// The central store said what time it is.
    func hear(days: Int64) {
        let now = EnrolmentRig.now.adding(days: days)
        context.gauge.with { $0.heard(now.milliseconds, sent: clock.monotonic, at: clock.monotonic, wall: clock.wall) }
    }
}

/// Stands still unless it is turned.
final class TurnedClock: SyncClock {
    private let passed = Mutex(Duration.zero)
    var monotonic: Duration { passed.withLock { $0 } }
    var wall: Timestamp { EnrolmentRig.now }
    func turn(_ duration: Duration) { passed.withLock { $0 += duration } }
}

/// A line whose answers are closures; each request is rung.
final class AnsweredLine: ClosableLine {
    struct Answers: Sendable {
        var renew: @Sendable (RenewRequest) -> Result<EnrolAnswer, LineError> = { _ in .failure(.late) }
        var blob: @Sendable (EventHash) -> Result<[UInt8], LineError> = { _ in .failure(.late) }
        var pulse: @Sendable (Pulse) -> Result<PulseAnswer, LineError> = { _ in .failure(.late) }
        var isClosed = false
        var requests = 0
    }
    let answers = Mutex(Answers())
    let (requests, bell) = AsyncStream<Void>.makeStream()

    var isClosed: Bool { answers.withLock(\.isClosed) }
    var count: Int { answers.withLock(\.requests) }

    private func answer<Value, Asked>(
        _ asked: Asked, _ path: (Answers) -> @Sendable (Asked) -> Result<Value, LineError>
    ) throws(LineError) -> Value {
        let body = answers.withLock { answers in
            answers.requests += 1
            return path(answers)
        }
        defer { bell.yield() }
        return try body(asked).get()
    }

    func close() async { answers.withLock { $0.isClosed = true } }
    func renew(_ request: RenewRequest) async throws(LineError) -> EnrolAnswer { try answer(request, \.renew) }
    func blob(_ hash: EventHash) async throws(LineError) -> [UInt8] { try answer(hash, \.blob) }
    func pulse(_ pulse: Pulse) async throws(LineError) -> PulseAnswer { try answer(pulse, \.pulse) }
    func up(_ request: UpRequest) async throws(LineError) -> UpAnswer { throw .late }
    func down(after cursor: FeedCursor, wait: Int) async throws(LineError) -> DownAnswer { throw .late }
    func snapshot() async throws(LineError) -> Snapshot { throw .late }
    func take(_ encounter: EncounterID, wait: Int) async throws(LineError) -> TakeAnswer { throw .late }
    func post(_ hold: OperationID) async throws(LineError) { throw .late }
}
