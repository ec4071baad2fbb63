import BedsideDomain
import BedsideWire

/// A terminal as IT sees it: what the register knows, and what the terminal last told of itself. No data of patients.
struct FleetEntry: Sendable, Codable, Hashable {
    let hospital: HospitalID
    let ward: WardID
    let terminal: TerminalName
    /// `active`, `fork`, `frozen`, `revoked`
    let state: String
    /// By the central store's clock.
    let lastContactMs: Int64?
    let certificateEndMs: Int64?
    /// Facts up to this one are kept here.
    let acknowledged: Int64
    let quarantined: Int
    let pulse: Pulse?
    /// When the pulse came, by the central store's clock.
    let pulseMs: Int64?
    /// Since when the restored store waits for it to send again what it has: until then no stay goes over in its hospital.
    var awaitedMs: Int64? = nil
    /// The worst first; empty when all is well.
    var troubles: [FleetTrouble] = []

    /// The same with its troubles of now.
    func judged(by rules: FleetRules, at now: Timestamp) -> FleetEntry {
        var terminal = self
        terminal.troubles = rules.troubles(of: self, at: now)
        return terminal
    }
}

extension PrinterMessage {
    /// It cannot print now.
    var isTrouble: Bool {
        !["idle", "printing"].contains(state)
            || reasons.contains { !$0.hasSuffix("-report") && $0 != "none" }
    }
}

/// The whole fleet: the page, the command and the stream show this one value.
struct FleetMessage: Sendable, Codable, Hashable {
    let atMs: Int64
    let troubled: Int
    let terminals: [FleetEntry]

    init(_ terminals: [FleetEntry], rules: FleetRules, at now: Timestamp) {
        atMs = now.milliseconds
        let judged = terminals.map { $0.judged(by: rules, at: now) }
        troubled = judged.count { !$0.troubles.isEmpty }
        self.terminals = FleetRules.sorted(judged)
    }
}
