import BedsideDomain
import BedsideTransport
import CPosix
import Foundation
import Glibc
import Synchronization

/// The folder of one central store: its authority, its own certificate, its socket for commands, and its file when it is
/// SQLite. Made at the first start; several servers of one PostgreSQL share the `authority` folder's contents.
final class Installation: Sendable {
    let folder: String
    let authority: Authority
    /// What this server shows of itself.
    private let shown: Mutex<Shown>
    private let key: TrustKey
    private let hosts: [String]
    /// Whether the authority was made just now.
    let isNew: Bool

    private struct Shown {
        var identity: TLSIdentity
        var certificate: IssuedCertificate
        var hospitals: [HospitalID]
    }

    static func file(_ folder: String) -> String { folder + "/central.sqlite" }
    static func socket(_ folder: String) -> String { folder + "/admin.sock" }

    /// - Parameters:
    ///   - label: the authority's name for people, if it is made now.
    ///   - hosts: host names and addresses that the server's certificate shall carry.
    ///
    /// Throws ``CentralServerError`` `folderRefused` or ``TransportError``.
    init(folder: String, label: String, hosts: [String], at now: Timestamp) throws {
        self.folder = folder
        self.hosts = hosts
        try Self.makeFolder(folder)
        try Self.makeFolder(folder + "/authority")
        let path = folder + "/authority"
        if FileManager.default.fileExists(atPath: path + "/authority.pem") {
            authority = try Authority.load(folder: path)
            isNew = false
        } else {
            authority = try Authority.make(label: label, at: now)
            try authority.save(folder: path)
            isNew = true
        }
        let keyPath = folder + "/server-key.pem"
        if FileManager.default.fileExists(atPath: keyPath) {
            key = try TrustKey.load(keyPath)
        } else {
            key = TrustKey()
            try key.save(keyPath)
        }
        shown = Mutex(try Self.issue(authority, key, [], hosts, now))
    }

    /// Asked at each handshake.
    var identity: TLSIdentity { shown.withLock { $0.identity } }
    var certificateEnd: Timestamp { shown.withLock { $0.certificate.notAfter } }

    /// Makes the server's certificate anew when hospitals came, or two thirds of its time are over. It is made at each start
    /// anyway: only the authority is believed, no certificate of the server is pinned.
    func refresh(hospitals: [HospitalID], at now: Timestamp) throws {
        let isGood = shown.withLock { $0.hospitals == hospitals && now < $0.certificate.renewAt }
        guard !isGood else { return }
        let next = try Self.issue(authority, key, hospitals, hosts, now)
        shown.withLock { $0 = next }
    }

    private static func issue(
        _ authority: Authority, _ key: TrustKey, _ hospitals: [HospitalID], _ hosts: [String],
        _ now: Timestamp
    ) throws -> Shown {
        let certificate = try authority.issueCentral(
            hospitals: hospitals, hosts: hosts, key: key, at: now)
        return Shown(
            identity: try TLSIdentity(certificatePEM: certificate.pem, key: key),
            certificate: certificate,
            hospitals: hospitals)
    }

    /// Its owner's alone: keys and patients' data are in it.
    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        } catch {
            throw CentralServerError(
                .folderRefused,
                "The folder \(path) cannot be made its owner's alone; check the path and its rights.",
                cause: error)
        }
    }
}
