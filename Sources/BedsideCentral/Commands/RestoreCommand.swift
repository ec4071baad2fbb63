import ArgumentParser
import BedsideCentralStore
import BedsideDomain
import Foundation

/// `bedside-central restore FILE`, or `restore --store postgres://...` after pg_restore.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the store, while no server runs.",
        discussion: """
            The store before is kept beside it. With --store and without a file it tells a PostgreSQL store, which its own
            tools have restored, that it was. Every terminal notices the new beginning by itself: it takes a snapshot and
            sends again what the backup does not have, up to \(SyncLimits.keptDays) days back. Imports, revocations and
            enrolments since the backup must be done again. Until every terminal was heard, none can take a stay.
            """)

    @Argument(help: "The backup.") var file: String?
    @Option(help: ArgumentHelp("The folder of the central store.", valueName: "folder"))
    var data = "/var/lib/bedside-central"
    @Option(help: ArgumentHelp("postgres://user@host/database", valueName: "url")) var store: String?

    func validate() throws {
        guard (file == nil) != (store == nil) else {
            throw ValidationError("Give the backup's file, or --store for PostgreSQL.")
        }
    }

    func run() async throws {
        try await DataOptions.told {
            guard let file else { return try await restored(store ?? "") }
            let kept = try await Restore.put(file, into: data, at: CentralClock.system.wall)
            Output.line("\(file) is the store now.\(kept.map { " The one before is \($0)." } ?? "")")
        }
    }

    private func restored(_ url: String) async throws {
        let store = try await CentralStore.open(try await PostgresDatabase(url: url), now: CentralClock.system.wall)
        try await Restore.note(store, at: CentralClock.system.wall)
        Output.line("The store knows that it was restored.")
    }
}

/// Puts a backup in the place of the store.
enum Restore {
    /// Returns the path of the store that was there before, if any. Throws ``CentralServerError`` or `CentralError`; then the
    /// store before is in its place.
    static func put(_ backup: String, into folder: String, at now: Timestamp) async throws -> String? {
        guard !SocketGuard.isAnswered(Installation.socket(folder)) else {
            throw CentralServerError(
                .stillRunning, "A server runs on \(folder); stop it first (systemctl stop bedside-central).")
        }
        let store = Installation.file(folder)
        let aside = "\(store).before-\(now.milliseconds)"
        let isKept = FileManager.default.fileExists(atPath: store)
        try move(store, to: aside)
        do { try await SQLiteDatabase.restore(backup, to: store) } catch {
            try move(aside, to: store)
            throw error
        }
        try await note(try await CentralStore.open(try SQLiteDatabase(path: store), now: now), at: now)
        return isKept ? aside : nil
    }

    /// New generations, old tokens void.
    static func note(_ store: CentralStore, at now: Timestamp) async throws {
        do { try await store.noteRestored(at: now) } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    /// With what belongs to it: a log that is left behind would be played into another file.
    private static func move(_ path: String, to other: String) throws {
        for end in ["", "-wal", "-shm", "-journal"] where FileManager.default.fileExists(atPath: path + end) {
            try FileManager.default.moveItem(atPath: path + end, toPath: other + end)
        }
    }
}
