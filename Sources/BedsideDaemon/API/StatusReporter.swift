import BedsideDevices
import BedsideDomain
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
    let printer: any PrinterPort
    let printing: PrintingConfiguration
    let clock: DaemonClock
    let hospitalClock: HospitalClock

    func status() async throws -> StatusMessage {
        let counts = try await store.counts()
        let durability = try await store.durability()
        let devices = devices()
        let waiting = StatusMessage.Waiting(
            unknownPrints: counts.unknownPrints, openPrints: counts.openPrints, openPayments: counts.openPayments,
            openRefunds: counts.openRefunds, openCalls: counts.openCalls)
        let printers = await printers()
        let calm =
            waiting.unknownPrints == 0 && waiting.openCalls == 0 && devices.allSatisfy { $0.state == "present" }
            && printers.allSatisfy { $0.state == "idle" || $0.state == "printing" }
        return StatusMessage(
            version: Self.version, terminal: terminal, uptimeSeconds: Int(clock.monotonic.components.seconds),
            store: StatusMessage.StoreStatus(
                journalMode: durability.journalMode, synchronous: durability.synchronous,
                openEncounters: counts.openStays,
                outboxRows: counts.unsentFacts, auditRows: counts.auditRows),
            devices: devices, printers: printers, waiting: waiting, state: calm ? "ready" : "attention")
    }

    func devices() -> [DeviceMessage] {
        let now = ContinuousClock.now
        return scanners.snapshot().map { status in
            DeviceMessage(
                name: status.scanner.text, kind: status.kind.rawValue, state: status.state.codeText,
                detail: status.state.detail,
                secondsSinceLastScan: status.lastScan.map { Int((now - $0).components.seconds) }, scans: status.scans,
                faults: status.faults)
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

    private func printers() async -> [PrinterMessage] {
        var messages: [PrinterMessage] = []
        for tray in PaperTray.allCases {
            let queue = printing.queue(for: tray)
            do {
                let found = try await printer.queue(named: queue)
                messages.append(
                    PrinterMessage(
                        tray: tray.rawValue, queue: queue, state: found.state.rawValue,
                        reasons: found.reasons.map { "\($0)" }))
            } catch {
                messages.append(
                    PrinterMessage(
                        tray: tray.rawValue, queue: queue, state: "unreachable", reasons: [error.codeText]))
            }
        }
        return messages
    }
}

extension DeviceState {
    fileprivate var detail: String? {
        switch self {
        case .absent: "not plugged in, or its udev properties differ from the configuration"
        case .present: nil
        case .keyHeld: "a key is held down; let it go"
        case .heldByAnother: "another program holds it"
        case .failed(let reason): reason
        }
    }
}

extension PrintState {
    fileprivate var trouble: String? {
        switch self {
        case .refused(let trouble), .unknown(let trouble): trouble.rawValue
        case .queued, .submitting, .submitted, .printed, .decided: nil
        }
    }

    fileprivate var cupsNumber: Int? {
        if case .submitted(let job) = self { job.number } else { nil }
    }
}
