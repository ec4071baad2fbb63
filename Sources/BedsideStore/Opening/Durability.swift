import GRDB

/// The settings that make a commit outlive a power cut, set on the one connection and then read back.
///
/// GRDB sets `synchronous = NORMAL` by itself after its own set-up, so FULL is set after opening; a power cut at NORMAL
/// lost every acknowledged commit, at FULL none (sync.md 0, findings 1 and 2).
enum Durability {
    /// For the connection before SQLite touches the file: EXCLUSIVE first, so that no shared memory is used and SQLite's
    /// WAL-reset bug cannot occur (finding 4).
    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "bedside-store"
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

    /// What runs right after opening.
    static let afterOpening = [
        "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 1000", "PRAGMA journal_size_limit = 16777216",
        "PRAGMA cache_size = -8192",
        // What a terminal forgets must not stay in the file's free pages.
        "PRAGMA secure_delete = ON",
    ]

    static func settle(_ db: Database) throws {
        for pragma in afterOpening { try db.execute(sql: pragma) }
    }

    /// Throws ``StoreError`` `notDurable`, naming the setting that did not take.
    static func assert(_ db: Database) throws {
        let wanted: [(pragma: String, value: String)] = [
            ("synchronous", "2"), ("journal_mode", "wal"), ("locking_mode", "exclusive"), ("foreign_keys", "1"),
            ("trusted_schema", "0"), ("cell_size_check", "1"), ("secure_delete", "1"),
        ]
        for (pragma, value) in wanted {
            let row = try Row.fetchOne(db, sql: "PRAGMA \(pragma)")
            let found: DatabaseValue = row?[0] ?? .null
            let text =
                switch found.storage {
                case .int64(let number): String(number)
                case .string(let word): word
                case .null, .double, .blob: "nothing"
                }
            guard text == value else {
                throw StoreError(
                    .notDurable,
                    "The store must run with \(pragma) = \(value), but SQLite says \(text); it will not start, because a "
                        + "power cut could lose money. Check the disk's file system and that bedsided's SQLite is not "
                        + "patched.")
            }
        }
    }

    /// SQLite's own look at the file. Throws ``StoreError`` `damaged`.
    static func quickCheck(_ db: Database) throws {
        let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
        guard verdict == "ok" else { throw StoreError.damaged("quick_check does not say ok") }
    }
}
