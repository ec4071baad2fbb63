import Glibc
import Synchronization

/// A real `bedside-central` in a folder of its own: started, killed and started again, and its commands.
package final class CentralRig: Sendable {
    package struct Settings: Sendable {
        /// Absolute; a socket lies in it, so keep it short.
        package var folder: String
        /// The program to run.
        package var binary: String
        package var hospital = "h1"
        /// A PostgreSQL store instead of SQLite in the folder.
        package var store: String?
        package var moreArguments: [String] = []
        package var environment: [String: String] = [:]

        package init(folder: String, binary: String) {
            self.folder = folder
            self.binary = binary
        }
    }

    package let settings: Settings
    /// Where terminals reach it, on 127.0.0.1.
    package let port: UInt16
    package let adminPort: UInt16
    private let state = Mutex(State())
    private let runs = Mutex(0)

    private struct State {
        var child: Child?
        /// How the last one ended by itself.
        var ended: Int32?
    }

    /// Starts nothing. Throws ``RigError``.
    package init(_ settings: Settings) throws(RigError) {
        self.settings = settings
        port = try freePort()
        adminPort = try freePort()
        try makeFolder(settings.folder)
    }

    package var url: String { "https://127.0.0.1:\(port)" }
    package var log: String { settings.folder + "/central.log" }
    package var logText: String { readFile(log) ?? "" }
    package var pid: Int32? { state.withLock { $0.child?.pid } }

    /// Throws ``RigError`` with the end of its log.
    ///
    /// - Parameter look: how often to look whether it has started.
    package func start(within time: Duration = .seconds(20), look: Duration = .milliseconds(20))
        async
        throws(RigError)
    {
        let started = try Child(
            [
                settings.binary, "serve", "--data", data, "--listen", "127.0.0.1:\(port)", "--admin-listen",
                "127.0.0.1:\(adminPort)", "--hospital", settings.hospital, "--hospital-name", "示范医院",
            ] + (settings.store.map { ["--store", $0] } ?? []) + settings.moreArguments,
            environment: settings.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { own, _ in own }, log: log)
        state.withLock { $0 = State(child: started) }
        try await until(time, "bedside-central; see \(log)", look: look) { () throws(RigError) in
            if let code = finished() {
                throw RigError("bedside-central ended with \(code):\n\(logText.suffix(2000))")
            }
            return accepts(port: port) && accepts(port: adminPort)
        }
    }

    package var data: String { settings.folder + "/data" }
    package var store: String { data + "/central.sqlite" }

    /// Nil while it runs, before it was started and after it was stopped; else how it ended by itself.
    package func finished() -> Int32? {
        state.withLock { state in
            if let code = state.child?.finished() { state = State(ended: code) }
            return state.ended
        }
    }

    package func kill() async throws(RigError) { try await end(SIGKILL) }

    /// As systemd stops it.
    @discardableResult
    package func stop() async throws(RigError) -> Int32 { try await end(SIGTERM) }

    @discardableResult
    private func end(_ signal: Int32) async throws(RigError) -> Int32 {
        let running = state.withLock { state in
            defer { state = State() }
            return state.child
        }
        guard let running else { return 0 }
        running.signal(signal)
        do throws(RigError) { return try await running.wait() } catch {
            running.signal(SIGKILL)
            throw error
        }
    }

    /// A command of `bedside-central` on this server: its output. Throws ``RigError`` with what it said when it fails.
    ///
    /// - Parameter codes: exit codes that are answers.
    @discardableResult
    package func command(_ words: [String], codes: Set<Int32> = [0], within time: Duration = .seconds(60))
        async
        throws(RigError) -> String
    {
        let number = runs.withLock { runs in
            runs += 1
            return runs
        }
        let output = settings.folder + "/command-\(number).txt"
        let run = try Child([settings.binary] + words + ["--data", data], log: output)
        let code = try await run.wait(upTo: time)
        let text = readFile(output) ?? ""
        guard codes.contains(code) else {
            throw RigError("bedside-central \(words.joined(separator: " ")) ended with \(code): \(text.suffix(2000))")
        }
        return text
    }

    /// A one-time token for a terminal of a ward. Throws ``RigError``.
    package func token(ward: String, terminal: String? = nil, again: Bool = false) async throws(RigError) -> String {
        let named = terminal.map { ["--terminal", $0] } ?? []
        let text = try await command(["token", "new", "--ward", ward] + named + (again ? ["--again"] : []))
        guard let line = text.split(separator: "\n").first else { throw RigError("no token was printed") }
        return String(line)
    }
}
