import BedsideDomain
import BedsideWire

/// The fleet as figures.
enum FleetGauges {
    static func all(_ fleet: FleetMessage, waiting: Int, uploads: Int, commits: Int) -> [Metric] {
        let states = ["active", "fork", "frozen", "revoked"]
        let oldest =
            fleet.terminals.compactMap { terminal in
                terminal.pulse.flatMap { pulse in
                    pulse.oldestUnsentMs.map { max(0, (pulse.wallMs - $0) / 1000) }
                }
            }.max() ?? 0
        return [
            Metric(
                "bedside_terminals", "Terminals by state.",
                states.map { state in
                    Metric.Sample(fleet.terminals.count { $0.state == state }, ["state": state])
                }),
            Metric(
                "bedside_terminals_troubled", "Terminals by trouble.",
                FleetTrouble.allCases.map { trouble in
                    Metric.Sample(
                        fleet.terminals.count { $0.troubles.contains(trouble) }, ["trouble": trouble.word])
                }),
            Metric(
                "bedside_backlog_events", "Facts that terminals have not sent, as they last told.",
                fleet.terminals.reduce(0) { $0 + ($1.pulse?.backlog ?? 0) }),
            Metric(
                "bedside_oldest_unsent_seconds", "Age of the oldest of them.", Int(oldest)),
            Metric(
                "bedside_quarantined_events", "Facts that are kept but not applied.",
                fleet.terminals.reduce(0) { $0 + $1.quarantined }),
            Metric("bedside_waiting_polls", "Long polls that wait.", waiting),
            Metric("bedside_uploads_in_work", "Uploads in work.", uploads),
            Metric(
                "bedside_commits_total", "Transactions of the store; writes that come together share one.",
                kind: .counter, commits),
            Metric(
                "bedside_info", "The version.", [Metric.Sample(1, ["version": CentralVersion.text])]),
        ]
    }
}
