import ArgumentParser
import BedsideWire
import Foundation

/// `bedside devices learn NAME`: finds a scanner's settings from codes of known content.
struct LearnDeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn", abstract: "Find a scanner's layout, endings, prefix, suffix and gap from a setup page.",
        discussion: """
            First `--sheet FILE.pdf` writes a page with three codes, each as QR and as Code 128, to be printed at its own \
            size. Then `learn NAME` asks for each code and prints the entry for the configuration file; \
            `--write FILE` puts it in, keeping everything else. The kiosk takes the codes for unknown ones.
            """)

    @Argument(help: "The scanner's name in the configuration.") var name: String
    @Option(help: ArgumentHelp("Write the setup page there as a PDF, and end.", valueName: "file"))
    var sheet: String?
    @Option(help: ArgumentHelp("Rewrite the scanner's entry in this configuration file.", valueName: "file"))
    var write: String?
    @OptionGroup var options: SocketOptions
    @Flag(help: "Print what was found as JSON.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            if let sheet {
                let file = try NewFile(sheet)
                try file.write(try await client.setupPage())
                return Output.line("\(sheet): print the page, then run `bedside devices learn \(name)`.")
            }
            let recording = try await SetupPage.record(name, client)
            let learned = try await client.learn(recording)
            if json { try Output.json(learned) } else { Self.show(learned, name) }
            guard let write else { return }
            try ConfigurationFile.rewrite(write, scanner: name, learned: learned)
            Output.problem(
                "\(write) is written; check it with `bedsided --check-config \(write)`, then restart bedsided.")
        }
    }

    private static func show(_ learned: LearnedMessage, _ name: String) {
        Output.line("  - name: \(name)\n    kind: \(learned.kind)")
        for (key, value) in ScannerEntry.settings(of: learned) {
            if let value { Output.line("    \(key): \(value)") }
        }
    }
}
