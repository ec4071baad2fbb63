import BedsideDevices
import BedsideDomain
import BedsideLinks
import BedsidePrinting
import BedsideStore
import BedsideWire
import Foundation

/// Collects what `bedside status`, `devices` and `jobs` show. Counts and states only; never a name or a code's content.
struct StatusReporter: Sendable {
    static let version = "0.1.0"

    let terminal: String
    let store: Store
    let scanners: ScannerHub
    let alarms: AlarmEngine
    let contacts: ContactHub
    let printer: any PrinterPort
    let printing: PrintingConfiguration
    let clock: DaemonClock
    let hospitalClock: HospitalClock
    let central: CentralHouse
    let links: LinkHouse?

    var uptimeSeconds: Int { Int(clock.monotonic.components.seconds) }

    func status() async throws -> StatusMessage {
        let counts = try await store.counts()
        let durability = try await store.durability()
        let devices = devices()
        let waiting = StatusMessage.Waiting(
            unknownPrints: counts.unknownPrints, openPrints: counts.openPrints, backlogPrints: counts.backlogPrints,
            absentPrints: counts.absentPrints, openPayments: counts.openPayments,
            openRefunds: counts.openRefunds, openCalls: alarms.board.rows.count { $0.kind.origin != .system })
        let printers = await printers()
        let calm =
            waiting.unknownPrints == 0 && waiting.backlogPrints == 0 && waiting.openCalls == 0
            && devices.allSatisfy { $0.state == "present" }
            && printers.allSatisfy { $0.state == "idle" || $0.state == "printing" }
        return StatusMessage(
            version: Self.version, terminal: terminal, uptimeSeconds: uptimeSeconds,
            store: StatusMessage.StoreStatus(
                journalMode: durability.journalMode, synchronous: durability.synchronous,
                openEncounters: counts.openStays,
                outboxRows: counts.unsentFacts, auditRows: counts.auditRows),
            devices: devices, printers: printers, waiting: waiting, state: calm ? "ready" : "attention",
            sheetsToday: try await store.sheetsToday(at: clock.wall),
            central: try await central.message(lostLinks: links?.links.lost ?? []))
    }

    /// Paper used by day, queue and kind: closed pages only.
    func paperUse(days: Int) async throws -> [PaperUseMessage] {
        try await store.paperUse(days: days, until: clock.wall).map {
            PaperUseMessage(
                day: $0.day.text, queue: $0.queue, kind: $0.kind.rawValue, papers: $0.papers, sheets: $0.sheets)
        }
    }

    /// The board as IT reads it.
    func openAlarms() -> OpenAlarmsMessage {
        let board = alarms.board
        func rows(_ rows: [AlarmRow]) -> [OpenAlarmsMessage.Alarm] {
            rows.map {
                OpenAlarmsMessage.Alarm(
                    id: $0.id.text, place: $0.place.label, kind: $0.word ?? $0.kind.word, about: $0.origin,
                    state: $0.lifecycle.rawValue, level: $0.level, ageSeconds: Int($0.age / 1000),
                    dueSeconds: Int($0.due / 1000), occurrences: $0.occurrences, holder: $0.holder?.text,
                    reason: $0.reason, terminal: $0.terminal?.text, silentSeconds: $0.silentFor.map { Int($0 / 1000) })
            }
        }
        return OpenAlarmsMessage(
            alarms: rows(board.rows), held: rows(board.held), folded: board.folded,
            screens: board.screens.map {
                OpenAlarmsMessage.WardScreen(
                    name: $0.name.text, isLive: $0.isLive, provenSecondsAgo: $0.provenAgo.map { Int($0 / 1000) })
            },
            inputs: contacts.status().map {
                OpenAlarmsMessage.Input(name: $0.name.text, kind: $0.kind, state: $0.state.rawValue)
            })
    }

    func devices() -> [DeviceMessage] {
        let now = ContinuousClock.now
        return scanners.snapshot().map { status in
            DeviceMessage(
                name: status.scanner.text, kind: status.kind.rawValue, state: status.state.codeText,
                detail: status.state.sentence, models: status.devices.map(\.model).filter { !$0.isEmpty },
                secondsSinceLastScan: status.lastScan.map { Int((now - $0).components.seconds) },
                lastScanKind: status.lastContent, scans: status.scans, repeats: status.repeats,
                dropped: status.dropped, faults: status.faults, lastFault: status.lastFault?.codeText,
                lastFaultSentence: status.lastFault?.sentence)
        }
    }

    func jobs() async throws -> [JobMessage] {
        try await store.printJobs(limit: 200).map { job in
            JobMessage(
                id: job.id.text, kind: job.paper.kind.rawValue, state: job.state.word, trouble: job.state.trouble,
                copy: job.mark.number, requestedAt: hospitalClock.dateAndTime(of: job.requestedAt),
                cupsJob: job.state.cupsNumber)
        }
    }

    func printers() async -> [PrinterMessage] {
        await queues().map { tray, queue, found in
            switch found {
            case .success(let found):
                PrinterMessage(
                    tray: tray.rawValue, queue: queue, state: found.state.rawValue,
                    reasons: found.reasons.map(\.codeText))
            case .failure(let error):
                PrinterMessage(tray: tray.rawValue, queue: queue, state: "unreachable", reasons: [error.codeText])
            }
        }
    }

    /// The queues of the configuration as their servers show them now.
    func queues() async -> [(PaperTray, String, Result<PrintQueue, PrintingError>)] {
        var all: [(PaperTray, String, Result<PrintQueue, PrintingError>)] = []
        for tray in PaperTray.allCases {
            guard let queue = printing.queue(in: tray) else { continue }
            do {
                all.append((tray, queue, .success(try await printer.queue(named: queue))))
            } catch {
                all.append((tray, queue, .failure(error)))
            }
        }
        return all
    }
}

extension PrintState {
    fileprivate var trouble: String? {
        switch self {
        case .refused(let trouble), .unknown(let trouble): trouble.rawValue
        case .held(let hold): hold.rawValue
        case .queued, .submitting, .submitted, .printed, .decided: nil
        }
    }

    fileprivate var cupsNumber: Int? {
        if case .submitted(let job) = self { job.number } else { nil }
    }
}
