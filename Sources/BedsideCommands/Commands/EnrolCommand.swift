import ArgumentParser
import BedsideDomain
import BedsideWire
import Foundation

/// `bedside enrol URL TOKEN`: joins this terminal to the hospital's central store.
struct EnrolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol", abstract: "Join this terminal to the hospital's central store.",
        discussion: """
            The token comes from `bedside-central token new --ward WARD`; it works once, for 15 minutes. Without it as an \
            argument it is read from standard input, so that it stays out of the shell's history. Enrolling again with a \
            token for this terminal's name is also the way out of a frozen or revoked state.
            """)

    @Argument(help: "Of the central store, such as https://bedside.hospital.example:8443") var url: String
    @Argument(help: "The one-time token.") var token: String?
    @OptionGroup var options: SocketOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            let text = token ?? readLine(strippingNewline: true) ?? ""
            guard EnrolmentToken(text: text) != nil else {
                throw CommandError(
                    .refused,
                    "This is no enrolment token: it must be the 103 letters and digits that `bedside-central token new` "
                        + "printed. Copy it again.")
            }
            let standing = try await client.enrol(
                EnrolCommandMessage(url: url, token: Sensitive(text)))
            guard !json else { return try Output.json(standing) }
            Output.line("enrolled with \(standing.url ?? url) as a terminal of ward \(standing.ward ?? "?")")
        }
    }
}
