import CPosix
import Hummingbird
import Logging
import NIOCore

/// A request of the local API with the channel that it came by, so that its peer can be asked for.
struct PeerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// A kiosk's message is small; an import has a limit of its own.
    var maxUploadSize: Int { 64 * 1024 }

    /// The user at the other end of the socket, as the kernel says (SO_PEERCRED); nil when it does not say.
    func peerUser() async -> UInt32? {
        guard let provider = channel as? any SocketOptionProvider else { return nil }
        do {
            let peer: bedside_ucred = try await provider.unsafeGetSocketOption(
                level: .socket, name: .init(rawValue: bedside_so_peercred())
            ).get()
            return peer.uid
        } catch {
            return nil
        }
    }
}

/// Lets in the configured users, and members of the configured groups, only. The socket's mode is the first wall, this the
/// second.
struct PeerRights: RouterMiddleware {
    let allowed: Set<UInt32>
    var groups: Set<UInt32> = []

    func handle(
        _ request: Request, context: PeerContext, next: @concurrent (Request, PeerContext) async throws -> Response
    ) async throws -> Response {
        guard let user = await context.peerUser(),
            allowed.contains(user) || groups.contains(where: { bedside_is_member(user, $0) == 1 })
        else {
            throw APIProblem(.forbidden, code: "not-allowed", "This user may not use this socket; ask IT.")
        }
        return try await next(request, context)
    }
}
