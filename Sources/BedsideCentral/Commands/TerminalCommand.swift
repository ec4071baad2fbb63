import ArgumentParser
import BedsideDomain

/// `bedside-central terminal list|revoke`
struct TerminalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terminal", abstract: "List terminals, or end a terminal's rights at once.",
        subcommands: [List.self, Revoke.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the enrolled terminals.")

        @OptionGroup var options: DataOptions
        @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

        func run() async throws {
            try await options.withServer { server in
                let fleet: FleetMessage = try await server.get("/v1/fleet")
                let terminals = fleet.terminals.sorted {
                    ($0.hospital.text, $0.ward.text, $0.terminal.text) < (
                        $1.hospital.text, $1.ward.text, $1.terminal.text
                    )
                }
                guard !json else { return try Output.json(terminals) }
                Output.table(
                    ["HOSPITAL", "WARD", "TERMINAL", "STATE", "CERTIFICATE ENDS"],
                    terminals.map {
                        [
                            $0.hospital.text, $0.ward.text, $0.terminal.text, $0.state,
                            Output.moment($0.certificateEndMs),
                        ]
                    })
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "End a terminal's rights at once: lost, stolen, or not trusted any more.",
            discussion: "What it has not sent stays with it until it is enrolled again with a token for its name.")

        @Argument(help: "The terminal's name.") var terminal: String
        @OptionGroup var hospital: HospitalOption
        @OptionGroup var options: DataOptions

        func run() async throws {
            let wish = RevocationWish(hospital: try hospital.code(), terminal: try identifier(terminal, "the terminal"))
            try await options.withServer { server in
                let _: DoneMessage = try await server.post("/v1/revocations", wish)
                Output.line("\(terminal) is revoked; its certificate counts no more.")
            }
        }
    }
}
