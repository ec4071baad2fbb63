import ArgumentParser
import BedsideWire

/// `bedside status`: one look at a terminal.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show whether this terminal is ready and what waits for staff.")

    @OptionGroup var options: SocketOptions
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            let status = try await client.status()
            guard !json else { return try Output.json(status) }
            Output.line("\(status.terminal)  bedside \(status.version)  \(status.state)  up \(status.uptimeSeconds) s")
            Output.line(
                "store: \(status.store.journalMode), synchronous \(status.store.synchronous), "
                    + "\(status.store.openEncounters) stays, \(status.store.outboxRows) outbox rows")
            let waiting = status.waiting
            Output.line(
                "waiting: \(waiting.unknownPrints) pages for staff, \(waiting.openPrints) pages printing, "
                    + "\(waiting.backlogPrints) held after an outage, \(waiting.absentPrints) held for patients, "
                    + "\(waiting.openPayments) payments, \(waiting.openRefunds) refunds, \(waiting.openCalls) calls")
            Output.line("paper: \(status.sheetsToday) sheets today")
            if let central = status.central { Output.line(CentralLine.text(central)) }
            Output.table(
                ["PRINTER", "QUEUE", "STATE", "REASONS"],
                status.printers.map { [$0.tray, $0.queue, $0.state, $0.reasons.joined(separator: ",")] })
            DevicesCommand.table(status.devices)
        }
    }
}

/// `bedside jobs`: the print ledger.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "List the latest pages of the print ledger with their states.")

    @OptionGroup var options: SocketOptions
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    @Flag(help: "Show the paper used by day, queue and kind instead: closed pages of the last 31 days.") var counts =
        false

    func run() async throws {
        try await options.withAdmin { client in
            if counts { return try Self.show(try await client.paperUse(), asJSON: json) }
            let jobs = try await client.jobs()
            guard !json else { return try Output.json(jobs) }
            Output.table(
                ["JOB", "REQUESTED", "PAPER", "COPY", "STATE", "TROUBLE", "CUPS"],
                jobs.map {
                    [
                        $0.id, $0.requestedAt, $0.kind, "\($0.copy)", $0.state, $0.trouble ?? "",
                        $0.cupsJob.map(String.init) ?? "",
                    ]
                })
        }
    }

    private static func show(_ use: [PaperUseMessage], asJSON: Bool) throws {
        guard !asJSON else { return try Output.json(use) }
        Output.table(
            ["DAY", "QUEUE", "PAPER", "PAPERS", "SHEETS"],
            use.map { [$0.day, $0.queue, $0.kind, "\($0.papers)", "\($0.sheets)"] })
    }
}
