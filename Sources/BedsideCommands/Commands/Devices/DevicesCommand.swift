import ArgumentParser
import BedsideWire

/// `bedside devices`: the scanners, and what is wrong with one.
struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "List, watch, test, set up, record and allow the scanners.",
        subcommands: [
            ListDevicesCommand.self, WatchDevicesCommand.self, TestDeviceCommand.self, LearnDeviceCommand.self,
            RecordDeviceCommand.self, ReplayDeviceCommand.self, AllowDeviceCommand.self,
        ], defaultSubcommand: ListDevicesCommand.self)

    static func table(_ devices: [DeviceMessage]) {
        Output.table(
            ["SCANNER", "KIND", "STATE", "MODEL", "LAST SCAN", "SCANS", "FAULTS", "DETAIL"], devices.map(row))
    }

    private static func row(_ device: DeviceMessage) -> [String] {
        let age = device.secondsSinceLastScan.map { "\($0) s ago" }
        let last = age.map { age in device.lastScanKind.map { "\(age) (\($0))" } ?? age } ?? "never"
        return [
            device.name, device.kind, device.state, (device.models ?? []).joined(separator: ", "), last,
            "\(device.scans)", "\(device.faults)", detail(device),
        ]
    }

    private static func detail(_ device: DeviceMessage) -> String {
        var parts = [device.detail, device.lastFaultSentence.map { "last fault: \($0)" }].compactMap(\.self)
        if let repeats = device.repeats, repeats > 0 { parts.append("\(repeats) scanned twice") }
        if let dropped = device.dropped, dropped > 0 { parts.append("\(dropped) dropped as too fast") }
        return parts.joined(separator: "; ")
    }
}

/// `bedside devices list`; never what was scanned.
struct ListDevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the scanners with state, last scan's age and kind, and faults.")

    @OptionGroup var options: SocketOptions
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            let devices = try await client.devices()
            if json { try Output.json(devices) } else { DevicesCommand.table(devices) }
        }
    }
}

/// `bedside devices watch`: the list, anew each second, until Ctrl-C.
struct WatchDevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Show the list of scanners live, until Ctrl-C.")

    @OptionGroup var options: SocketOptions
    @Flag(help: "Print a line of JSON each second.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            while !Task.isCancelled {
                let devices = try await client.devices()
                if json {
                    try Output.jsonLine(devices)
                } else {
                    if Output.isTerminal { Output.clear() }
                    DevicesCommand.table(devices)
                    if !Output.isTerminal { Output.line("") }
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}
