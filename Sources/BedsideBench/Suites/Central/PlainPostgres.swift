import BedsideCentralStore
import BedsideDomain

/// As many connections as the server has, each with one transaction for one upload after the other.
final class PlainPostgres: PlainLoop {
    private let database: PostgresDatabase
    private let terminals: [BenchTerminal]

    /// How rows go to the server.
    enum Form: String {
        /// One prepared INSERT a row, as a plain loop does.
        case rows
        /// All rows of an upload at once as arrays, as the central store itself does.
        case bulk
    }

    private let shape: Form

    init(url: String, terminals: [BenchTerminal], form: Form) async throws {
        self.terminals = terminals
        shape = form
        database = try await PostgresDatabase(url: url, connections: PostgresDatabase.usualConnections)
    }

    var form: String {
        switch shape {
        case .rows: "one prepared INSERT a row"
        case .bulk: "one INSERT of arrays a table"
        }
    }

    func write(_ uploads: [BenchUpload], commits: Int) async throws {
        try await withThrowingTaskGroup { group in
            let workers = PostgresDatabase.usualConnections
            for worker in 0..<workers {
                // A terminal's uploads stay in order.
                let own = uploads.filter { $0.terminal % workers == worker }
                group.addTask { for upload in own { try await self.write(upload) } }
            }
            try await group.waitForAll()
        }
    }

    private func write(_ upload: BenchUpload) async throws {
        let terminal = terminals[upload.terminal]
        let hospital = SQLValue.id(BenchCentre.hospital)
        let (name, epoch) = (SQLValue.id(terminal.name), SQLValue.fixed(terminal.epoch))
        try await database.write { [shape] transaction in
            let claims = upload.events.map {
                [hospital, .fixed($0.event.operation), name, epoch, .int($0.event.seq)]
            }
            let rows = upload.events.map { event, hash in
                [
                    hospital, name, epoch, .int(event.seq), .fixed(event.operation), .text(event.kind),
                    .count(event.version), .bytes(Array(event.body.utf8)), .at(event.wall), .int(event.monotonic),
                    .fixed(event.boot), .optional(event.offset), .optional(event.signature), .fixed(hash),
                    .at(BenchCentre.now), "applied",
                ]
            }
            switch shape {
            case .bulk:
                try transaction.insert(claimInsert, claims)
                try transaction.insert(keepInsert, rows)
            case .rows:
                // A single row goes by VALUES.
                for claim in claims { try transaction.insert(claimInsert, [claim]) }
                for row in rows { try transaction.insert(keepInsert, [row]) }
            }
            try transaction.run(
                """
                UPDATE terminals SET last_seq = $3, head_hash = $4, last_contact_ms = $5 WHERE hospital = $1 AND name = $2
                """, [hospital, name, .int(upload.last), .fixed(upload.tail), .at(BenchCentre.now)])
        }
    }

    func close() async throws { await database.close() }
}

private let claimInsert = BulkInsert(
    "op_seen", [("hospital", .text), ("op_id", .bytes), ("terminal", .text), ("epoch", .bytes), ("seq", .int)])

private let keepInsert = BulkInsert(
    "inbox",
    [
        ("hospital", .text), ("terminal", .text), ("epoch", .bytes), ("seq", .int), ("op_id", .bytes), ("kind", .text),
        ("ver", .int), ("body", .bytes), ("wall_ms", .int), ("mono_ms", .int), ("boot_id", .bytes), ("off_ms", .int),
        ("signature", .text), ("hash", .bytes), ("recv_ms", .int), ("verdict", .text),
    ])
