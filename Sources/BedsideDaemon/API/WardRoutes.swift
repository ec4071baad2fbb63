import BedsideDomain
import BedsideKiosk
import BedsideScreen
import BedsideWire
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// `ward.sock`: the nurses' screens down as server-sent events, what was drawn, keys and the terminal's size up.
enum WardRoutes {
    static func router(hub: WardHub, rights: PeerRights) -> Router<PeerContext> {
        let router = Router(context: PeerContext.self)
        router.add(middleware: rights)
        router.get(RouterPath(WardPath.screens)) { request, _ in try screens(request, hub) }
        router.post(RouterPath(WardPath.confirm)) { request, context in
            let message = try await JSONAnswer.decode(ConfirmMessage.self, request, limit: context.maxUploadSize)
            hub.confirm(try name(of: request), revision: message.revision)
            return Response(status: .noContent)
        }
        router.post(RouterPath(WardPath.keys)) { request, context in
            let message = try await JSONAnswer.decode(KeysMessage.self, request, limit: context.maxUploadSize)
            guard message.keys.count <= KeysMessage.limit else {
                throw APIProblem(.contentTooLarge, code: "too-many-keys", "At most \(KeysMessage.limit) keys at once.")
            }
            hub.put(message.keys.map { .key($0) }, on: try name(of: request))
            return Response(status: .noContent)
        }
        router.post(RouterPath(WardPath.viewport)) { request, context in
            let message = try await JSONAnswer.decode(ViewportMessage.self, request, limit: context.maxUploadSize)
            let viewport = Viewport(columns: message.columns, rows: message.rows)
            hub.resize(try name(of: request), viewport)
            return Response(status: .noContent)
        }
        return router
    }

    private static func screens(_ request: Request, _ hub: WardHub) throws -> Response {
        let name = try name(of: request)
        let language = request.uri.queryParameters.get("language").flatMap(Language.init(rawValue:))
        guard let stream = hub.join(name, language: language) else {
            throw APIProblem(
                .conflict, code: "screen-taken",
                "The ward screen \(name) is shown somewhere else already, or there are \(WardHub.mostScreens) screens; choose another name with --name."
            )
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer { hub.leave(name, ticket: stream.ticket) }
                for await _ in stream.rings.cancelOnGracefulShutdown() {
                    guard let event = try hub.message(for: name, ticket: stream.ticket) else { break }
                    try await writer.write(ByteBuffer(bytes: event))
                }
                try await writer.finish(nil)
            })
    }

    private static func name(of request: Request) throws -> WardScreenName {
        let text = request.uri.queryParameters.get("name") ?? ""
        do { return try WardScreenName(text) } catch {
            throw APIProblem(.badRequest, code: "invalid-screen-name", error.sentence)
        }
    }
}
