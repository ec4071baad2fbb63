package import BedsideDomain
import Crypto
import Foundation
import X509

/// The key with which a terminal signs facts about money (Ed25519), so that they stay evidence behind any proxy.
package struct SigningKey: Sendable, Redacted {
    private let key: Curve25519.Signing.PrivateKey

    /// A new one.
    package init() { key = Curve25519.Signing.PrivateKey() }

    /// PKCS #8. Throws ``TransportError`` `keyMalformed`.
    package init(pem: String) throws(TransportError) {
        let body = pem.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined()
        guard let der = Data(base64Encoded: body), der.count == Self.prefix.count + 32,
            der.starts(with: Self.prefix)
        else { throw TransportError(.keyMalformed, "This is no Ed25519 private key in PEM.") }
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: der.dropFirst(Self.prefix.count))
        } catch {
            throw TransportError(.keyMalformed, "This is no Ed25519 private key in PEM.")
        }
    }

    package var pem: Sensitive<String> {
        let der = Data(Self.prefix) + key.rawRepresentation
        return Sensitive("-----BEGIN PRIVATE KEY-----\n\(der.base64EncodedString())\n-----END PRIVATE KEY-----\n")
    }

    /// Throws ``TransportError`` `fileUnreadable`, also when others may read the file, and `keyMalformed`.
    package static func load(_ path: String) throws(TransportError) -> SigningKey {
        try SigningKey(pem: SecretFile.read(path, secret: true))
    }

    /// Mode 0600, whole or not at all. Throws ``TransportError`` `fileUnwritable`.
    package func save(_ path: String) throws(TransportError) {
        try SecretFile.write(pem.value, path, secret: true)
    }

    /// 32 bytes in base 64.
    package var publicKey: String { key.publicKey.rawRepresentation.base64EncodedString() }

    /// The signature of an event by its hash, in base 64.
    package func sign(_ hash: EventHash) throws(TransportError) -> String {
        do {
            return try key.signature(for: OutboxEvent.signedBytes(hash)).base64EncodedString()
        } catch {
            throw TransportError(.keyMalformed, "The signing key does not sign.")
        }
    }

    /// Whether a signature is that key's over that event. False for everything malformed.
    package static func isValid(_ signature: String, of hash: EventHash, by publicKey: String) -> Bool {
        guard let signature = Data(base64Encoded: signature), let raw = Data(base64Encoded: publicKey) else {
            return false
        }
        do {
            return try Curve25519.Signing.PublicKey(rawRepresentation: raw)
                .isValidSignature(signature, for: OutboxEvent.signedBytes(hash))
        } catch {
            return false
        }
    }

    /// RFC 8410: version 0, algorithm 1.3.101.112, an octet string within an octet string.
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
}
