import BedsideTransport
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle

/// The listener for IT: plain on this machine, with TLS for others.
enum FleetServer {
    static func service(
        _ router: Router<FleetContext>, address: ListenAddress, installation: Installation,
        logger: Logger,
        onRunning: @escaping @Sendable (any Channel) async -> Void
    ) throws -> some Service {
        Application(
            router: router,
            server: address.isLoopback
                ? .http1(configuration: .init(idleTimeout: .seconds(60)))
                : try .tls(
                    .http1(configuration: .init(idleTimeout: .seconds(60))),
                    tlsConfiguration: CentralTLS.browsers(installation.identity)),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: "bedside-central",
                availableConnectionsDelegate: .maximum(128, logger: logger)),
            onServerRunning: onRunning, logger: logger)
    }
}
