package import BedsideDomain
import Crypto
import SwiftASN1
import X509

/// The private key of a certificate (P-256). It is made on its own machine and never leaves it.
package struct TrustKey: Sendable, Redacted {
    let key: P256.Signing.PrivateKey

    /// A new one.
    package init() { key = P256.Signing.PrivateKey() }

    /// Throws ``TransportError`` `keyMalformed`.
    package init(pem: String) throws(TransportError) {
        do {
            key = try P256.Signing.PrivateKey(pemRepresentation: pem)
        } catch {
            throw TransportError(.keyMalformed, "This is no P-256 private key in PEM.")
        }
    }

    package var pem: Sensitive<String> { Sensitive(key.pemRepresentation) }

    /// Throws ``TransportError`` `fileUnreadable`, also when others may read the file, and `keyMalformed`.
    package static func load(_ path: String) throws(TransportError) -> TrustKey {
        try TrustKey(pem: SecretFile.read(path, secret: true))
    }

    /// Mode 0600, whole or not at all. Throws ``TransportError`` `fileUnwritable`.
    package func save(_ path: String) throws(TransportError) {
        try SecretFile.write(pem.value, path, secret: true)
    }

    /// A certificate request (PKCS #10, PEM) that proves that the asker has the key. The name in it is for people who read
    /// the request: the authority takes the key and nothing else.
    package func request(for name: String) throws(TransportError) -> String {
        do {
            let subject = try DistinguishedName { CommonName(String(name.prefix(64))) }
            let request = try CertificateSigningRequest(
                version: .v1, subject: subject, privateKey: certificateKey,
                attributes: CertificateSigningRequest.Attributes())
            return try request.serializeAsPEM().pemString
        } catch {
            throw TransportError(.requestMalformed, "The certificate request cannot be made.")
        }
    }

    var certificateKey: Certificate.PrivateKey { Certificate.PrivateKey(key) }
}
