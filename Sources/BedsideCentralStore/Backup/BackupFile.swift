import Foundation
import GRDB
import Glibc

/// A finished backup of SQLite: one file that stands for itself, looked through and on the disk before it has its name.
enum BackupFile {
    /// Looks through the whole file: pages, indexes and the links between tables. Throws ``CentralError`` `damaged`.
    static func check(_ path: String) throws(CentralError) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.foreignKeysEnabled = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { db in
                guard try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") == "ok" else {
                    throw CentralError.damaged("integrity_check of the backup does not say ok")
                }
                guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
                    throw CentralError.damaged("a row of the backup names one that is not there")
                }
                guard try String.fetchOne(db, sql: "SELECT name FROM sqlite_master WHERE name = 'feed_head'") != nil
                else { throw CentralError(.notFound, "The file is no backup of a central store; choose another.") }
            }
            try queue.close()
        } catch { throw CentralError.beneath(error) }
    }

    /// An empty file that only the server's user may read: a backup holds names and identity numbers. What is there is
    /// never written over. Throws ``CentralError`` `cannotOpen`.
    static func make(_ path: String) throws(CentralError) {
        let number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw failed("made", errno) }
        close(number)
    }

    /// On the disk under its last name, as is the folder that says so. Throws ``CentralError``.
    static func settle(_ part: String, as path: String) throws(CentralError) {
        try flush(part, O_RDONLY)
        // A link fails when the name is taken, which a renaming would not.
        guard unsafe link(part, path) == 0 else { throw failed("named", errno) }
        guard unsafe unlink(part) == 0 else { throw failed("named", errno) }
        try flush(folder(of: path), O_RDONLY | O_DIRECTORY)
    }

    /// Throws ``CentralError``.
    static func copy(_ source: String, to path: String) throws(CentralError) {
        do {
            let reading = try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
            let writing = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            while let piece = try reading.read(upToCount: 1 << 20), !piece.isEmpty {
                try writing.write(contentsOf: piece)
            }
            try reading.close()
            try writing.close()
        } catch {
            throw CentralError(
                .notWritten, "The backup cannot be copied; look at both files and the disk.", cause: error)
        }
    }

    static func remove(_ path: String) { _ = unsafe unlink(path) }

    private static func folder(of path: String) -> String {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return folder.isEmpty ? "." : folder
    }

    private static func flush(_ path: String, _ flags: Int32) throws(CentralError) {
        let number = unsafe open(path, flags | O_CLOEXEC)
        guard number >= 0 else { throw failed("opened", errno) }
        defer { close(number) }
        guard fsync(number) == 0 else { throw failed("brought to the disk", errno) }
    }

    private static func failed(_ what: String, _ number: Int32) -> CentralError {
        CentralError(
            .cannotOpen,
            "The file cannot be \(what) (errno \(number)). It must not be there already, and its folder must belong to the "
                + "server's user.")
    }
}
