import BedsideDomain
import Foundation
import GRDB

/// Prepared statements on one connection with the server's own settings.
final class PlainSQLite: PlainLoop {
    private let queue: DatabaseQueue
    private let terminals: [BenchTerminal]

    /// - Parameter path: a copy of the server's own file.
    init(path: String, terminals: [BenchTerminal]) throws {
        self.terminals = terminals
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.journalMode = .wal
        configuration.prepareDatabase { db in
            for pragma in ["locking_mode = EXCLUSIVE", "trusted_schema = OFF", "cell_size_check = ON"] {
                try db.execute(sql: "PRAGMA \(pragma)")
            }
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            // GRDB lowers it while it opens.
            for pragma in ["synchronous = FULL", "wal_autocheckpoint = 4000", "cache_size = -65536"] {
                try db.execute(sql: "PRAGMA \(pragma)")
            }
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                throw BenchError("the plain loop would not sync")
            }
        }
    }

    var form: String { "one prepared INSERT a row" }

    func write(_ uploads: [BenchUpload], commits: Int) async throws {
        let terminals = terminals
        try await queue.writeWithoutTransaction { db in
            let claim = try db.cachedStatement(
                sql: "INSERT INTO op_seen(hospital, op_id, terminal, epoch, seq) VALUES (?, ?, ?, ?, ?)")
            let keep = try db.cachedStatement(
                sql: """
                    INSERT INTO inbox(hospital, terminal, epoch, seq, op_id, kind, ver, body, wall_ms, mono_ms, boot_id,
                        off_ms, signature, hash, recv_ms, verdict)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            let move = try db.cachedStatement(
                sql: """
                    UPDATE terminals SET last_seq = ?, head_hash = ?, last_contact_ms = ? WHERE hospital = ? AND name = ?
                    """)
            let groups = max(1, min(commits, uploads.count))
            for group in 0..<groups {
                let part = uploads[(uploads.count * group / groups)..<(uploads.count * (group + 1) / groups)]
                try db.inTransaction(.immediate) {
                    for upload in part {
                        let terminal = terminals[upload.terminal]
                        try Self.write(upload, terminal, claim, keep)
                        try move.execute(arguments: [
                            upload.last, Data(upload.tail.bytes), BenchCentre.now.milliseconds,
                            BenchCentre.hospital.text, terminal.name.text,
                        ])
                    }
                    return .commit
                }
            }
        }
    }

    private static func write(
        _ upload: BenchUpload, _ terminal: BenchTerminal, _ claim: Statement, _ keep: Statement
    ) throws {
        let (hospital, name, epoch) = (BenchCentre.hospital.text, terminal.name.text, Data(terminal.epoch.bytes))
        for (event, hash) in upload.events {
            let operation = Data(event.operation.bytes)
            try claim.execute(arguments: [hospital, operation, name, epoch, event.seq])
            try keep.execute(arguments: [
                hospital, name, epoch, event.seq, operation, event.kind, event.version, Data(event.body.utf8),
                event.wall.milliseconds, event.monotonic, Data(event.boot.bytes), event.offset, event.signature,
                Data(hash.bytes), BenchCentre.now.milliseconds, "applied",
            ])
        }
    }

    func close() async throws { try queue.close() }
}
