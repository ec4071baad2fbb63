package import BedsideDomain
import Crypto
import SwiftASN1
import X509

/// The hospital's own authority, as everybody may see it: the only one that terminals and the central store believe.
package struct AuthorityCertificate: Sendable, Hashable {
    /// As it was made; the fingerprint is over its DER.
    package let pem: String
    /// SHA-256 of the DER: what an ``EnrolmentToken`` carries.
    package let fingerprint: EventHash
    let certificate: Certificate

    /// Throws ``TransportError`` `certificateMalformed` for everything that is no authority's certificate, signed by itself.
    package init(pem: String) throws(TransportError) {
        guard pem.utf8.count <= 16 << 10 else {
            throw TransportError(.certificateMalformed, "An authority's certificate is at most 16 KiB.")
        }
        do {
            let document = try PEMDocument(pemString: pem)
            try self.init(certificate: Certificate(pemDocument: document), der: document.derBytes)
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.certificateMalformed, "This is no certificate in PEM.")
        }
    }

    init(certificate: Certificate, der: [UInt8]) throws(TransportError) {
        guard let fingerprint = EventHash(SHA256.hash(data: der)), isAuthority(certificate) else {
            throw TransportError(.certificateMalformed, "This certificate is not an authority's own.")
        }
        pem = PEMDocument(type: Certificate.defaultPEMDiscriminator, derBytes: der).pemString + "\n"
        self.fingerprint = fingerprint
        self.certificate = certificate
    }

    /// Compares without telling by its time how much of it was right.
    package func matches(_ other: EventHash) -> Bool {
        zip(fingerprint.bytes, other.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Throws ``TransportError`` `fileUnreadable` or `certificateMalformed`.
    package static func load(_ path: String) throws(TransportError) -> AuthorityCertificate {
        try AuthorityCertificate(pem: SecretFile.read(path, secret: false))
    }

    /// Throws ``TransportError`` `fileUnwritable`.
    package func save(_ path: String) throws(TransportError) {
        try SecretFile.write(pem, path, secret: false)
    }
}

private func isAuthority(_ certificate: Certificate) -> Bool {
    do {
        guard case .isCertificateAuthority = try certificate.extensions.basicConstraints else { return false }
        return certificate.issuer == certificate.subject
            && certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    } catch {
        return false
    }
}
