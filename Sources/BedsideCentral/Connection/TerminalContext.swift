import BedsideDomain
import BedsideTransport
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A request with the connection that it came by, and with the terminal that it is from once that is known.
struct TerminalContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// Set by ``IdentityCheck``.
    var caller: Caller?
    /// For the log, where the caller is known only further in.
    let told = ToldName()

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The route's own pattern, never what came.
    var endpoint: String { endpointPath ?? "unknown" }

    /// Bodies are read by ``RequestReader``, with limits of their own.
    var maxUploadSize: Int { 0 }

    /// The client's certificate, as the connection showed it. Throws ``TransportError``.
    func peer() async throws -> PeerCertificate {
        let channel = channel
        return try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).peer(channel).get()
        }.get()
    }

    /// Runs some waiting work that ends early when the other end goes.
    func whileConnected<Answer: Sendable>(
        orElse gone: @escaping @Sendable () -> Void, _ work: () async throws -> Answer
    ) async throws -> Answer {
        let channel = channel
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).onGone(gone)
        }.get()
        defer {
            channel.eventLoop.execute {
                do {
                    try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).forget()
                } catch {
                    // The connection is closed, and the handler went with it.
                    return
                }
            }
        }
        return try await work()
    }
}

/// Who asks, as its certificate and the register say.
struct Caller: Sendable {
    let hospital: HospitalID
    let terminal: TerminalName
    let ward: WardID
    let certificate: PeerCertificate
}

/// The name of the terminal that a request is from, for what happens around its route.
final class ToldName: Sendable {
    private let name = Mutex<TerminalName?>(nil)

    func set(_ terminal: TerminalName) { name.withLock { $0 = terminal } }

    /// A dash when nobody is known.
    var text: String { name.withLock { $0?.text } ?? "-" }
}
