import BedsideDomain
import BedsideSync
import BedsideWire
import Crypto
import Foundation

@testable import BedsideCentralStore
@testable import BedsideSimulation

/// The real central store, in a file of its own, behind the simulation's few calls.
actor RealCentre: CentralUnderTest {
    static let hospital = Centre.hospital
    private let path: String
    private(set) var store: CentralStore
    private var backup: String?
    private var backups = 0
    private var certificates = 0
    private var keys: [TerminalName: Curve25519.Signing.PrivateKey] = [:]
    private var virtual: Duration = .zero
    private var lookedAt: Duration = .zero
    private var movedAt: Int64 = 0
    /// A version before this one: it does not know everything.
    private var catalogue = FactCatalogue(
        kinds: FactCatalogue.current.kinds, keptPrefixes: ["alarm.", "import."], version: 1)
    /// What failed that may never fail.
    private(set) var failures: [String] = []

    init() async throws {
        path = NSTemporaryDirectory() + "bedside-simulation-\(UUID().uuidString).sqlite"
        store = try await Self.open(path, catalogue)
        try await store.makeHospital(Self.hospital, name: "Test", at: Timestamp(milliseconds: 1_800_000_000_000))
    }

    private static func open(_ path: String, _ catalogue: FactCatalogue) async throws -> CentralStore {
        try await CentralStore.open(
            try SQLiteDatabase(path: path), now: Timestamp(milliseconds: 1_800_000_000_000), ids: .system,
            catalogue: catalogue)
    }

    var now: Timestamp {
        let (seconds, atto) = virtual.components
        return Timestamp(milliseconds: 1_800_000_000_000 + seconds * 1000 + atto / 1_000_000_000_000_000)
    }

    func close() async {
        await store.close()
        Centre.remove(path)
        if let backup { Centre.remove(backup) }
    }

    func line(for terminal: TerminalName, certificate: Int) async -> any CentralLine {
        RealLine(centre: self, name: terminal, certificate: certificate)
    }

    func enrol(_ terminal: TerminalName, ward: WardID, stream: OutboxStream) async throws -> Int {
        certificates += 1
        let key = keys[terminal] ?? Curve25519.Signing.PrivateKey()
        keys[terminal] = key
        let token = try await store.makeToken(
            of: Self.hospital, ward: ward, for: terminal, authority: stream.root, at: now)
        _ = try await store.enrol(
            secret: token.secret,
            Enrolment(
                terminal: terminal, signingKey: Array(key.publicKey.rawRepresentation), stream: stream, version: "1",
                serial: "S\(certificates)", notAfter: now.adding(days: 30)), at: now)
        return certificates
    }

    func signed(_ request: UpRequest, by terminal: TerminalName) throws -> UpRequest {
        guard let key = keys[terminal] else { return request }
        var (hash, events) = (request.head, request.events)
        for index in events.indices {
            hash = SignedBatch.link(after: hash, events[index])
            guard OutboxEvent.isSigned(events[index].kind) else { continue }
            events[index].signature =
                try key.signature(for: OutboxEvent.signedBytes(hash)).base64EncodedString()
        }
        return UpRequest(epoch: request.epoch, head: request.head, events: events)
    }

    func advance(to time: Duration) async {
        virtual = max(virtual, time)
        guard virtual >= lookedAt + .seconds(2) else { return }
        lookedAt = virtual
        let now = now
        await noFailure {
            try await store.expireHolds(of: Self.hospital, at: now)
            try await store.database.write { transaction in
                try transaction.askForMoves(in: Self.hospital, at: now)
                _ = try transaction.expireCommands(in: Self.hospital, at: now)
            }
        }
    }

    func publish(_ table: FeedTable, key: String, body: String, ward: WardID?) async {
        let now = now
        await noFailure {
            try await store.database.write { transaction in
                _ = try transaction.publish(
                    [FeedPut(table: table, key: key, scope: ward.map { .ward($0) } ?? .hospital, body: body)],
                    in: Self.hospital, at: now)
            }
        }
    }

    func move(_ encounter: EncounterID, to ward: WardID) async {
        let now = now
        movedAt = max(movedAt + 1, now.milliseconds)
        let since = Timestamp(milliseconds: movedAt)
        await noFailure {
            try await store.database.write { transaction in
                let stay = try transaction.lockedStay(encounter, in: Self.hospital)
                guard let stay, stay.ward != ward else { return }
                try transaction.beginMove(
                    of: encounter, to: ward, bed: BedID(trusted: "B1"), since: since, in: Self.hospital, at: now)
            }
        }
    }

    func prune() async {
        await noFailure {
            try await store.database.write { transaction in
                _ = try transaction.run("UPDATE feed_head SET floor = floor + (seq - floor) / 2")
                _ = try transaction.run(
                    "DELETE FROM feed WHERE body IS NULL AND seq <= (SELECT floor FROM feed_head)")
            }
        }
    }

    func backUp() async {
        backups += 1
        let place = path + ".\(backups)"
        await noFailure {
            guard let database = store.database as? SQLiteDatabase else { return }
            try await database.backup(to: place)
        }
        if let backup { Centre.remove(backup) }
        backup = place
    }

    func restoreBackup() async {
        guard let backup else { return }
        await store.close()
        Centre.remove(path)
        let now = now
        await noFailure {
            try await SQLiteDatabase.restore(backup, to: path)
            store = try await Self.open(path, catalogue)
            try await store.noteRestored(at: now)
        }
    }

    func upgrade() async {
        catalogue = .current
        await store.close()
        let now = now
        await noFailure {
            store = try await Self.open(path, catalogue)
            try await store.replayHeld(of: Self.hospital, at: now)
        }
    }

    func failed(_ what: String) { failures.append(what) }

    private func noFailure(_ work: () async throws -> Void) async {
        do { try await work() } catch { failures.append("\(now.milliseconds): \(error)") }
    }
}
