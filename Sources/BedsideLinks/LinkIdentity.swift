package import BedsideDomain
package import BedsideTransport
import NIOSSL

/// Who this terminal is to the others of its ward, and how it tells them from strangers.
package struct LinkIdentity: Sendable {
    package let terminal: TerminalName
    package let ward: WardID
    package let hospital: HospitalID
    package let tls: LinkTLS

    /// Name, ward and hospital are the certificate's own. Throws ``TransportError`` when it is no terminal's, of another
    /// authority, or does not fit its key.
    ///
    /// - Parameter now: nil when the terminal's clock is not trusted.
    package init(
        authority: AuthorityCertificate, certificatePEM: String, key: TrustKey,
        now: @escaping @Sendable () -> Timestamp?
    ) throws {
        let identity = try TLSIdentity(certificatePEM: certificatePEM, key: key)
        guard let first = try NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8)).first,
            case .terminal(let terminal, let ward, let hospital) = try first.peer(of: authority, use: .client).name
        else { throw LinkError(.noTerminal, "The certificate for the links is no terminal's.") }
        self.terminal = terminal
        self.ward = ward
        self.hospital = hospital
        tls = try LinkTLS(authority: authority, identity: identity, ward: ward, hospital: hospital, now: now)
    }

    /// The same from files in PEM, for a ward without a central store.
    package init(_ files: LinkFiles, now: @escaping @Sendable () -> Timestamp?) throws {
        let pem = try LinkFiles.read(files.certificate)
        try self.init(
            authority: try AuthorityCertificate.load(files.authority), certificatePEM: pem,
            key: try TrustKey.load(files.key), now: now)
    }
}
