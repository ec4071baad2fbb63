package import BedsideDomain
package import NIOCore
package import NIOSSL

/// How the terminals of one ward meet each other: each shows its certificate and checks the other's within the handshake.
///
/// A call for help must get through a ward whose central store has been away for months, so a certificate is good here
/// for ``SyncLimits/certificateGraceDays`` after its end, and for as long as the terminal's own clock is not trusted.
package struct LinkTLS: Sendable {
    private let context: NIOSSLContext
    private let authority: AuthorityCertificate
    private let ward: WardID
    private let hospital: HospitalID
    private let graceDays: Int
    private let now: @Sendable () -> Timestamp?

    /// - Parameter now: nil when the terminal's clock is not trusted.
    package init(
        authority: AuthorityCertificate, identity: TLSIdentity, ward: WardID, hospital: HospitalID,
        graceDays: Int = SyncLimits.certificateGraceDays, now: @escaping @Sendable () -> Timestamp?
    ) throws(TransportError) {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: identity.certificateSources, privateKey: identity.keySource)
        configuration.minimumTLSVersion = .tlsv13
        // Both ends must show a certificate; the checks below stand in for BoringSSL's.
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = try authority.trustRoots()
        do { context = try NIOSSLContext(configuration: configuration) } catch {
            throw TransportError(.tls, "TLS cannot be set up with this certificate and key.")
        }
        self.authority = authority
        self.ward = ward
        self.hospital = hospital
        self.graceDays = graceDays
        self.now = now
    }

    /// First in the pipeline of an accepted connection.
    package func serverHandler() -> NIOSSLServerHandler {
        NIOSSLServerHandler(context: context, customVerificationCallback: check(.client, expecting: nil))
    }

    /// First in the pipeline of a connection to that terminal. Throws ``TransportError`` `tls`.
    package func clientHandler(to terminal: TerminalName) throws(TransportError) -> NIOSSLClientHandler {
        do {
            return try NIOSSLClientHandler(
                context: context, serverHostname: nil,
                customVerificationCallback: check(.server, expecting: terminal))
        } catch {
            throw TransportError(.tls, "TLS cannot be set up for this link.")
        }
    }

    /// Who is at the other end, once the handshake is done.
    package func peer(of channel: any Channel) -> EventLoopFuture<TerminalName> {
        channel.nioSSL_peerCertificate().flatMapThrowing { certificate in
            guard let certificate else { throw TransportError(.noCertificate, "The link showed no certificate.") }
            // Which of the two uses it was shown for, the handshake checked; a terminal's certificate has both.
            return try name(certificate, use: .client, expecting: nil)
        }
    }

    private func check(_ use: PeerUse, expecting terminal: TerminalName?) -> NIOSSLCustomVerificationCallback {
        { certificates, promise in
            do {
                guard let first = certificates.first else {
                    throw TransportError(.noCertificate, "The link showed no certificate.")
                }
                _ = try name(first, use: use, expecting: terminal)
                promise.succeed(.certificateVerified)
            } catch {
                promise.succeed(.failed)
            }
        }
    }

    private func name(_ certificate: NIOSSLCertificate, use: PeerUse, expecting: TerminalName?) throws(TransportError)
        -> TerminalName
    {
        let peer = try certificate.peer(of: authority, use: use)
        guard case .terminal(let name, ward, hospital) = peer.name, expecting == nil || expecting == name else {
            throw TransportError(.wrongName, "The other end of the link is not the terminal that it should be.")
        }
        if let now = now() { try peer.checkDates(at: now, graceDays: graceDays) }
        return name
    }
}
