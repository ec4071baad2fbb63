import BedsideTransport
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle

/// The listener that terminals reach: TLS 1.3, each connection with its guard.
enum TerminalServer {
    static func service(
        _ router: Router<TerminalContext>, address: ListenAddress, installation: Installation,
        connections: Int,
        pace: ConnectionPace.Limits, logger: Logger,
        onRunning: @escaping @Sendable (any Channel) async -> Void
    ) throws -> some Service {
        let authority = installation.authority.certificate
        let tls = TLSChannelConfiguration(
            tlsConfiguration: try CentralTLS.configuration(
                identity: { installation.identity }, authority: authority),
            customVerificationCallback: CentralTLS.acceptAll)
        return Application(
            router: router,
            server: try .tls(
                .http1(
                    configuration: .init(
                        additionalChannelHandlers: [
                            GuardInstaller { ConnectionGuard(authority: authority, limits: pace) }
                        ],
                        httpDecoderConfiguration: .init(
                            maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64))),
                configuration: tls),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: "bedside-central",
                backlog: 1024,
                availableConnectionsDelegate: .maximum(connections, logger: logger)),
            onServerRunning: onRunning, logger: logger)
    }
}
