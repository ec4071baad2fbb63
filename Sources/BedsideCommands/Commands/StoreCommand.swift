import ArgumentParser
import BedsideWire

/// `bedside store check` and `bedside store copy`: what the nightly timer does.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Check the terminal's store, or copy it.",
        subcommands: [CheckCommand.self, CopyCommand.self])

    struct CheckCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Let SQLite look through the store; exit 0 when it is sound.")
        @OptionGroup var options: SocketOptions

        func run() async throws {
            try await options.withAdmin { client in try await client.checkStore() }
            Output.line("the store is sound")
        }
    }

    struct CopyCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "copy",
            abstract: "Copy the store into the folder `copies` beside it, and look through the copy.",
            discussion: """
                Patients and payments wait while it is copied, seconds for years of data: a timer does it at night. A copy \
                that is put back is a store that went back: start with it only after asking the central store, which \
                freezes the terminal until it is enrolled again.
                """)
        @Option(help: "How many copies stay.") var keep = 2
        @OptionGroup var options: SocketOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await options.withAdmin { client in
                let copy = try await client.copyStore(keep: keep)
                guard !json else { return try Output.json(copy) }
                Output.line("\(copy.path)  \(copy.bytes) bytes")
            }
        }
    }
}
