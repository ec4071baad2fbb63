import ArgumentParser
import AsyncHTTPClient
import BedsideDomain
import Foundation

/// Where the daemon's sockets are: the same for every command.
struct SocketOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the daemon's sockets.", valueName: "folder"))
    var sockets = "/run/bedside"

    /// Runs some work with a client of `admin.sock`; a refusal is one line on standard error and exit code 1.
    func withAdmin(_ work: (LocalClient) async throws -> Void) async throws {
        try await run("\(sockets)/admin.sock", work)
    }

    func withKiosk(_ work: (LocalClient) async throws -> Void) async throws {
        try await run("\(sockets)/kiosk.sock", work)
    }

    func withWard(_ work: (LocalClient) async throws -> Void) async throws {
        try await run("\(sockets)/ward.sock", work)
    }

    private func run(_ socket: String, _ work: (LocalClient) async throws -> Void) async throws {
        let http = LocalClient.connections()
        var failure: (any Error)?
        do { try await work(LocalClient(socket: socket, client: http)) } catch { failure = error }
        try await http.shutdown()
        guard let failure else { return }
        if let failure = failure as? any TellingError {
            Output.problem(failure.sentence + " (\(failure.codeText))")
            throw ExitCode(1)
        }
        throw failure
    }
}
