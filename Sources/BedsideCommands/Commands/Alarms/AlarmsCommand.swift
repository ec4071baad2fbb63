import ArgumentParser
import BedsideWire

/// `bedside alarms`: what the ward's alarms are and were.
struct AlarmsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarms", abstract: "Look at the ward's alarms and their figures.",
        subcommands: [OpenAlarmsCommand.self, AlarmReportCommand.self], defaultSubcommand: OpenAlarmsCommand.self)
}

/// `bedside alarms open`: what is open now, what is held back, which screens and inputs are there.
struct OpenAlarmsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "List the open alarms, most urgent first, with the ward screens and inputs.")

    @OptionGroup var options: SocketOptions
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            let open = try await client.openAlarms()
            guard !json else { return try Output.json(open) }
            Output.table(
                ["PLACE", "KIND", "ABOUT", "STATE", "LEVEL", "AGE S", "NEXT S", "TIMES", "BY", "REASON", "OF"],
                (open.alarms + open.held).map {
                    [
                        $0.place, $0.kind, $0.about, $0.state, "\($0.level)", "\($0.ageSeconds)", "\($0.dueSeconds)",
                        "\($0.occurrences)", $0.holder ?? "", $0.reason, Self.owner($0),
                    ]
                })
            if open.folded > 0 { Output.line("and \(open.folded) technical alarms, folded by a flood") }
            Output.table(
                ["SCREEN", "STATE", "PROVEN S AGO"],
                open.screens.map {
                    [$0.name, $0.isLive ? "live" : "lost", $0.provenSecondsAgo.map(String.init) ?? "never"]
                })
            Output.table(["INPUT", "KIND", "STATE"], open.inputs.map { [$0.name, $0.kind, $0.state] })
        }
    }

    /// The terminal whose alarm it is, and whether that can still say how it stands.
    static func owner(_ alarm: OpenAlarmsMessage.Alarm) -> String {
        guard let terminal = alarm.terminal else { return "here" }
        return alarm.silentSeconds.map { "\(terminal), not heard for \($0) s" } ?? terminal
    }
}
