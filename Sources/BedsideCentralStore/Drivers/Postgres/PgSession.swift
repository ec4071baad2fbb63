import CPq
import Glibc

/// One blocking connection and its prepared statements. It belongs to one thread and never leaves it.
@safe final class PgSession {
    private let connection: OpaquePointer
    private var statements: [String: String] = [:]
    private var count = 0

    /// Prepared statements of one connection; the program's own texts are fewer.
    private static let most = 1000

    /// Connects and proves that a commit outlives a power cut.
    ///
    /// - Parameters:
    ///   - url: `postgres://user@host:port/database?sslmode=verify-full` or any other connection string of libpq.
    ///
    /// Throws ``CentralError``: `unavailable`, `cannotOpen`, `notDurable`.
    init(url: String) throws(CentralError) {
        // What the URL says comes later and wins.
        let settings = [
            ("connect_timeout", "5"), ("application_name", "bedside-central"), ("client_encoding", "UTF8"),
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "20000"), ("dbname", url),
        ]
        guard let opened = unsafe Self.connect(settings) else {
            throw CentralError(.cannotOpen, "There is no memory for a connection to PostgreSQL.")
        }
        unsafe connection = unsafe opened
        guard unsafe PQstatus(opened) == CONNECTION_OK else {
            throw CentralError(
                .unavailable,
                "PostgreSQL does not answer, or refuses the user or the database of the --store address; look at its log."
            )
        }
        // libpq tells notices to standard error by itself; they may quote rows.
        _ = unsafe PQsetNoticeReceiver(opened, { _, _ in }, nil)
        try settle()
    }

    deinit { unsafe PQfinish(connection) }

    private var isAbandoned = false

    /// Whether the last statement left the connection whole.
    var isAlive: Bool { unsafe !isAbandoned && PQstatus(connection) == CONNECTION_OK }

    /// It must not be used again: nobody knows what state it is in.
    func abandon() { isAbandoned = true }

    /// Looks whether the server closed an idle connection meanwhile, without asking it, and whether a transaction was left
    /// open on it.
    func isUsable() -> Bool {
        guard isAlive else { return false }
        let answer = unsafe PQconsumeInput(connection)
        guard answer == 1, isAlive else { return false }
        return unsafe PQtransactionStatus(connection) == PQTRANS_IDLE
    }

    private static func connect(_ settings: [(String, String)]) -> OpaquePointer? {
        var keywords = unsafe settings.map { unsafe UnsafePointer(strdup($0.0)) }
        var values = unsafe settings.map { unsafe UnsafePointer(strdup($0.1)) }
        defer { unsafe (keywords + values).forEach { unsafe free(UnsafeMutableRawPointer(mutating: $0)) } }
        unsafe keywords.append(nil)
        unsafe values.append(nil)
        return unsafe PQconnectdbParams(keywords, values, 1)
    }

    private func settle() throws(CentralError) {
        for setting in [
            "synchronous_commit = on", "statement_timeout = '60s'", "lock_timeout = '15s'",
            "idle_in_transaction_session_timeout = '60s'", "timezone = 'UTC'", "standard_conforming_strings = on",
        ] { try simple("SET \(setting)") }
        for (name, value) in [("synchronous_commit", "on"), ("fsync", "on"), ("full_page_writes", "on")] {
            let found = try execute("SELECT current_setting('\(name)')", []).rows().first?.text(0) ?? "nothing"
            guard found == value else {
                throw CentralError(
                    .notDurable,
                    "PostgreSQL must run with \(name) = \(value), but it says \(found); the central store will not start, "
                        + "because a power cut could lose money. Correct postgresql.conf.")
            }
        }
        let version = try execute("SELECT current_setting('server_version_num')", []).rows().first?.text(0) ?? "0"
        guard let number = Int(version), number >= 150_000 else {
            throw CentralError(.cannotOpen, "PostgreSQL must be 15 or later, but the server says \(version).")
        }
    }

    /// A statement without arguments and rows. Throws ``CentralError``.
    func simple(_ sql: String) throws(CentralError) {
        let result = try checked(unsafe PgResult(PQexec(connection, sql)))
        _ = result
    }

    /// Throws ``CentralError``: `commitUnknown` when there is no answer, `notWritten` when the transaction had failed
    /// before and somebody went on as if it had not.
    func commit() throws(CentralError) {
        let tag: String
        do throws(CentralError) {
            let result = try checked(unsafe PgResult(PQexec(connection, "COMMIT")))
            tag = result.tag
        } catch {
            // What the server itself tells at COMMIT means that it rolled back; without an answer nobody knows.
            if isAlive { throw error }
            throw CentralError(
                .commitUnknown,
                "The connection to PostgreSQL broke during a commit, and nobody can know whether it was done; send the "
                    + "same again.",
                cause: error)
        }
        guard tag == "COMMIT" else {
            throw CentralError(.notWritten, "PostgreSQL rolled the transaction back; nothing was written.")
        }
    }

    /// Runs a statement, prepared on first use. Throws ``CentralError``.
    func execute(_ sql: String, _ values: [SQLValue]) throws(CentralError) -> PgResult {
        try execute(sql, PgParameters(values))
    }

    func execute(_ sql: String, _ parameters: PgParameters) throws(CentralError) -> PgResult {
        let name = try prepared(sql, parameters.types)
        let answer = unsafe parameters.withPointers { values, lengths, formats in
            unsafe PQexecPrepared(connection, name, Int32(parameters.count), values, lengths, formats, 1)
        }
        return try checked(unsafe PgResult(answer))
    }

    /// Readable when the server has said something.
    var socket: Int32 { unsafe PQsocket(connection) }

    /// What was told on the channels that this connection listens to, oldest first. Throws ``CentralError`` when the
    /// connection is gone.
    func notifications() throws(CentralError) -> [String] {
        guard unsafe PQconsumeInput(connection) == 1, isAlive else { throw CentralError.beneath(.lost) }
        var told: [String] = []
        while let notice = unsafe PQnotifies(connection) {
            defer { unsafe PQfreemem(notice) }
            unsafe told.append(String(cString: notice.pointee.extra))
        }
        return told
    }

    private func prepared(_ sql: String, _ types: [Oid]) throws(CentralError) -> String {
        if let name = statements[sql] { return name }
        if statements.count >= Self.most {
            try simple("DEALLOCATE ALL")
            statements = [:]
        }
        count += 1
        let name = "s\(count)"
        let result = try checked(unsafe PgResult(PQprepare(connection, name, sql, Int32(types.count), types)))
        _ = result
        statements[sql] = name
        return name
    }

    private func checked(_ result: consuming PgResult?) throws(CentralError) -> PgResult {
        guard let result else { throw CentralError.beneath(.lost) }
        // A connection that broke has no SQLSTATE of the server.
        guard isAlive else { throw CentralError.beneath(.lost) }
        if let failure = result.failure { throw CentralError.beneath(failure) }
        return result
    }
}
