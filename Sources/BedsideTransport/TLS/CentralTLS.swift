package import NIOCore
package import NIOSSL

/// How the central store meets terminals.
///
/// The handshake asks for a certificate and takes what comes, also none and also one of another authority or date: whose it
/// is decides the first request, so that a terminal is told in words what is wrong with its certificate.
package enum CentralTLS {
    /// - Parameter identity: asked at each handshake, so that a renewed certificate needs no restart.
    package static func configuration(
        identity: @escaping @Sendable () -> TLSIdentity, authority: AuthorityCertificate
    ) throws(TransportError) -> TLSConfiguration {
        let first = identity()
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: first.certificateSources, privateKey: first.keySource)
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = ["http/1.1"]
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = try authority.trustRoots()
        configuration.sslContextCallback = { _, promise in
            let now = identity()
            var shown = NIOSSLContextConfigurationOverride()
            shown.certificateChain = now.certificateSources
            shown.privateKey = now.keySource
            promise.succeed(shown)
        }
        return configuration
    }

    /// The handshake's own check: none. See above.
    package static let acceptAll: @Sendable ([NIOSSLCertificate], EventLoopPromise<NIOSSLVerificationResult>) -> Void =
        { _, promise in
            promise.succeed(.certificateVerified)
        }
}

extension CentralTLS {
    /// The fleet page's listener beyond this machine: no client certificate is asked for.
    package static func browsers(_ identity: TLSIdentity) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: identity.certificateSources, privateKey: identity.keySource)
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }
}
