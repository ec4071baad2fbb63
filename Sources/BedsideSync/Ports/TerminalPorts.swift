package import BedsideDomain
package import BedsideWire

/// What the daemon does when the central store asks for it. Each is called at most once for a command.
package protocol CommandDesk: Sendable {
    /// Reads texts and configuration again.
    func reload() async throws -> CommandOutcome
    /// One page on the queue of that tray: `sheet`, `label`, `receipt`; `refused` for others.
    func printTestPage(tray: String) async throws -> CommandOutcome
    /// A line for the staff page and the ward screens, until then by the central store's clock.
    func show(message: String, until: Timestamp) async throws -> CommandOutcome
    /// Gives up a stay, in one transaction with the fact `stay.released`; `refused` while something of it is in progress.
    func release(_ encounter: EncounterID) async throws -> CommandOutcome
    /// This terminal is not trusted any more.
    func revoke() async throws -> CommandOutcome
}

/// Where the figures of the pulse come from; the sync adds its own.
package protocol PulseSource: Sendable {
    func figures() async -> PulseFigures
}

/// The daemon's part of a ``Pulse``.
package struct PulseFigures: Sendable, Hashable {
    package let version: String
    package let uptimeSeconds: Int
    package let printers: [PrinterMessage]
    package let missingDevices: [String]
    package let openCalls: Int
    package let openEmergencies: Int
    package let openFaults: Int
    package let lostLinks: [TerminalName]
    package let link: String?

    package init(
        version: String, uptimeSeconds: Int, printers: [PrinterMessage], missingDevices: [String], openCalls: Int,
        openEmergencies: Int, openFaults: Int, lostLinks: [TerminalName], link: String?
    ) {
        self.version = version
        self.uptimeSeconds = uptimeSeconds
        self.printers = printers
        self.missingDevices = missingDevices
        self.openCalls = openCalls
        self.openEmergencies = openEmergencies
        self.openFaults = openFaults
        self.lostLinks = lostLinks
        self.link = link
    }
}

/// Two clocks: the monotonic one for every deadline, the wall for people only.
package protocol SyncClock: Sendable {
    /// Since some fixed moment of this run; never goes back.
    var monotonic: Duration { get }
    var wall: Timestamp { get }
}
