import BedsideDevices
import BedsideDomain
import BedsideLinks
import BedsidePrinting
import BedsideSound
import BedsideStore
import BedsideWire
import Dispatch

/// Collects what `bedside doctor` and `/metrics` show of this daemon.
struct HealthReporter: Sendable {
    let reporter: StatusReporter
    /// The store's file.
    let path: String
    /// Nil on a silent terminal.
    let sound: SoundConfiguration?
    let sounder: (any Sounder)?

    func health() async throws -> HealthMessage {
        let durability = try await reporter.store.durability()
        let board = reporter.alarms.board
        let own = (board.rows + board.held).filter { $0.terminal == nil }
        var open: [String: Int] = [:]
        for priority in AlarmPriority.allCases {
            open["\(priority)"] = own.count { $0.kind.priority == priority }
        }
        return HealthMessage(
            version: StatusReporter.version, terminal: reporter.terminal, uptimeSeconds: reporter.uptimeSeconds,
            wall: reporter.clock.wall,
            store: StoreHealth(
                path: path, journalMode: durability.journalMode, synchronous: durability.synchronous,
                lockingMode: durability.lockingMode),
            disk: await disk(),
            devices: reporter.devices().map {
                PartHealth(name: $0.name, kind: $0.kind, state: $0.state, detail: $0.detail)
            },
            inputs: reporter.contacts.status().map {
                PartHealth(name: $0.name.text, kind: $0.kind, state: $0.state.rawValue)
            },
            printers: await printers(), sound: heard(),
            central: try await reporter.central.message(lostLinks: reporter.links?.links.lost ?? []),
            openAlarms: open,
            technicalAlarms: own.compactMap { row in
                guard case .technical(let fault) = row.kind else { return nil }
                return TechnicalAlarm(fault: fault.rawValue, about: row.origin, ageSeconds: Int(row.age / 1000))
            })
    }

    /// A disk that hangs must not hold a thread of everybody's.
    private func disk() async -> DiskHealth? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(returning: DiskProbe.look(atStore: path)) }
        }
    }

    private func printers() async -> [PrinterHealth] {
        // Trays may share a queue.
        var seen: Set<String> = []
        return await reporter.queues().filter { seen.insert($0.1).inserted }.map { _, queue, found in
            switch found {
            case .success(let found):
                PrinterHealth(
                    queue: queue, state: found.state.rawValue, isAccepting: found.acceptsJobs,
                    reasons: found.reasons.map(\.codeText))
            case .failure(let error):
                PrinterHealth(queue: queue, state: "unreachable", isAccepting: false, reasons: [error.codeText])
            }
        }
    }

    private func heard() -> SoundHealth {
        guard let sound, let sounder else { return SoundHealth(state: "silent") }
        switch sounder.state() {
        case nil: return SoundHealth(state: "untried", device: sound.device)
        case .working: return SoundHealth(state: "working", device: sound.device)
        case .failed(let fault): return SoundHealth(state: "failed", device: sound.device, detail: fault.sentence)
        }
    }
}

extension SoundFault {
    /// What staff should know.
    fileprivate var sentence: String {
        switch self {
        case .missing: "there is no such device"
        case .busy: "another program holds the device"
        case .refused(let why), .failed(let why): why
        case .notAnswering: "the driver does not answer"
        }
    }
}
