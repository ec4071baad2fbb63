import BedsideDomain
import BedsideSync
import BedsideTransport
import BedsideWire
import Logging
import Synchronization

@testable import BedsideSimulation

/// A terminal with the real service over the model of the central store; real time, short waits.
final class ServiceRig: Sendable {
    let store: MemorySyncStore
    let service: SyncService
    let lines: ModelLines
    private let scratch: Scratch

    init(_ name: String, _ central: CentralModel, _ authority: Authority, seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let terminal = TerminalName(trusted: name)
        let store = MemorySyncStore(MemoryStore(terminal, dice: &dice))
        let scratch = try Scratch()
        let lines = ModelLines(central: central, rig: EnrolmentRig(authority))
        var configuration = SyncService.Configuration(
            identity: scratch.path + "/identity", cache: scratch.path + "/pages", version: "1", terminal: terminal)
        configuration.pace.firstContact = .zero
        configuration.pace.base = .milliseconds(5)
        configuration.pace.ceiling = .milliseconds(50)
        let heard = ChangeList()
        service = try SyncService(
            configuration, store: store, commands: ModelDesk(store: store), pulses: NoFigures(), lines: lines,
            clock: RealClock(), logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { heard.add($0) }
        self.store = store
        self.lines = lines
        self.scratch = scratch
        list = heard
    }

    private let list: ChangeList
    var changed: Set<FeedTable> { list.tables.withLock { $0 } }

    /// Tells a fact and rings.
    func tell(_ kind: String, _ key: String, _ body: FactBody) async {
        await store.with { $0.tell(kind, key: key, body, wall: Timestamp(milliseconds: 0)) }
        service.committed()
    }
}

final class ChangeList: Sendable {
    let tables = Mutex<Set<FeedTable>>([])
    func add(_ new: Set<FeedTable>) { tables.withLock { $0.formUnion(new) } }
}

struct RealClock: SyncClock {
    private let origin = ContinuousClock.now
    var monotonic: Duration { ContinuousClock.now - origin }
    var wall: Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }
}

struct NoFigures: PulseSource {
    func figures() async -> PulseFigures {
        PulseFigures(
            version: "1", uptimeSeconds: 0, printers: [], missingDevices: [], openCalls: 0, openEmergencies: 0,
            openFaults: 0, lostLinks: [], link: nil)
    }
}

struct ModelDesk: CommandDesk {
    let store: MemorySyncStore
    func reload() async -> CommandOutcome { .done }
    func printTestPage(tray: String) async -> CommandOutcome { .done }
    func show(message: String, until: Timestamp) async -> CommandOutcome { .done }
    func release(_ encounter: EncounterID) async -> CommandOutcome {
        await store.with { $0.release(encounter, wall: Timestamp(milliseconds: 0)) } ? .done : .refused
    }
    func revoke() async -> CommandOutcome { .done }
}

/// Lines into the model; an enrolment makes the model know the terminal. The model's certificate is a number.
final class ModelLines: LineMaker, EnrolmentLine {
    let central: CentralModel
    let rig: EnrolmentRig
    private let certificate = Mutex<Int>(0)

    init(central: CentralModel, rig: EnrolmentRig) {
        self.central = central
        self.rig = rig
    }

    func line(
        for identity: TerminalIdentity, now: @escaping @Sendable () -> Timestamp?
    ) throws(SyncError) -> any ClosableLine {
        PatientLine(
            line: ModelLine(
                central: central, name: identity.enrolment.terminal, certificate: certificate.withLock { $0 }))
    }
    func enrolmentLine(to address: CentralAddress) -> any EnrolmentLine { self }
    func authority() async throws(LineError) -> String { try await rig.authority() }
    func enrol(_ request: EnrolRequest, authority: String) async throws(LineError) -> EnrolAnswer {
        let answer = try await rig.enrol(request, authority: authority)
        do {
            let number = try await central.enrol(request.terminal, ward: answer.ward, stream: request.stream)
            certificate.withLock { $0 = number }
        } catch { throw .late }
        return answer
    }
}

/// Waits as a long poll does, in short steps.
struct PatientLine: ClosableLine {
    let line: ModelLine

    func close() async {}
    func renew(_ request: RenewRequest) async throws(LineError) -> EnrolAnswer { try await line.renew(request) }
    func up(_ request: UpRequest) async throws(LineError) -> UpAnswer { try await line.up(request) }
    func down(after cursor: FeedCursor, wait: Int) async throws(LineError) -> DownAnswer {
        for _ in 0..<(wait * 200) {
            let answer = try await line.down(after: cursor, wait: 0)
            if answer.cursor != cursor { return answer }
            do { try await Task.sleep(for: .milliseconds(5)) } catch { throw .own("cancelled") }
        }
        return try await line.down(after: cursor, wait: 0)
    }
    func snapshot() async throws(LineError) -> Snapshot { try await line.snapshot() }
    func blob(_ hash: EventHash) async throws(LineError) -> [UInt8] { try await line.blob(hash) }
    func pulse(_ pulse: Pulse) async throws(LineError) -> PulseAnswer { try await line.pulse(pulse) }
    func take(_ encounter: EncounterID, wait: Int) async throws(LineError) -> TakeAnswer {
        for _ in 0..<(wait * 100) {
            do throws(LineError) { return try await line.take(encounter, wait: 0) } catch {
                guard error.code == .stayInUse else { throw error }
            }
            do { try await Task.sleep(for: .milliseconds(10)) } catch { throw .own("cancelled") }
        }
        return try await line.take(encounter, wait: 0)
    }
    func post(_ hold: OperationID) async throws(LineError) { try await line.post(hold) }
}
