package import BedsideDomain
package import NIOCore
package import NIOSSL

/// How a terminal meets the central store, for AsyncHTTPClient, which has no place for a check of one's own within the
/// handshake: ``configuration`` lets the handshake finish (in TLS 1.3 the peer has then proven that it has the key of its
/// certificate), and ``checkConnection`` looks at that certificate before the first byte of a request.
///
/// The terminal checks the pinned authority and the name, and the dates only when its clock is trusted: one whose clock is
/// ten years off still reaches the central store, which tells it the time.
package struct TerminalTLS: Sendable {
    /// For `HTTPClient.Configuration.tlsConfiguration`; never without ``checkConnection``.
    package let configuration: TLSConfiguration
    /// For `HTTPClient.Configuration.http1_1ConnectionDebugInitializer`, with `httpVersion` `.http1Only`. It closes the
    /// connection and fails with a ``TransportError`` when the peer is not the one.
    package let checkConnection: @Sendable (any Channel) -> EventLoopFuture<Void>

    /// For `GET /v1/authority` alone, at enrolment: nobody is checked, so nothing secret may be sent. What comes is compared
    /// with the token's fingerprint.
    package static func authority() -> TerminalTLS {
        TerminalTLS(configuration: clientConfiguration(identity: nil)) { $0.eventLoop.makeSucceededVoidFuture() }
    }

    /// - Parameters:
    ///   - hospital: nil at enrolment, when only the authority is known.
    ///   - identity: nil at enrolment.
    ///   - now: nil when the terminal's clock is not trusted.
    package static func central(
        _ authority: AuthorityCertificate, hospital: HospitalID?, identity: TLSIdentity?,
        now: @escaping @Sendable () -> Timestamp?
    ) -> TerminalTLS {
        TerminalTLS(configuration: clientConfiguration(identity: identity)) { channel in
            channel.nioSSL_peerCertificate().flatMapThrowing { certificate in
                guard let certificate else {
                    throw TransportError(.noCertificate, "The central store showed no certificate.")
                }
                let peer = try certificate.peer(of: authority, use: .server)
                guard isCentral(peer, hospital) else {
                    throw TransportError(.wrongName, "The certificate at this address is not the central store's.")
                }
                if let now = now() { try peer.checkDates(at: now) }
            }.flatMapError { error in
                channel.close(mode: .all, promise: nil)
                return channel.eventLoop.makeFailedFuture(error)
            }
        }
    }
}

private func isCentral(_ peer: PeerCertificate, _ hospital: HospitalID?) -> Bool {
    if let hospital { return peer.names.contains(.central(hospital)) }
    return peer.names.contains { if case .central = $0 { true } else { false } }
}

private func clientConfiguration(identity: TLSIdentity?) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv13
    configuration.certificateVerification = .none
    configuration.applicationProtocols = ["http/1.1"]
    if let identity {
        configuration.certificateChain = identity.certificateSources
        configuration.privateKey = identity.keySource
    }
    return configuration
}
