import ArgumentParser
import AsyncHTTPClient
import BedsideTerminal

/// `bedside kiosk`: the patient's screen in this terminal.
struct KioskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk", abstract: "Show the patient's screens in this terminal until it is closed.")

    @OptionGroup var options: SocketOptions
    @Flag(help: "Let Ctrl-C end it; a kiosk's terminal has none.") var leavable = false

    func run() async throws {
        try await options.withKiosk { client in
            try await Self.withTerminal { terminal in
                try await KioskTerminal(terminal: terminal, client: client, leavable: leavable).run()
            }
        }
    }

    /// The terminal of this process while some work has it; put back as it was whatever ends the work.
    static func withTerminal(_ work: (TerminalSession) async throws -> Void) async throws {
        let terminal: TerminalSession
        do throws(TerminalError) { terminal = try TerminalSession.controlling() } catch {
            throw CommandError(.noTerminal, error.sentence)
        }
        defer { terminal.close() }
        try await work(terminal)
    }
}
