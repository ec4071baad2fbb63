import ArgumentParser
import BedsideDomain
import Foundation
import Glibc
import Logging

/// `bedside-central serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the central store.",
        discussion: """
            The first start makes the folder, the hospital's own certificate authority and the store, and says what to do
            next. Without --store the store is SQLite in the folder; with --store postgres://... several servers can share
            one, each with a copy of the first one's authority folder.
            """)

    @Option(help: ArgumentHelp("The folder of the central store.", valueName: "folder"))
    var data = "/var/lib/bedside-central"
    @Option(help: ArgumentHelp("postgres://user@host/database instead of SQLite.", valueName: "url")) var store: String?
    @Option(help: "Where terminals reach it, HOST:PORT.") var listen = "0.0.0.0:8443"
    @Option(help: "Where IT reaches the fleet page, metrics and health, HOST:PORT.") var adminListen = "127.0.0.1:9480"
    @Option(help: "Lines of user:password, mode 0600; needed when the fleet page leaves this machine.")
    var adminCredentials: String?
    @Option(parsing: .upToNextOption, help: "Host names and addresses for the server's certificate.")
    var names: [String] = []
    @Option(help: "The hospital that the first start makes.") var hospital = "hospital"
    @Option(help: "Its name, as patients read it.") var hospitalName = "Hospital"
    @Option(help: "Connections at once.") var connections = 8000
    @Option(help: "Uploads a second of one hospital.") var uploadsPerSecond = 2000.0
    @Option(help: "trace, debug, info, notice, warning or error.") var logLevel = "notice"

    func run() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "bedside-central")
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .notice
        var options = ServerOptions(data: data)
        options.store = store
        options.listen = listen
        options.adminListen = adminListen
        options.adminCredentials = adminCredentials
        options.names = names
        options.hospital = hospital
        options.hospitalName = hospitalName
        options.connections = connections
        options.uploadsPerSecond = uploadsPerSecond
        // Files of this process are its owner's alone.
        _ = umask(0o077)
        try await DataOptions.told {
            try await CentralServer(options: options, logger: logger).run { started in
                Output.line("terminals: https, port \(started.port); fleet page: port \(started.adminPort)")
                if started.isNew { Output.line(FirstSteps.text(data: data)) }
            }
        }
    }
}

/// What the first start says.
enum FirstSteps {
    static func text(data: String) -> String {
        """
        A new central store was made in \(data). Next:
          bedside-central token new --ward WARD --data \(data)      a token for a terminal, good for 15 minutes
          bedside enrol https://THIS-MACHINE:8443 TOKEN             at the terminal
          bedside-central import FILE.json --data \(data)           beds, staff, prices, orders (assets/import.md)
        Back up \(data)/authority: without it every terminal must be enrolled again.
        """
    }
}
