import ArgumentParser
import BedsideDomain

/// `bedside ward`: the nurses' screen in this terminal.
struct WardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ward", abstract: "Show calls and alarms for nurses in this terminal until Ctrl-C.",
        discussion: """
            Works on a wall, at a desk and over ssh; the terminal needs UTF-8 and nothing else. For reading from 5 m on a \
            24-inch screen choose the font so that the terminal has about 26 columns and 7 rows.
            """)

    @OptionGroup var options: SocketOptions
    @Option(help: ArgumentHelp("The name of this screen, as the daemon's configuration has it.", valueName: "screen"))
    var name = "desk"
    @Option(help: ArgumentHelp("zh-Hans or en; otherwise as the daemon is configured.", valueName: "code"))
    var language: String?
    @Flag(help: "Ring the terminal's bell when an alarm is raised.") var bell = false

    func validate() throws {
        do { _ = try WardScreenName(name) } catch { throw ValidationError(error.sentence) }
        if let language, Language(rawValue: language) == nil {
            throw ValidationError("A language is one of \(Language.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let screen = try WardScreenName(name)
        try await options.withWard { client in
            try await KioskCommand.withTerminal { terminal in
                let feed = WardFeed(
                    client: client, name: screen, language: language.flatMap(Language.init(rawValue:)), rings: bell)
                try await KioskTerminal(terminal: terminal, feed: feed, leavable: true).run()
            }
        }
    }
}
