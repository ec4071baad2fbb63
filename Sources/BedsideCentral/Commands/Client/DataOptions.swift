import ArgumentParser
import BedsideDomain

/// Which installation a command is for.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the central store.", valueName: "folder"))
    var data = "/var/lib/bedside-central"

    /// Runs some work with the running server; a refusal is one line on standard error and exit code 1.
    func withServer(_ work: (AdminClient) async throws -> Void) async throws {
        try await DataOptions.told { try await AdminClient.with(data: data, work) }
    }

    static func told(_ work: () async throws -> Void) async throws {
        do { try await work() } catch let error as any TellingError {
            Output.problem("\(error.sentence) (\(error.codeText))")
            throw ExitCode(1)
        }
    }
}

/// Which hospital a command is for; not needed while there is only one.
struct HospitalOption: ParsableArguments {
    @Option(help: "The hospital's code; not needed while there is only one.") var hospital: String?

    func code() throws -> HospitalID? { try hospital.map { try identifier($0, "--hospital") } }
}

/// Throws a usage error that names the option.
func identifier<Owner>(_ text: String, _ option: String) throws -> Identifier<Owner> {
    do { return try Identifier<Owner>(text) } catch {
        throw ValidationError("\(option): \(error.sentence)")
    }
}
