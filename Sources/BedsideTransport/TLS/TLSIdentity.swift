import BedsideDomain
package import NIOSSL

/// A certificate with its key: what one end of a connection shows of itself.
package struct TLSIdentity: Sendable, Redacted {
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey

    /// Throws ``TransportError`` `certificateMalformed` or `keyMalformed`.
    package init(certificatePEM: String, key: TrustKey) throws(TransportError) {
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8))
        } catch {
            throw TransportError(.certificateMalformed, "This is no certificate in PEM.")
        }
        do {
            self.key = try NIOSSLPrivateKey(bytes: Array(key.pem.value.utf8), format: .pem)
        } catch {
            throw TransportError(.keyMalformed, "The certificate's key cannot be used.")
        }
    }

    package var certificateSources: [NIOSSLCertificateSource] { chain.map { .certificate($0) } }
    package var keySource: NIOSSLPrivateKeySource { .privateKey(key) }
}

extension AuthorityCertificate {
    /// For the names of authorities that a server asks certificates of; our own checks decide, never these.
    func trustRoots() throws(TransportError) -> NIOSSLTrustRoots {
        do {
            return .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))
        } catch {
            throw TransportError(.certificateMalformed, "The authority's certificate cannot be used for TLS.")
        }
    }
}

extension NIOSSLCertificate {
    /// The certificate, checked against the pinned authority.
    package func peer(of authority: AuthorityCertificate, use: PeerUse) throws(TransportError) -> PeerCertificate {
        let der: [UInt8]
        do { der = try toDERBytes() } catch {
            throw TransportError(.certificateMalformed, "What the other end showed is no certificate.")
        }
        return try PeerCertificate(der: der, authority: authority, use: use)
    }
}
