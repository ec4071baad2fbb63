import BedsideDomain
import Crypto
import Foundation
import Synchronization

/// A terminal's Ed25519 key for money facts.
struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PublicKey

    /// Nil for anything that is no key.
    init?(_ bytes: [UInt8]) {
        do { key = try Curve25519.Signing.PublicKey(rawRepresentation: bytes) } catch { return nil }
    }

    /// Whether a signature (base 64) is this key's over these bytes.
    func signed(_ bytes: [UInt8], by signature: String) -> Bool {
        guard signature.utf8.count <= 100, let data = Data(base64Encoded: signature) else { return false }
        return key.isValidSignature(data, for: bytes)
    }
}

/// An epoch of one terminal. Two images of one disk may have the same epoch until they enrol.
struct EpochName: Hashable, Sendable {
    let hospital: HospitalID
    let terminal: TerminalName
    let epoch: StreamEpoch
}

extension CentralStore {
    /// The key that signs an epoch's money facts; nil when this store does not know the epoch. Asked once, then remembered.
    func signingKey(of name: EpochName) async throws -> SigningKey? {
        if let key = signingKeys.withLock({ $0[name] }) { return key }
        let key = try await database.read { transaction in try transaction.signingKey(of: name) }
        guard let key else { return nil }
        signingKeys.withLock { keys in
            if keys.count > 100_000 { keys = [:] }
            keys[name] = key
        }
        return key
    }
}

extension CentralTransaction {
    func signingKey(of name: EpochName) throws(CentralError) -> SigningKey? {
        let row = try row(
            "SELECT signing_key FROM epochs WHERE hospital = $1 AND terminal = $2 AND epoch = $3",
            [.id(name.hospital), .id(name.terminal), .fixed(name.epoch)])
        return try row.flatMap { row throws(CentralError) in SigningKey(try row.bytes(0)) }
    }
}
