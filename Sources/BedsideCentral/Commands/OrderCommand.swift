import ArgumentParser
import BedsideDomain
import BedsideWire
import Foundation

/// `bedside-central command reload|test-page|message`: something for one terminal to do once.
struct OrderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "command", abstract: "Tell a terminal to do something once.",
        subcommands: [Reload.self, TestPage.self, ShowMessage.self])

    struct Target: ParsableArguments {
        @Argument(help: "The terminal's name.") var terminal: String
        @Option(help: "Minutes after which it is not begun any more.") var within = 60
        @OptionGroup var hospital: HospitalOption
        @OptionGroup var options: DataOptions

        func validate() throws {
            guard (1...1440).contains(within) else { throw ValidationError("--within is 1 to 1440 minutes.") }
        }

        func send(_ command: CommandRow.Command) async throws {
            let wish = CommandWish(
                hospital: try hospital.code(), terminal: try identifier(terminal, "the terminal"), command: command,
                minutes: within)
            try await options.withServer { server in
                let made: CommandMessage = try await server.post("/v1/commands", wish)
                Output.line("\(made.id) is on its way; `bedside-central fleet` shows when \(terminal) was last there.")
            }
        }
    }

    struct Reload: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reload", abstract: "Let a terminal read its texts and configuration again.")
        @OptionGroup var target: Target
        func run() async throws { try await target.send(.reload) }
    }

    struct TestPage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test-page", abstract: "Let a terminal print a test page.")
        @OptionGroup var target: Target
        @Option(help: "Which printer: sheet, label or receipt.") var tray = "sheet"

        func validate() throws {
            guard ["sheet", "label", "receipt"].contains(tray) else {
                throw ValidationError("--tray is sheet, label or receipt.")
            }
        }
        func run() async throws { try await target.send(.printTestPage(tray: tray)) }
    }

    struct ShowMessage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "message", abstract: "Show a line on a terminal's staff page and ward screens.",
            discussion: "Never write data of patients in it.")
        @OptionGroup var target: Target
        @Option(help: "The line, at most 120 characters.") var text: String
        @Option(help: "Minutes for which it is shown.") var minutes = 60

        func validate() throws {
            guard (1...120).contains(text.count), (1...10080).contains(minutes),
                text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
            else { throw ValidationError("--text has 1 to 120 characters, --minutes is 1 to 10080.") }
        }

        func run() async throws {
            let until = Int64(Date().timeIntervalSince1970 * 1000) + Int64(minutes) * 60_000
            try await target.send(.showMessage(text: text, untilMs: until))
        }
    }
}
