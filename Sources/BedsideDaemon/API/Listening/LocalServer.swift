import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// One socket of the local API: HTTP/1.1 on a unix socket of our own making or of systemd's.
///
/// Hummingbird's own server binds by itself and cannot take over a socket; its channel, router and responses are used as
/// they are. It sets no `date` header either, whose cache would wake the daemon each second.
struct LocalServer<Responder: HTTPResponder>: Service where Responder.Context == PeerContext {
    let listener: LocalListener
    let responder: Responder
    let logger: Logger
    let onRunning: @Sendable () -> Void

    func run() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let child = HTTP1Channel { [responder, logger] request, writer, channel in
            let context = PeerContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
            var response: Response
            do {
                response = try await responder.respond(to: request, context: context)
            } catch let error as HTTPParserError {
                throw error
            } catch {
                logger.error("a request of the local API failed", metadata: ["cause": "\(type(of: error))"])
                response = Response(status: .internalServerError)
            }
            response.headers[.server] = "bedsided"
            try await writer.write(response: response.head, body: response.body)
        }
        let quiescing = ServerQuiescingHelper(group: group)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // Nothing is read before somebody is there to handle it.
            .childChannelOption(.autoRead, value: false)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel))
                }
            }
        let server: NIOAsyncChannel<any Channel, Never>
        switch listener {
        case .own(let path):
            server = try await bootstrap.bind(unixDomainSocketPath: path) { $0.eventLoop.makeSucceededFuture($0) }
            // The group's as well: its members are the socket's users.
            guard unsafe chmod(path, 0o660) == 0 else {
                throw DaemonError(.socketRefused, "The rights of the socket \(path) cannot be set.")
            }
        case .inherited(let descriptor):
            server = try await bootstrap.bind(descriptor) { $0.eventLoop.makeSucceededFuture($0) }
        }
        onRunning()
        try await withGracefulShutdownHandler {
            try await server.executeThenClose { inbound in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await channel in inbound {
                        group.addTask { [logger] in await Self.serve(channel, by: child, logger) }
                    }
                }
            }
        } onGracefulShutdown: {
            quiescing.initiateShutdown(promise: nil)
        }
    }

    /// Set up here and not while it is accepted: a peer that is gone by then (one that waited in the backlog of a daemon that
    /// was away) would leave a set-up channel that nobody takes, which SwiftNIO ends the process for.
    private static func serve(_ channel: any Channel, by child: HTTP1Channel, _ logger: Logger) async {
        let value: HTTP1Channel.Value
        do {
            value = try await channel.eventLoop.flatSubmit { child.setup(channel: channel, logger: logger) }.get()
        } catch {
            channel.close(promise: nil)
            return
        }
        channel.setOption(.autoRead, value: true).whenSuccess { channel.read() }
        await child.handle(value: value, logger: logger)
    }
}
