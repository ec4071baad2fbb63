import BedsideCentralStore
import BedsideDomain

extension FleetEntry {
    init(_ row: FleetTerminal) {
        self.init(
            hospital: row.hospital, ward: row.ward, terminal: row.terminal,
            state: row.state == .frozen && row.forkedAt != nil ? "fork" : row.state.rawValue,
            lastContactMs: row.lastContact.milliseconds, certificateEndMs: row.certificateEnds?.milliseconds,
            acknowledged: row.lastSeq, quarantined: row.held, pulse: row.pulse, pulseMs: row.pulseAt?.milliseconds,
            awaitedMs: row.awaitedSince?.milliseconds)
    }
}
