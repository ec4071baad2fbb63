import ArgumentParser
import BedsideDomain

/// `bedside-central quarantine list|replay`: facts that were kept but not applied.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Facts that are kept but were not applied: show them, try them again.",
        subcommands: [List.self, Replay.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List them by terminal and reason; never their content.")
        @OptionGroup var options: DataOptions
        @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

        func run() async throws {
            try await options.withServer { server in
                let held: [QuarantineMessage] = try await server.get("/v1/quarantine")
                guard !json else { return try Output.json(held) }
                Output.table(
                    ["HOSPITAL", "TERMINAL", "SEQ", "KIND", "REASON", "HELD SINCE"],
                    held.map {
                        [
                            $0.hospital.text, $0.terminal.text, "\($0.seq)", $0.kind, $0.code, Output.moment($0.heldMs),
                        ]
                    })
            }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay", abstract: "Try all of them again, after an upgrade or when the cause is gone.")
        @OptionGroup var options: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await options.withServer { server in
                let result: ReplayMessage = try await server.post(
                    "/v1/quarantine/replay", DoneMessage(done: true), minutes: 30)
                guard !json else { return try Output.json(result) }
                Output.line("\(result.applied) applied, \(result.held) still held")
            }
        }
    }
}
