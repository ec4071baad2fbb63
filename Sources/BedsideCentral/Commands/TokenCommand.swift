import ArgumentParser
import BedsideDomain

/// `bedside-central token new`: what a new terminal is enrolled with.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make one-time tokens with which terminals are enrolled.",
        subcommands: [New.self])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Make a token that works once, within fifteen minutes.",
            discussion: """
                At the terminal: bedside enrol https://CENTRAL:8443 TOKEN. A terminal that was enrolled before, was forked or
                frozen, or comes back from a backup needs a token made for its own name: --terminal NAME --again.
                """)

        @Option(help: "The ward that the terminal stands in.") var ward: String
        @Option(help: "Only this terminal may use the token.") var terminal: String?
        @Flag(help: "Enrol a known terminal again: its old certificate counts no more.") var again = false
        @OptionGroup var hospital: HospitalOption
        @OptionGroup var options: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            guard !again || terminal != nil else { throw ValidationError("--again needs --terminal NAME.") }
        }

        func run() async throws {
            let wish = TokenWish(
                hospital: try hospital.code(), ward: try identifier(ward, "--ward"),
                terminal: try terminal.map { try identifier($0, "--terminal") }, again: again)
            try await options.withServer { server in
                let token: TokenMessage = try await server.post("/v1/tokens", wish)
                guard !json else { return try Output.json(token) }
                Output.line(token.token.value)
                Output.line(
                    "for ward \(token.ward.text) of \(token.hospital.text), until \(Output.moment(token.expiresMs)); shown once"
                )
            }
        }
    }
}
