import BedsideDevices
import BedsideDomain
import BedsideKiosk
import BedsideScreen
import BedsideStore
import Logging
import ServiceLifecycle

/// The one consumer of everything that happens at a terminal: keys, scans, answers and time, strictly one after another.
///
/// The flow decides, this carries out: effects run beside, their answers come back in at the end of the same line.
final class KioskSession: Service {
    enum Input: Sendable {
        case event(KioskEvent)
        /// A key, and the revision of the picture at which it was pressed.
        case key(Key, seen: UInt64)
        case device(DeviceEvent)
        /// The deadline with this number; an outdated one is dropped.
        case deadline(Int)
    }

    private let settings: KioskSettings
    private let texts: Texts
    private let codes: @Sendable (String) -> CodeMatrix?
    private let runner: EffectRunner
    private let store: Store
    private let board: ScreenBoard
    private let clock: DaemonClock
    private let logger: Logger
    private let inputs: AsyncStream<Input>
    private let line: AsyncStream<Input>.Continuation

    /// Keys and scans that wait; a person cannot fill it, a mad device can: then the newest is dropped and logged.
    private static let longestLine = 1024

    init(
        settings: KioskSettings, texts: Texts, codes: @escaping @Sendable (String) -> CodeMatrix?, runner: EffectRunner,
        store: Store,
        board: ScreenBoard, clock: DaemonClock, logger: Logger
    ) {
        self.settings = settings
        self.texts = texts
        self.codes = codes
        self.runner = runner
        self.store = store
        self.board = board
        self.clock = clock
        self.logger = logger
        (inputs, line) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.longestLine))
    }

    /// Puts something at the end of the line.
    func put(_ input: Input) {
        if case .dropped = line.yield(input) { logger.error("The kiosk's line is full; an input was dropped") }
    }

    func run() async throws {
        var flow = KioskFlow(settings: settings, texts: texts, codes: codes)
        var keys = KeyGuard(settling: settings.settling)
        try show(flow, &keys)
        try await withThrowingDiscardingTaskGroup { group in
            var deadlineNumber = 0
            var deadlineTask = schedule(flow.deadline, deadlineNumber)
            for await input in inputs.cancelOnGracefulShutdown() {
                guard let (event, scan) = event(from: input, deadline: deadlineNumber, &keys) else { continue }
                var unrecorded = scan
                let effects = flow.handle(event, at: clock.moment)
                // Before anything is printed for whoever is there now.
                runner.printing.stands(flow.atScreen.map { Presence.Person(encounter: $0, isVisitor: $1) })
                for effect in effects {
                    var led: ScanRecord?
                    if case .lookUp = effect.work { (led, unrecorded) = (unrecorded, nil) }
                    // One that throws ends the group, and with it the daemon.
                    group.addTask { [self, led] in
                        if let answer = try await runner.run(effect.work, scan: led) {
                            put(.event(.answer(answer, ticket: effect.ticket)))
                        }
                    }
                }
                // A scan that leads to no look-up is committed here, before its sentence is shown.
                if let unrecorded { try await record(unrecorded) }
                try show(flow, &keys)
                deadlineTask?.cancel()
                deadlineNumber += 1
                deadlineTask = schedule(flow.deadline, deadlineNumber)
            }
            deadlineTask?.cancel()
            group.cancelAll()
        }
    }

    private func show(_ flow: KioskFlow, _ keys: inout KeyGuard) throws {
        let moment = clock.moment
        let screen = flow.screen(at: moment)
        keys.show(screen, revision: try board.show(screen), at: moment.monotonic)
    }

    /// What an input means to the flow, and the scan that must be committed before its screen.
    private func event(from input: Input, deadline: Int, _ keys: inout KeyGuard) -> (KioskEvent, ScanRecord?)? {
        switch input {
        case .key(let key, let seen): return keys.lets(key, seen: seen, at: clock.monotonic) ? (.key(key), nil) : nil
        case .event(let event): return (event, nil)
        case .deadline(let number): return number == deadline ? (.tick, nil) : nil
        case .device(.scan(let scan)):
            var record = ScanRecord(
                device: scan.scanner.text, outcome: "read-\(scan.content.codeText)", length: scan.bytes.count)
            switch Result(catching: { () throws(ScanRefusal) in try ScanText(scan.bytes) }) {
            case .success(let text): return (.scan(text), record)
            case .failure(let refusal):
                record.outcome = refusal.rawValue
                return (.badScan(refusal), record)
            }
        case .device(.fault(let fault, let scanner)):
            return (.badScan(fault.refusal), ScanRecord(device: scanner.text, outcome: fault.codeText, length: 0))
        case .device(.attached(let info)):
            logger.info(
                "A scanner is there", metadata: ["scanner": "\(info.scanner)", "kind": "\(info.kind.rawValue)"])
            return nil
        case .device(.detached(let info, let reason)):
            logger.warning(
                "A scanner is gone", metadata: ["scanner": "\(info.scanner)", "reason": "\(reason.rawValue)"])
            return nil
        }
    }

    private func record(_ scan: ScanRecord) async throws {
        try await going(on: logger, after: "A scan was not recorded", else: ()) {
            try await store.recordScan(
                kind: "scan", device: scan.device, outcome: scan.outcome, length: scan.length, at: clock.wall)
        }
    }

    private func schedule(_ deadline: Duration?, _ number: Int) -> Task<Void, Never>? {
        guard let deadline else { return nil }
        let instant = clock.instant(at: deadline)
        return Task { [self] in
            do { try await Task.sleep(until: instant, clock: .continuous) } catch { return }
            put(.deadline(number))
        }
    }
}

/// What the audit log keeps of a scan; never its content.
struct ScanRecord: Sendable {
    let device: String
    /// `read-` and what it was read from (``ScanContent/codeText``), or why it was refused.
    var outcome: String
    let length: Int
}

extension ScanFault {
    /// The words of the kiosk for a device's fault.
    var refusal: ScanRefusal {
        switch self {
        case .tooLong: .tooLong
        case .notText: .notText
        case .controlCharacters, .unsupportedKey: .controlCharacters
        case .incomplete, .unplugged: .incomplete
        case .eventsLost, .queueFull, .stuckKey, .tooFast: .overrun
        }
    }
}
