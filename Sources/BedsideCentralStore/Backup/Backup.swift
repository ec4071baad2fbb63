import Dispatch

extension SQLiteDatabase {
    /// Writes the store as it is now into a new file: complete, looked through, and on the disk when this returns. The
    /// store goes on; its writers wait while SQLite copies.
    ///
    /// PostgreSQL has tools of its own: `pg_basebackup` with the WAL's archive and `pg_verifybackup`, or
    /// `pg_dump --format=custom` (sync.md 3.3).
    ///
    /// Throws ``CentralError``; then there is no file of that name.
    package func backup(to path: String) async throws(CentralError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw CentralError(.cannotOpen, "A backup needs the path of a new file.")
        }
        let part = path + ".part"
        // What a backup left that was cut off is no backup.
        BackupFile.remove(part)
        try BackupFile.make(part)
        do {
            // A path of the administrator's, as a text of SQL: a quote in it is doubled.
            try await withoutTransaction("VACUUM INTO '\(part.replacing("'", with: "''"))'")
            try await offPool { () throws(CentralError) in
                try BackupFile.check(part)
                try BackupFile.settle(part, as: path)
            }
        } catch {
            BackupFile.remove(part)
            throw error
        }
    }

    /// Puts a backup in the place of a store: looked through, copied, and on the disk. The server must be stopped, and no
    /// file may stand at the place: an old one is moved aside by hand and kept. Then open it and call
    /// ``CentralStore/noteRestored(at:)``.
    ///
    /// Throws ``CentralError``; then nothing stands at the place.
    package static func restore(_ backup: String, to path: String) async throws(CentralError) {
        let part = path + ".part"
        try await offPool { () throws(CentralError) in
            try BackupFile.check(backup)
            // A log of another file would be played into this one.
            for suffix in ["-wal", "-shm", "-journal"] {
                try BackupFile.make(path + suffix)
                BackupFile.remove(path + suffix)
            }
            BackupFile.remove(part)
            try BackupFile.make(part)
            do throws(CentralError) {
                try BackupFile.copy(backup, to: part)
                try BackupFile.check(part)
                try BackupFile.settle(part, as: path)
            } catch {
                BackupFile.remove(part)
                throw error
            }
        }
    }
}

/// Runs what waits for the disk on a thread that nobody else waits for.
private func offPool(_ body: @escaping @Sendable () throws(CentralError) -> Void) async throws(CentralError) {
    let result: Result<Void, CentralError> = await withCheckedContinuation { continuation in
        DispatchQueue.global(qos: .utility).async {
            do throws(CentralError) {
                try body()
                continuation.resume(returning: .success(()))
            } catch { continuation.resume(returning: .failure(error)) }
        }
    }
    try result.get()
}
