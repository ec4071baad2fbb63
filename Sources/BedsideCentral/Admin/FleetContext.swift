import HTTPTypes
import Hummingbird

/// A request of the fleet listener.
struct FleetContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    var maxUploadSize: Int { 0 }
}

/// The door of the fleet listener: with credentials everybody must have them; without, which is for loopback only, a
/// request must name this machine, so that no web page elsewhere can read the fleet through IT's own browser.
struct FleetDoor: RouterMiddleware {
    let credentials: Credentials?
    let tries: TryLimit
    let clock: CentralClock
    /// Paths that a supervisor asks without credentials; they tell nothing but up or down.
    private static let open: Set<String> = ["/healthz", "/readyz"]

    func handle(
        _ request: Request, context: FleetContext,
        next: @concurrent (Request, FleetContext) async throws -> Response
    ) async throws -> Response {
        guard !Self.open.contains(request.uri.path) else { return try await next(request, context) }
        guard let credentials else {
            guard Self.namesThisMachine(request.head.authority) else {
                return plain(.misdirectedRequest, "Ask for this page by localhost.\n")
            }
            return try await next(request, context)
        }
        guard credentials.allows(request.headers[.authorization]) else {
            do { try tries.take(at: clock.monotonic) } catch {
                return plain(.tooManyRequests, "Too many wrong passwords; wait.\n")
            }
            var response = plain(.unauthorized, "A user name and a password are needed.\n")
            response.headers[.wwwAuthenticate] = "Basic realm=\"bedside-central\", charset=\"UTF-8\""
            return response
        }
        return try await next(request, context)
    }

    private static func namesThisMachine(_ authority: String?) -> Bool {
        guard let host = authority?.lowercased() else { return false }
        return ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
    }

    private func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
