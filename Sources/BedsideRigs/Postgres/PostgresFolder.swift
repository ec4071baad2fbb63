import Glibc

/// The folder that a ``PostgresRig`` lives in. PostgreSQL refuses to run as root: as root its owner is user postgres.
struct PostgresFolder: Sendable {
    let path: String

    private static let programs = "/usr/lib/postgresql/15/bin"

    /// Throws ``RigError`` for a path that a unix socket can't carry, and when PostgreSQL 15 is not installed.
    init(_ path: String) throws(RigError) {
        guard path.hasPrefix("/"), path.utf8.count < 70, path.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x27 }) else {
            throw RigError("a rig's folder is an absolute path without blanks, under 70 bytes")
        }
        guard exists(Self.program("postgres")), exists(Self.program("initdb")), exists("/usr/bin/psql") else {
            throw RigError("\(Self.programs)/postgres is not there; install postgresql-15")
        }
        self.path = path
    }

    static func program(_ name: String) -> String { "\(programs)/\(name)" }

    /// Of the server and of everything else; beside the folder, which is gone at the end.
    var log: String { path + ".log" }
    var endScript: String { path + "/end.sh" }
    private var data: String { path + "/data" }
    var isReady: Bool {
        // The eighth line of the file says so, once connections are taken.
        (readFile(data + "/postmaster.pid") ?? "").contains("ready") && accepts(socket: path + "/.s.PGSQL.5432")
    }

    func url(_ database: String) -> String { "postgres://bedside@/\(database)?host=\(path)" }

    var serving: [String] {
        asOwner([
            Self.program("postgres"), "-D", data, "-c", "listen_addresses=", "-c", "unix_socket_directories=\(path)",
            "-c",
            "max_connections=500", "-c", "shared_buffers=64MB", "-c", "log_min_messages=warning",
        ])
    }

    func lay() async throws(RigError) {
        guard !exists(path) else { throw RigError("\(path) is there already") }
        let owner = geteuid() == 0 ? ["-o", "postgres", "-g", "postgres"] : []
        try await run(["install", "-d", "-m", "0700"] + owner + [path])
        try await run(
            asOwner([
                Self.program("initdb"), "-D", data, "-U", "bedside", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                "--no-sync",
            ]))
        try writeFile(endScript, ending, executable: true)
    }

    /// Runs a program to its end. Throws ``RigError`` unless it went well.
    func run(_ arguments: [String]) async throws(RigError) {
        let child = try Child(arguments, log: log)
        let code = try await child.wait(upTo: .seconds(60))
        guard code == 0 else { throw RigError("\(arguments.joined(separator: " ")) ended with \(code); see \(log)") }
    }

    private func asOwner(_ arguments: [String]) -> [String] {
        guard geteuid() == 0 else { return arguments }
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] + arguments
    }

    /// Waits for the end of its input, which comes when whoever started the rig dies in any way; then ends this folder's
    /// server and nothing else.
    private var ending: String {
        """
        #!/bin/sh
        cat >/dev/null
        server=$(head -n 1 '\(data)/postmaster.pid' 2>/dev/null)
        ours() { [ -n "$server" ] && grep -qaF '\(data)' "/proc/$server/cmdline" 2>/dev/null; }
        ! ours || kill -QUIT "$server"
        tries=0
        while ours && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
        rm -rf '\(path)' '\(log)'

        """
    }
}
