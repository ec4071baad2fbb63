import BedsideCentralStore
import BedsideDomain
import BedsideRigs
import BedsideTransport
import Foundation

/// A real `bedside-central` with terminals that are enrolled beforehand.
///
/// The server's own code writes them while it is stopped: over the line it lets 20 a second enrol, to slow down guessing.
struct BenchCentre {
    static let hospital = HospitalID(trusted: "h1")
    static let ward = WardID(trusted: "W1")

    let rig: CentralRig
    let terminals: [BenchTerminal]
    /// Of the feed after the enrolments.
    let cursor: FeedCursor

    /// Makes the installation and enrols; starts nothing that goes on.
    ///
    /// - Parameter store: a PostgreSQL database; SQLite in the folder without.
    static func make(
        in folder: String, program: String, store url: String? = nil, terminals: Int, arguments: [String] = []
    ) async throws -> BenchCentre {
        var settings = CentralRig.Settings(folder: folder, binary: program)
        settings.hospital = hospital.text
        settings.store = url
        settings.moreArguments = arguments
        let rig = try CentralRig(settings)
        try await rig.start()
        try await rig.stop()
        let database: any CentralDatabase =
            if let url { try await PostgresDatabase(url: url) } else { try SQLiteDatabase(path: rig.database) }
        let outcome: Result<BenchCentre, any Error>
        do {
            let store = try await CentralStore.open(database, now: now)
            let authority = try Authority.load(folder: rig.data + "/authority")
            let known = try await enrol(terminals, store, authority)
            outcome = .success(
                BenchCentre(rig: rig, terminals: known, cursor: try await store.database.feedHead(hospital)))
        } catch { outcome = .failure(error) }
        await database.close()
        return try outcome.get()
    }

    static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    private static func enrol(
        _ count: Int, _ store: CentralStore, _ authority: Authority
    ) async throws -> [BenchTerminal] {
        try await withThrowingTaskGroup(of: BenchTerminal.self) { group in
            var known: [BenchTerminal] = []
            for number in 0..<count {
                // As many at once as share a commit.
                if number >= 64, let one = try await group.next() { known.append(one) }
                group.addTask { try await enrol(TerminalName(trusted: "bench-\(number)"), store, authority) }
            }
            for try await one in group { known.append(one) }
            return known
        }
    }

    private static func enrol(
        _ name: TerminalName, _ store: CentralStore, _ authority: Authority
    ) async throws -> BenchTerminal {
        let (key, signingKey) = (TrustKey(), SigningKey())
        let epoch: StreamEpoch = try fixed(randomBytes(16))
        let token = try await store.makeToken(
            of: hospital, ward: ward, for: nil, authority: authority.certificate.fingerprint, at: now)
        let certificate = try authority.issue(
            .terminal(name, ward: ward, hospital: hospital), request: try key.request(for: name.text), at: now)
        _ = try await store.enrol(
            secret: token.secret,
            Enrolment(
                terminal: name, signingKey: Array(Data(base64Encoded: signingKey.publicKey) ?? Data()),
                stream: OutboxStream(epoch: epoch, first: 1, root: try BenchTerminal.root(of: epoch), last: 0),
                version: "bench", serial: certificate.serial, notAfter: certificate.notAfter), at: now)
        return try BenchTerminal(
            name: name, key: key, signingKey: signingKey, epoch: epoch, certificate: certificate,
            authority: authority.certificate)
    }
}

extension CentralRig {
    /// The file of a SQLite store; only the server opens it while it runs.
    var database: String { data + "/central.sqlite" }
}
