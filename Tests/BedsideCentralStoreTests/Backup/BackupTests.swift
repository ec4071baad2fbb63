import BedsideDomain
import BedsideWire
import Foundation
import Testing

@testable import BedsideCentralStore

@Suite("Backup and restore", .serialized)
struct BackupTests {
    /// Sends all; where central misses something, goes back to what it expects. Returns whether it had to.
    private static func send(_ centre: Centre, _ terminal: TestTerminal, from: Int64) async throws -> Bool {
        let refusal = try await centre.refusal { try await centre.up(terminal, from: from) }
        guard let refusal else { return false }
        #expect(refusal.code == .gap)
        let expected = try #require(refusal.expect as Int64?)
        try await centre.up(terminal, from: expected)
        return true
    }

    @Test(
        "backup, more uploads, restore: terminals rewind, nothing is lost and nothing counts twice",
        arguments: Engine.allCases)
    func restore(engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 1_000)
            terminal.paid("P1", of: "E1", fen: 1_000)
            try await centre.up(terminal)
            let reader = FeedReader(hospital: Centre.hospital, ward: Centre.ward, terminal: terminal.name)
            var follower = Follower(reader, from: try await centre.store.database.feedHead(Centre.hospital))
            try await follower.snapshot(centre.store.database)
            let saved = try await Self.save(centre)
            let open = try await engine == .postgres ? centre.again() : centre
            terminal.create("P2", of: "E1", fen: 500)
            terminal.paid("P2", of: "E1", fen: 500)
            try await open.up(terminal, from: 4)
            #expect(try await follower.follow(open.store.database))
            let before = try await open.balance(.custody(terminal.name, EncounterID(trusted: "E1")))
            #expect(before == 1_500)
            let token = try await open.store.makeToken(
                of: Centre.hospital, ward: Centre.ward, for: nil, authority: terminal.stream.root, at: Centre.noon)
            await open.store.close()

            let other = try await Centre(engine, Self.restored(saved, engine))
            let restored = other.store
            try await restored.noteRestored(at: Centre.noon)
            #expect(try await other.balance(.custody(terminal.name, EncounterID(trusted: "E1"))) == 1_000)
            // Its cursor means nothing any more, and the snapshot has the same rows but for what is still to come.
            #expect(try await !follower.follow(restored.database))
            try await follower.snapshot(restored.database)
            // The next fact meets the gap.
            terminal.create("P3", of: "E1", fen: 200)
            #expect(try await Self.send(other, terminal, from: 6))
            #expect(try await !Self.send(other, terminal, from: 1))
            #expect(try await other.balance(.custody(terminal.name, EncounterID(trusted: "E1"))) == before)
            #expect(try await other.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 6)
            #expect(try await other.number("SELECT CAST(count(*) AS BIGINT) FROM transfers") == 2)
            #expect(try await other.isSound())
            #expect(try await follower.follow(restored.database))
            #expect(follower.there["stays/E1"] != nil)
            // A token of before is void.
            await #expect(throws: SyncRefusal.self) {
                _ = try await restored.place(of: token.secret, for: TerminalName(trusted: "K9"), at: Centre.noon)
            }
            await other.end()
        }
    }

    /// Where the backup lies. PostgreSQL's is a copy of the database, as its own tools would make it.
    private static func save(_ centre: Centre) async throws -> String {
        switch centre.engine {
        case .sqlite:
            let path = centre.place + ".backup"
            let database = try #require(centre.store.database as? SQLiteDatabase)
            try await database.backup(to: path)
            return path
        case .postgres:
            await centre.store.close()
            return try await SharedPostgres.shared.copy(of: centre.place)
        }
    }

    private static func restored(_ saved: String, _ engine: Engine) async throws -> String {
        guard engine == .sqlite else { return saved }
        let place = saved + ".restored"
        try await SQLiteDatabase.restore(saved, to: place)
        return place
    }

    @Test("a backup is never written over, has one reader, and what is none is not restored")
    func files() async throws {
        let place = NSTemporaryDirectory() + "bedside-backup-\(UUID().uuidString)'quoted"
        let database = try SQLiteDatabase(path: place)
        let store = try await CentralStore.open(database, now: Centre.noon)
        try await database.backup(to: place + ".b")
        let attributes = try FileManager.default.attributesOfItem(atPath: place + ".b")
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
        await #expect(throws: CentralError.self) { try await database.backup(to: place + ".b") }
        await #expect(throws: CentralError.self) { try await SQLiteDatabase.restore(place + ".b", to: place) }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: place + ".b"))
        for position in stride(from: 5000, to: bytes.count, by: 97) { bytes[position] ^= 0xFF }
        try bytes.write(to: URL(fileURLWithPath: place + ".broken"))
        try Data("no store".utf8).write(to: URL(fileURLWithPath: place + ".none"))
        for name in ["broken", "none", "not-there"] {
            await #expect(throws: CentralError.self) {
                try await SQLiteDatabase.restore(place + ".\(name)", to: place + ".new")
            }
            #expect(!FileManager.default.fileExists(atPath: place + ".new"))
            #expect(!FileManager.default.fileExists(atPath: place + ".new.part"))
        }
        await store.close()
        for suffix in ["", ".b", ".broken", ".none", "-wal"] {
            do { try FileManager.default.removeItem(atPath: place + suffix) } catch {
                // It was never made.
            }
        }
    }
}
