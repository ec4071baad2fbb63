import BedsideDomain
package import BedsideTransport
import Crypto
import Foundation

/// The folder of a terminal's identity: `current` names a folder beside it that holds one whole enrolment. A new enrolment is
/// written into a new folder, and only then named: a power cut leaves the old one or the new one, never half of one.
package struct IdentityFolder: Sendable {
    private let root: SafeFolder
    private static let current = "current"
    /// An `enrolment.json` or a PEM text.
    private static let limit = 64 << 10

    /// Made with mode 0700 when it is missing. Throws ``SyncError`` `identityFile`.
    package init(_ path: String) throws(SyncError) { root = try SafeFolder(path) }

    /// Nil when this terminal was never enrolled or its enrolment is not whole. Throws ``SyncError`` `identityFile` when the
    /// disk cannot be read.
    package func load() throws(SyncError) -> TerminalIdentity? {
        guard let folder = try folder() else { return nil }
        guard let json = try folder.read("enrolment.json", limit: Self.limit),
            let cache = try folder.read("cache.key", limit: Self.limit), cache.count == 32
        else { return nil }
        do {
            return TerminalIdentity(
                enrolment: try JSONDecoder().decode(Enrolment.self, from: Data(json)),
                key: try TrustKey.load(folder.file("key.pem")),
                signingKey: try SigningKey.load(folder.file("signing.pem")), cacheKey: SymmetricKey(data: cache),
                certificate: try certificate(in: folder),
                authority: try AuthorityCertificate.load(folder.file("authority.pem")))
        } catch let error as SyncError {
            throw error
        } catch {
            // A file of it is missing or broken: that is no enrolment, and a person makes a new one.
            return nil
        }
    }

    /// Keeps a new enrolment; what was there before counts until this returns. Throws ``SyncError`` `identityFile`.
    package func replace(
        _ enrolment: Enrolment, key: TrustKey, signingKey: SigningKey, certificate: String,
        authority: AuthorityCertificate
    ) throws(SyncError) {
        let name = "e-" + hexText((0..<8).map { _ in UInt8.random(in: .min ... .max) })
        let folder = try SafeFolder(root.file(name))
        let cacheKey = SymmetricKey(size: .bits256)
        do {
            try key.save(folder.file("key.pem"))
            try signingKey.save(folder.file("signing.pem"))
            try authority.save(folder.file("authority.pem"))
            try folder.write("certificate.pem", Array(certificate.utf8))
            try folder.write("cache.key", unsafe cacheKey.withUnsafeBytes { unsafe Array($0) })
            try folder.write("enrolment.json", Array(try JSONEncoder().encode(enrolment)))
            try root.flush()
            try root.write(Self.current, Array(name.utf8))
        } catch {
            root.remove(name)
            throw (error as? SyncError)
                ?? SyncError(.identityFile, "The enrolment cannot be written to \(root.path).", cause: error)
        }
        for old in root.names where old.hasPrefix("e-") && old != name { root.remove(old) }
    }

    /// A renewed certificate for the same key. Throws ``SyncError`` `identityFile` and `notEnrolled`.
    package func renew(certificate: String) throws(SyncError) {
        guard let folder = try folder() else {
            throw SyncError(.notEnrolled, "There is no enrolment in \(root.path); run `bedside enrol`.")
        }
        try folder.write("certificate.pem", Array(certificate.utf8))
    }

    private func folder() throws(SyncError) -> SafeFolder? {
        guard let bytes = try root.read(Self.current, limit: 100) else { return nil }
        let name = String(decoding: bytes, as: UTF8.self)
        guard name.hasPrefix("e-"), name.utf8.count == 18, root.names.contains(name) else { return nil }
        return try SafeFolder(root.file(name))
    }

    private func certificate(in folder: SafeFolder) throws -> IssuedCertificate {
        let pem = try folder.read("certificate.pem", limit: Self.limit) ?? []
        return try IssuedCertificate(pem: String(decoding: pem, as: UTF8.self))
    }
}
