import BedsideDomain
import BedsideWire

/// When something at a terminal is trouble. Milliseconds and days.
struct FleetRules: Sendable {
    /// A terminal tells of itself once a minute.
    var silentMs: Int64 = 5 * 60_000
    var unsentMs: Int64 = 15 * 60_000
    /// A certificate is renewed when ten days are left; at seven something does not work.
    var certificateDays = 7
    var clockMs: Int64 = 120_000

    func troubles(of terminal: FleetEntry, at now: Timestamp) -> [FleetTrouble] {
        var troubles: Set<FleetTrouble> = []
        switch terminal.state {
        case "fork": troubles.insert(.fork)
        case "frozen": troubles.insert(.frozen)
        case "revoked": return [.revoked]
        default: break
        }
        if terminal.quarantined > 0 { troubles.insert(.quarantined) }
        if let since = terminal.awaitedMs, now.milliseconds - since > silentMs { troubles.insert(.awaited) }
        guard let last = terminal.lastContactMs else { return (troubles.union([.silent])).sorted() }
        if now.milliseconds - last > silentMs { troubles.insert(.silent) }
        if let end = terminal.certificateEndMs,
            end - now.milliseconds < Int64(certificateDays) * 86_400_000
        {
            troubles.insert(.certificate)
        }
        guard let pulse = terminal.pulse else { return troubles.sorted() }
        if pulse.backlog > 0, let oldest = pulse.oldestUnsentMs, pulse.wallMs - oldest > unsentMs {
            troubles.insert(.unsent)
        }
        if pulse.printers.contains(where: { $0.isTrouble }) { troubles.insert(.printer) }
        if !pulse.missingDevices.isEmpty { troubles.insert(.device) }
        if pulse.openEmergencies > 0 { troubles.insert(.emergency) }
        if !pulse.lostLinks.isEmpty { troubles.insert(.link) }
        if let pulsed = terminal.pulseMs, abs(pulse.wallMs - pulsed) > clockMs {
            troubles.insert(.clock)
        }
        return troubles.sorted()
    }

    /// The worst first; among equals the one with more trouble, then by name.
    static func sorted(_ terminals: [FleetEntry]) -> [FleetEntry] {
        terminals.sorted { left, right in
            let (worst, other) = (
                left.troubles.first?.rawValue ?? .max, right.troubles.first?.rawValue ?? .max
            )
            if worst != other { return worst < other }
            if left.troubles.count != right.troubles.count {
                return left.troubles.count > right.troubles.count
            }
            return (left.hospital.text, left.ward.text, left.terminal.text)
                < (right.hospital.text, right.ward.text, right.terminal.text)
        }
    }
}
