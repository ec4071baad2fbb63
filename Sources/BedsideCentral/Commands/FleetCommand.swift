import ArgumentParser
import BedsideDomain
import BedsideWire

/// `bedside-central fleet`: every terminal, the most troubled first.
struct FleetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet", abstract: "Show every terminal, the most troubled first.")

    @OptionGroup var options: DataOptions
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    func run() async throws {
        try await options.withServer { server in
            let fleet: FleetMessage = try await server.get("/v1/fleet")
            guard !json else { return try Output.json(fleet) }
            Output.line("\(fleet.troubled) of \(fleet.terminals.count) terminals in trouble")
            Output.table(
                ["TERMINAL", "WARD", "STATE", "LAST CONTACT", "UNSENT", "KEPT", "HELD", "VERSION", "TROUBLE"],
                fleet.terminals.map { terminal in
                    [
                        terminal.terminal.text, terminal.ward.text, terminal.state,
                        Output.moment(terminal.lastContactMs), terminal.pulse.map { "\($0.backlog)" } ?? "-",
                        "\(terminal.acknowledged)", "\(terminal.quarantined)", terminal.pulse?.version ?? "-",
                        terminal.troubles.map(\.word).joined(separator: ","),
                    ]
                })
        }
    }
}
