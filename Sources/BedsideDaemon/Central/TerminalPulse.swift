import BedsideDomain
import BedsideLinks
import BedsideSync
import BedsideWire

/// How this terminal is, for IT's fleet page: counts and names of devices, nothing of patients.
struct TerminalPulse: PulseSource {
    let reporter: StatusReporter
    let engine: AlarmEngine
    let links: LinkHouse?

    func figures() async -> PulseFigures {
        let own = engine.board.rows.filter { $0.terminal == nil }
        return PulseFigures(
            version: StatusReporter.version, uptimeSeconds: reporter.uptimeSeconds,
            printers: await reporter.printers(),
            missingDevices: reporter.devices().filter { $0.state != "present" }.map(\.name),
            openCalls: own.count { $0.kind.origin == .person && $0.kind.priority != .emergency },
            openEmergencies: own.count { $0.kind.priority == .emergency },
            openFaults: own.count { $0.kind.origin == .system }, lostLinks: links?.links.lost ?? [],
            link: links?.advertised)
    }
}
