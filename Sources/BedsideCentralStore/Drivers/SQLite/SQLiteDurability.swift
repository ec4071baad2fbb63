import GRDB

/// The settings that make a commit outlive a power cut, set on the one connection and then read back.
///
/// GRDB sets `synchronous = NORMAL` by itself after its own set-up, so FULL is set after opening; a power cut at NORMAL
/// lost acknowledged commits, at FULL none (sync.md 0, findings 1 and 2).
enum SQLiteDurability {
    /// EXCLUSIVE before SQLite touches the file: no shared memory, no second process, and SQLite's WAL-reset bug cannot
    /// occur (finding 4).
    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "bedside-central-store"
        configuration.foreignKeysEnabled = true
        configuration.journalMode = .wal
        configuration.busyMode = .immediateError
        configuration.observesSuspensionNotifications = false
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    static func settle(_ db: Database) throws {
        for pragma in [
            "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 4000", "PRAGMA journal_size_limit = 67108864",
            "PRAGMA cache_size = -65536",
        ] { try db.execute(sql: pragma) }
    }

    /// Throws ``CentralError`` `notDurable`, naming the setting that did not take.
    static func assert(_ db: Database) throws {
        for (pragma, value) in [
            ("synchronous", "2"), ("journal_mode", "wal"), ("locking_mode", "exclusive"), ("foreign_keys", "1"),
            ("trusted_schema", "0"), ("cell_size_check", "1"),
        ] {
            let found = try setting(pragma, db)
            guard found == value else {
                throw CentralError(
                    .notDurable,
                    "The central store must run with \(pragma) = \(value), but SQLite says \(found); it will not start, "
                        + "because a power cut could lose money. Check the disk's file system.")
            }
        }
    }

    static func setting(_ pragma: String, _ db: Database) throws -> String {
        let row = try Row.fetchOne(db, sql: "PRAGMA \(pragma)")
        let found: DatabaseValue = row?[0] ?? .null
        return switch found.storage {
        case .int64(let number): String(number)
        case .string(let word): word
        case .null, .double, .blob: "nothing"
        }
    }

    /// Writes into the file what the log holds, and flushes that: the log may come from a process whose flush failed, and
    /// then it is read from the kernel's memory and never was on the disk.
    static func settleLog(_ db: Database) throws {
        do { _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") } catch let error as DatabaseError
            where error.resultCode.primaryResultCode == .SQLITE_FULL
        {
            // No room to write it back. A log that was refused for want of room was refused before any flush could fail, and
            // who only wants to read shall be served.
        }
    }

    /// SQLite's own look at the file. Throws ``CentralError`` `damaged`.
    static func quickCheck(_ db: Database) throws {
        guard try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok" else {
            throw CentralError.damaged("quick_check does not say ok")
        }
    }
}

extension CentralError {
    /// An error of SQLite outside of COMMIT, in our words. SQLite's message names tables and never values.
    static func beneath(_ error: any Error) -> CentralError {
        if let error = error as? CentralError { return error }
        guard let error = error as? DatabaseError else {
            return CentralError(.notWritten, "The central store could not be read or written.", cause: error)
        }
        let plain = SQLiteFailure(code: error.extendedResultCode.rawValue, message: error.message ?? "")
        switch error.resultCode.primaryResultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE:
            return CentralError(
                .ruleBroken, "A rule of the store's schema forbids this; nothing was written.", cause: plain)
        case .SQLITE_FULL:
            return CentralError(
                .diskFull, "The disk is full; nothing was written. Free space on the data partition.", cause: plain)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return damaged("SQLite cannot read the file", cause: plain)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return CentralError(
                .inUse, "Another process holds the central store; stop the other bedside-central or sqlite3 first.",
                cause: plain)
        case .SQLITE_CANTOPEN:
            return CentralError(.cannotOpen, "The central store's file cannot be opened or made.", cause: plain)
        default:
            return CentralError(
                .notWritten, "The central store could not be read or written; look at the disk.", cause: plain)
        }
    }
}

/// What SQLite said, without the statement and its values.
struct SQLiteFailure: Error, CustomStringConvertible {
    let code: Int32
    let message: String
    var description: String { "SQLite error \(code): \(message)" }
}
