import ArgumentParser
import AsyncHTTPClient
import BedsideDomain
import BedsideWire
import Dispatch

/// `bedside doctor`: what is wrong with this terminal, and the command that mends it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check this terminal and say what is wrong and how to mend it.",
        discussion: """
            One line for each finding, worst first: severity, area, what is so with its value and rule, and after an arrow \
            the command that mends it. Looks at units, permissions, devices, printers, fonts, clock, disk, certificate, \
            store, sound, the kiosk's locks, the central store and open technical alarms. As root it sees everything.

            Exit codes, for monitoring: 0 all is well; 1 warnings; 2 failures; 3 the daemon does not answer.
            The same facts as figures: curl --unix-socket /run/bedside/admin.sock http://localhost/metrics
            """)

    @OptionGroup var options: SocketOptions
    @Flag(help: "Also show what is well.") var all = false
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    func run() async throws {
        let health = try await askDaemon()
        let folder = DoctorRules.folder(of: health?.store.path) ?? "/var/lib/bedside"
        let machine = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: MachineReader.read(storeFolder: folder)) }
        }
        let report = DoctorRules.report(machine, health)
        if json {
            try Output.json(report)
        } else {
            report.lines(all: all).forEach(Output.line)
            if report.exitCode == 0, !all { Output.line("ok") }
        }
        guard report.exitCode == 0 else { throw ExitCode(report.exitCode) }
    }

    /// Nil when it does not answer; a daemon that answers something else is told as a problem, and counts as no answer.
    private func askDaemon() async throws -> HealthMessage? {
        let http = LocalClient.connections()
        var health: HealthMessage?
        do {
            health = try await LocalClient(socket: "\(options.sockets)/admin.sock", client: http).health()
        } catch let error as any TellingError {
            Output.problem(error.sentence)
        }
        try await http.shutdown()
        return health
    }
}
