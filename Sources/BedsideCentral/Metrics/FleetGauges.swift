import BedsideDomain
import BedsideWire

/// The fleet as figures.
enum FleetGauges {
    static func all(_ fleet: FleetMessage, waiting: Int, uploads: Int, commits: Int) -> [CentralMetrics.Gauge] {
        var committed = CentralMetrics.Gauge(
            "bedside_commits_total", "Transactions of the store; writes that come together share one.", commits)
        committed.type = "counter"
        let states = ["active", "fork", "frozen", "revoked"]
        let oldest =
            fleet.terminals.compactMap { terminal in
                terminal.pulse.flatMap { pulse in
                    pulse.oldestUnsentMs.map { max(0, (pulse.wallMs - $0) / 1000) }
                }
            }.max() ?? 0
        return [
            CentralMetrics.Gauge(
                "bedside_terminals", "Terminals by state.",
                values: states.map { state in
                    ("state=\"\(state)\"", fleet.terminals.count { $0.state == state })
                }),
            CentralMetrics.Gauge(
                "bedside_terminals_troubled", "Terminals by trouble.",
                values: FleetTrouble.allCases.map { trouble in
                    ("trouble=\"\(trouble.word)\"", fleet.terminals.count { $0.troubles.contains(trouble) })
                }),
            CentralMetrics.Gauge(
                "bedside_backlog_events", "Facts that terminals have not sent, as they last told.",
                fleet.terminals.reduce(0) { $0 + ($1.pulse?.backlog ?? 0) }),
            CentralMetrics.Gauge(
                "bedside_oldest_unsent_seconds", "Age of the oldest of them.", Int(oldest)),
            CentralMetrics.Gauge(
                "bedside_quarantined_events", "Facts that are kept but not applied.",
                fleet.terminals.reduce(0) { $0 + $1.quarantined }),
            CentralMetrics.Gauge("bedside_waiting_polls", "Long polls that wait.", waiting),
            CentralMetrics.Gauge("bedside_uploads_in_work", "Uploads in work.", uploads), committed,
            CentralMetrics.Gauge(
                "bedside_info", "The version.", values: [("version=\"\(CentralVersion.text)\"", 1)]),
        ]
    }
}
