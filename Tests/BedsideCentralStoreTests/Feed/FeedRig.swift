import BedsideCentralStore
import BedsideDomain
import Foundation

/// A central store with one hospital of two wards.
struct FeedRig: Sendable {
    let store: CentralStore
    let folder: String

    static let hospital = HospitalID(trusted: "H1")
    static let wardA = WardID(trusted: "W-A")
    static let wardB = WardID(trusted: "W-B")
    static let noon = Timestamp(milliseconds: 1_795_320_000_000)

    /// Runs a body with a new store on an engine.
    static func with(_ engine: Engine, _ body: (FeedRig) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "bedside-feed-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(atPath: folder) } catch {
                // A folder that stays in the temporary files hurts no test.
            }
        }
        let database: any CentralDatabase
        switch engine {
        case .sqlite: database = try SQLiteDatabase(path: folder + "/central.sqlite")
        case .postgres:
            database = try await PostgresDatabase(url: try await SharedPostgres.shared.database(), connections: 10)
        }
        let store = try await CentralStore.open(database, now: noon)
        try await store.makeHospital(hospital, name: "Test", at: noon)
        do {
            try await body(FeedRig(store: store, folder: folder))
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    var database: any CentralDatabase { store.database }

    func reader(_ ward: WardID = wardA, _ terminal: String = "T1") -> FeedReader {
        FeedReader(hospital: Self.hospital, ward: ward, terminal: TerminalName(trusted: terminal))
    }

    @discardableResult
    func publish(_ puts: [FeedPut]) async throws -> [FeedOutcome] {
        try await database.write { try $0.publish(puts, in: Self.hospital, at: Self.noon) }
    }

    func put(_ key: String, _ scope: FeedScope = .ward(wardA), body: String = "{}", encounter: String? = nil) -> FeedPut
    {
        FeedPut(
            table: .beds, key: key, scope: scope, body: body, encounter: encounter.map(EncounterID.init(trusted:)))
    }
}

/// What a terminal would have after it took in what it got.
struct Follower: Sendable {
    var state: [String: FeedRow] = [:]
    var cursor: FeedCursor
    var seen: [Int64] = []
    let reader: FeedReader

    init(_ reader: FeedReader, from cursor: FeedCursor) {
        self.reader = reader
        self.cursor = cursor
    }

    mutating func apply(_ row: FeedRow) {
        let key = "\(row.table.rawValue)/\(row.key)"
        if let known = state[key], known.version >= row.version { return }
        state[key] = row
    }

    /// Follows the feed to its end. False when the cursor is gone.
    mutating func follow(_ database: any CentralDatabase, limits: FeedLimits = FeedLimits()) async throws -> Bool {
        while true {
            switch try await database.feed(reader, after: cursor, limits: limits) {
            case .cursorGone: return false
            case .page(let page):
                for row in page.rows {
                    apply(row)
                    seen.append(row.seq)
                }
                cursor = page.cursor
                if !page.more { return true }
            }
        }
    }

    mutating func snapshot(_ database: any CentralDatabase, limits: FeedLimits = FeedLimits()) async throws {
        state = [:]
        var snapshot = try await database.snapshot(reader, limits: limits)
        while let rows = try await snapshot.next() {
            for row in rows { apply(row) }
        }
        cursor = snapshot.cursor
    }

    /// Keys and bodies of what is there.
    var there: [String: String] {
        state.compactMapValues { row in
            if case .put(let body) = row.change { return body }
            return nil
        }
    }
}
