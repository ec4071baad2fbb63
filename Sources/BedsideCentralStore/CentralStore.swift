package import BedsideDomain
import Synchronization

/// The hospital's central store: what the terminals told, what they may know, and the money between them.
///
/// Every method is one transaction. Refusals for a terminal are `SyncRefusal`, everything else ``CentralError``.
package final class CentralStore: Sendable {
    package let database: any CentralDatabase
    let ids: CentralIDs
    /// The keys that signed: an epoch never changes its key.
    let signingKeys = Mutex<[EpochName: SigningKey]>([:])

    let catalogue: FactCatalogue

    private init(_ database: any CentralDatabase, _ ids: CentralIDs, _ catalogue: FactCatalogue) {
        self.database = database
        self.ids = ids
        self.catalogue = catalogue
    }

    /// Opens the store in a database and brings its schema up to date; several servers may do so at once on PostgreSQL.
    ///
    /// - Parameter ids: where new numbers come from.
    ///
    /// Throws ``CentralError``.
    package static func open(
        _ database: any CentralDatabase, now: Timestamp, ids: CentralIDs = .system
    ) async throws -> CentralStore {
        try await open(database, now: now, ids: ids, catalogue: .current)
    }

    /// As above with what is understood handed in, so that a test can be an older version.
    static func open(
        _ database: any CentralDatabase, now: Timestamp, ids: CentralIDs, catalogue: FactCatalogue
    ) async throws -> CentralStore {
        try await CentralSchema.migrate(database)
        let store = CentralStore(database, ids, catalogue)
        _ = try await database.write { transaction in
            try transaction.run(
                "INSERT INTO store_meta(one, created_ms) VALUES (1, $1) ON CONFLICT DO NOTHING", [.at(now)])
        }
        return store
    }

    /// Whether the database answers and takes a write: what `/readyz` tells. Throws ``CentralError``.
    package func check() async throws {
        _ = try await database.write { transaction in
            try transaction.run("UPDATE store_meta SET created_ms = created_ms WHERE one = 1")
        }
    }

    package func close() async { await database.close() }
}

/// Where new numbers come from: injected, so that a test can repeat them.
package struct CentralIDs: Sendable {
    private let random: @Sendable () -> UInt64

    /// - Parameter random: 64 bits that nobody can guess.
    package init(random: @escaping @Sendable () -> UInt64) { self.random = random }

    /// The system's cryptographic generator.
    package static let system = CentralIDs { UInt64.random(in: .min ... .max) }

    package func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count { bytes += bigEndian(random()) }
        return Array(bytes.prefix(count))
    }

    /// The number of a new operation.
    package func operation() -> OperationID {
        var next = OperationID(bytes(16))
        while true {
            if let next { return next }
            next = OperationID(bytes(16))
        }
    }

    /// 32 hexadecimal digits.
    package func name() -> String { hexText(bytes(16)) }
}
