import CPosix
import Glibc
import Synchronization

/// A private PostgreSQL 15: a real server in one folder, on a unix socket only, durable as in production.
///
/// It ends with ``stop()``, and also when this process ends in any other way: a small shell waits for that on a pipe.
package final class PostgresRig: Sendable {
    private let folder: PostgresFolder
    private let state: Mutex<State>

    private struct State {
        var server: Child?
        var watcher: Child?
        /// The end of the watcher's pipe that closes when we die.
        var lifeline: Int32?
    }

    private init(_ folder: PostgresFolder) {
        self.folder = folder
        state = Mutex(State())
    }

    /// - Parameter directory: absolute, short, not there yet; as root all its parents must be open to user postgres, as
    ///   /var/tmp is.
    ///
    /// Throws ``RigError``, also when PostgreSQL is not installed; what had been started by then is ended.
    package static func start(in directory: String) async throws(RigError) -> PostgresRig {
        let rig = PostgresRig(try PostgresFolder(directory))
        do throws(RigError) {
            try await rig.folder.lay()
            try rig.startWatcher()
            try await rig.startServer()
            return rig
        } catch {
            // Also when this task was cancelled: ending takes waits of its own.
            await Task { await rig.stop() }.value
            throw error
        }
    }

    /// The server's own log, for a test that fails.
    package var log: String { readFile(folder.log) ?? "" }

    /// A connection string of libpq for a database of ``makeDatabase(_:)``.
    package func url(_ database: String) -> String { folder.url(database) }

    /// A new, empty database. Throws ``RigError``.
    package func makeDatabase(_ name: String) async throws(RigError) -> String {
        try await sql("CREATE DATABASE \(name)")
        return url(name)
    }

    /// Runs a statement as the server's owner. Throws ``RigError``.
    package func sql(_ statement: String, database: String = "postgres") async throws(RigError) {
        try await folder.run([
            PostgresFolder.program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, url(database),
        ])
    }

    /// The server dies as in a power cut of its machine, without a word to anybody.
    package func crash() async throws(RigError) { try await end(SIGQUIT) }

    /// After ``crash()``: it recovers from its log.
    package func startServer() async throws(RigError) {
        let server = try Child(folder.serving, log: folder.log)
        state.withLock { $0.server = server }
        try await until(.seconds(30), "PostgreSQL; see \(folder.log)") { () throws(RigError) in
            if let code = server.finished() { throw RigError("PostgreSQL ended with \(code); see \(folder.log)") }
            return folder.isReady
        }
    }

    /// Ends the server; its files go.
    package func stop() async {
        do {
            if state.withLock({ $0.server }) != nil { try await end(SIGINT) }
        } catch {
            // The watcher does it when its pipe closes.
        }
        let (watcher, lifeline) = state.withLock { state in
            defer { state = State() }
            return (state.watcher, state.lifeline)
        }
        if let lifeline { close(lifeline) }
        do { try await watcher?.wait() } catch {
            // It ends by itself.
        }
    }

    private func end(_ signal: Int32) async throws(RigError) {
        guard let server = state.withLock({ $0.server.take() }) else { throw RigError("PostgreSQL is not running") }
        server.signal(signal)
        try await server.wait()
    }

    private func startWatcher() throws(RigError) {
        var (reading, writing): (Int32, Int32) = (-1, -1)
        let problem = unsafe bedside_pipe(&reading, &writing)
        guard problem == 0 else { throw RigError("pipe: errno \(-problem)") }
        defer { close(reading) }
        let watcher = try Child(["/bin/sh", folder.endScript], log: folder.log, input: reading)
        state.withLock { [writing] state in
            state.lifeline = writing
            state.watcher = watcher
        }
    }
}
