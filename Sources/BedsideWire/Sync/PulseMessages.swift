package import BedsideDomain

/// `POST /v1/k/{terminal}/pulse`: how the terminal is, for the fleet page. Only the last one is kept, and none is a fact:
/// it never goes through the outbox, so it never delays money. No data of patients.
package struct Pulse: Sendable, Codable, Hashable {
    package let version: String
    package let uptimeSeconds: Int
    /// Facts that the central store has not acknowledged.
    package let backlog: Int
    package let oldestUnsentMs: Int64?
    package let printers: [PrinterMessage]
    /// Scanners and inputs that are not there, by name.
    package let missingDevices: [String]
    package let openCalls: Int
    package let openEmergencies: Int
    package let openFaults: Int
    /// Links of the ward that are down, by terminal.
    package let lostLinks: [TerminalName]
    /// `host:port` at which the ward's other terminals reach this one; nil without ward links.
    package let link: String?
    /// Days until the certificate ends.
    package let certificateDays: Int
    package let wallMs: Int64

    package init(
        version: String, uptimeSeconds: Int, backlog: Int, oldestUnsentMs: Int64?, printers: [PrinterMessage],
        missingDevices: [String], openCalls: Int, openEmergencies: Int, openFaults: Int, lostLinks: [TerminalName],
        link: String?, certificateDays: Int, wallMs: Int64
    ) {
        self.version = version
        self.uptimeSeconds = uptimeSeconds
        self.backlog = backlog
        self.oldestUnsentMs = oldestUnsentMs
        self.printers = printers
        self.missingDevices = missingDevices
        self.openCalls = openCalls
        self.openEmergencies = openEmergencies
        self.openFaults = openFaults
        self.lostLinks = lostLinks
        self.link = link
        self.certificateDays = certificateDays
        self.wallMs = wallMs
    }
}

package struct PulseAnswer: Sendable, Codable {
    package let serverTime: Int64

    package init(serverTime: Int64) { self.serverTime = serverTime }
}
