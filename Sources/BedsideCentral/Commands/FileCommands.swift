import ArgumentParser
import BedsideDomain
import BedsideWire
import Foundation

/// `bedside-central import FILE`: the hospital's orders, beds, staff, prices, charges, results and reports.
struct CentralImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take an import file for a hospital, whole or not at all.",
        discussion: "The format is assets/import.md. The same file twice changes nothing.")

    @Argument(help: "The file, or - for standard input.") var file: String
    @OptionGroup var hospital: HospitalOption
    @OptionGroup var options: DataOptions
    @Flag(help: "Print the result as JSON.") var json = false

    func run() async throws {
        let code = try hospital.code()
        try await options.withServer { server in
            let bytes = try FileBytes.read(file)
            let path = "/v1/import" + (code.map { "?hospital=\($0.text)" } ?? "")
            let imported: ImportedMessage = try await server.send(path, bytes, minutes: 60)
            guard !json else { return try Output.json(imported.sections) }
            Output.table(
                ["SECTION", "NEW", "UNCHANGED", "UPDATED"],
                imported.sections.map { [$0.section, "\($0.new)", "\($0.unchanged)", "\($0.updated)"] })
        }
    }
}

/// `bedside-central reconcile DATE`: terminals, ledger and the provider's bill against each other.
struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Name every difference between terminals, ledger and the provider's bill.",
        discussion: "Ends with code 2 when there is a difference.")

    @Argument(help: "The day, YYYY-MM-DD on the hospital's clock.") var date: String
    @Option(help: "The payment provider's bill (CSV).") var bill: String?
    @OptionGroup var hospital: HospitalOption
    @OptionGroup var options: DataOptions
    @Flag(help: "Print CSV for a spreadsheet.") var csv = false
    @Flag(help: "Print the differences as JSON.") var json = false

    func run() async throws {
        let code = try hospital.code()
        var isBalanced = false
        try await options.withServer { server in
            let bytes = try bill.map { try FileBytes.read($0) } ?? []
            let day = date.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let path = "/v1/reconcile?date=\(day)\(code.map { "&hospital=\($0.text)" } ?? "")"
            let result: ReconciledMessage = try await server.send(path, bytes, minutes: 10)
            isBalanced = result.isBalanced
            if json { return try Output.json(result.differences) }
            Output.line(csv ? result.csv : result.text)
        }
        if !isBalanced { throw ExitCode(2) }
    }
}

/// `bedside-central backup FILE`
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write a whole copy of the SQLite store while the server runs.",
        discussion: "Keep a copy of the authority folder too. PostgreSQL has pg_basebackup and pg_dump.")

    @Argument(help: "The new file.") var file: String
    @OptionGroup var options: DataOptions

    func run() async throws {
        let path = file.hasPrefix("/") ? file : FileManager.default.currentDirectoryPath + "/" + file
        try await options.withServer { server in
            let _: DoneMessage = try await server.post("/v1/backup", BackupWish(file: path), minutes: 60)
            Output.line("\(path) is written.")
        }
    }
}

/// `bedside-central authority show`
struct AuthorityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authority", abstract: "The hospital's own certificate authority.", subcommands: [Show.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show its certificate and fingerprint.")
        @OptionGroup var options: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await options.withServer { server in
                let authority: AuthorityMessage = try await server.get("/v1/authority")
                guard !json else { return try Output.json(authority) }
                Output.line("SHA-256 \(authority.fingerprint)")
                Output.line("server certificate until \(Output.moment(authority.serverCertificateEndMs))")
                Output.line(authority.certificate)
            }
        }
    }
}

/// `bedside-central hospital add|list`
struct HospitalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hospital", abstract: "The hospitals of this central store.", subcommands: [Add.self, List.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a hospital, or rename one.")
        @Argument(help: "Its code: letters, digits, - _ . :") var code: String
        @Option(help: "Its name, as patients read it.") var name: String
        @OptionGroup var options: DataOptions

        func run() async throws {
            let wish = HospitalMessage(hospital: try identifier(code, "the code"), name: name)
            try await options.withServer { server in
                let _: DoneMessage = try await server.post("/v1/hospitals", wish)
                Output.line("\(code) is there.")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List them.")
        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.withServer { server in
                let hospitals: [HospitalMessage] = try await server.get("/v1/hospitals")
                Output.table(["HOSPITAL", "NAME"], hospitals.map { [$0.hospital.text, $0.name] })
            }
        }
    }
}

/// Whole files for the server.
enum FileBytes {
    /// Throws ``CentralServerError`` `fileUnreadable`.
    static func read(_ path: String) throws -> [UInt8] {
        if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CentralServerError(.fileUnreadable, "The file \(path) cannot be read; check path and rights.")
        }
        return [UInt8](data)
    }
}
