import BedsideDomain
import BedsideRigs
import Foundation

@testable import BedsideCentralStore

/// Every test of this suite runs on both.
enum Engine: String, CaseIterable, Sendable { case sqlite, postgres }

/// One private PostgreSQL for the whole run; it ends with the process.
actor SharedPostgres {
    static let shared = SharedPostgres()
    private var starting: Task<PostgresRig, any Error>?
    private var databases = 0

    /// A new, empty database. Throws when PostgreSQL is not there: a missing engine is a failure, never a skip.
    func database() async throws -> String {
        let path = "/var/tmp/bedside-core-\(ProcessInfo.processInfo.processIdentifier)"
        let task = starting ?? Task { try await PostgresRig.start(in: path) }
        starting = task
        let rig = try await task.value
        databases += 1
        return try await rig.makeDatabase("core\(databases)")
    }

    /// A copy of a database that nobody is connected to, as PostgreSQL's own tools for backups would make it.
    func copy(of url: String) async throws -> String {
        guard let rig = try await starting?.value,
            let name = url.split(separator: "?").first?.split(separator: "/").last
        else { throw RigError("no PostgreSQL runs") }
        databases += 1
        let copy = "core\(databases)"
        try await rig.sql("CREATE DATABASE \(copy) TEMPLATE \(name)")
        return rig.url(copy)
    }
}

/// A central store with one hospital, which can be closed and opened again.
final class Centre: Sendable {
    static let hospital = HospitalID(trusted: "H1")
    static let ward = WardID(trusted: "W1")
    static let noon = Timestamp(milliseconds: 1_795_320_000_000)

    let engine: Engine
    /// The file or the address.
    let place: String
    let store: CentralStore

    init(_ engine: Engine, _ place: String, _ catalogue: FactCatalogue = .current) async throws {
        self.engine = engine
        self.place = place
        store = try await CentralStore.open(
            try await Self.open(engine, place), now: Self.noon, ids: .system, catalogue: catalogue)
    }

    static func open(_ engine: Engine, _ place: String) async throws -> any CentralDatabase {
        switch engine {
        case .sqlite: try SQLiteDatabase(path: place)
        case .postgres: try await PostgresDatabase(url: place, connections: 3)
        }
    }

    static func place(_ engine: Engine) async throws -> String {
        switch engine {
        case .sqlite: NSTemporaryDirectory() + "bedside-core-\(UUID().uuidString).sqlite"
        case .postgres: try await SharedPostgres.shared.database()
        }
    }

    /// Runs a body with a new store.
    static func with(
        _ engine: Engine, catalogue: FactCatalogue = .current, _ body: (Centre) async throws -> Void
    ) async throws {
        let centre = try await Centre(engine, place(engine), catalogue)
        do {
            try await centre.store.makeHospital(hospital, name: "Test", at: noon)
            try await body(centre)
        } catch {
            await centre.end()
            throw error
        }
        await centre.end()
    }

    /// Another server on the same data: beside this one on PostgreSQL, in its place on SQLite.
    func again(catalogue: FactCatalogue = .current) async throws -> Centre {
        if engine == .sqlite { await store.close() }
        return try await Centre(engine, place, catalogue)
    }

    func end() async {
        await store.close()
        Self.remove(place)
    }

    /// Takes away what a test left of a file; an address is none.
    static func remove(_ place: String) {
        for suffix in ["", "-wal", "-shm", ".backup"] where FileManager.default.fileExists(atPath: place + suffix) {
            do { try FileManager.default.removeItem(atPath: place + suffix) } catch {
                // A file that stays in the temporary files hurts no test.
            }
        }
    }

    /// One number of the store.
    func number(_ sql: String, _ arguments: [SQLValue] = []) async throws -> Int64 {
        try await store.database.read { try $0.row(sql, arguments)?.int(0) ?? -1 }
    }

    func balance(_ account: LedgerAccount) async throws -> Int64 {
        try await store.ledgerSums(of: Self.hospital).first { $0.account == account.code }?.balance ?? 0
    }

    /// Every fen has two sides, and the cached sums are those of the transfers.
    func isSound() async throws -> Bool {
        let sums = try await store.ledgerSums(of: Self.hospital)
        let faults = try await store.ledgerFaults(of: Self.hospital)
        return sums.reduce(0) { $0 + $1.balance } == 0 && faults.isEmpty
    }
}
