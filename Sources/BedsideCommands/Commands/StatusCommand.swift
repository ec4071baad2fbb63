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
                    + "\(waiting.openPayments) payments, \(waiting.openRefunds) refunds, \(waiting.openCalls) calls")
            Output.table(
                ["PRINTER", "QUEUE", "STATE", "REASONS"],
                status.printers.map { [$0.tray, $0.queue, $0.state, $0.reasons.joined(separator: ",")] })
            DevicesCommand.table(status.devices)
        }
    }
}

/// `bedside devices`: the scanners; never what they scanned.
struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "List the scanners with state, last scan's age and counts.")

    @OptionGroup var options: SocketOptions
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            let devices = try await client.devices()
            if json { try Output.json(devices) } else { Self.table(devices) }
        }
    }

    static func table(_ devices: [DeviceMessage]) {
        Output.table(
            ["SCANNER", "KIND", "STATE", "LAST SCAN", "SCANS", "FAULTS", "DETAIL"],
            devices.map {
                [
                    $0.name, $0.kind, $0.state, $0.secondsSinceLastScan.map { "\($0) s ago" } ?? "never", "\($0.scans)",
                    "\($0.faults)", $0.detail ?? "",
                ]
            })
    }
}

/// `bedside jobs`: the print ledger.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "List the latest pages of the print ledger with their states.")

    @OptionGroup var options: SocketOptions
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
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
}
