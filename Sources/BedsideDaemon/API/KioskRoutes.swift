import BedsideKiosk
import BedsideScreen
import BedsideWire
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// `kiosk.sock`: screens down as server-sent events, keys and the terminal's size up. Nothing else.
enum KioskRoutes {
    static func router(session: KioskSession, board: ScreenBoard, rights: PeerRights) -> Router<PeerContext> {
        let router = Router(context: PeerContext.self)
        router.add(middleware: rights)
        router.get("/v1/kiosk/screens") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: ResponseBody { writer in
                    for await event in board.watch().cancelOnGracefulShutdown() {
                        try await writer.write(ByteBuffer(bytes: event))
                    }
                    try await writer.finish(nil)
                })
        }
        router.post("/v1/kiosk/keys") { request, context in
            let message = try await JSONAnswer.decode(KioskKeysMessage.self, request, limit: context.maxUploadSize)
            guard message.keys.count <= KeysMessage.limit else {
                throw APIProblem(.contentTooLarge, code: "too-many-keys", "At most \(KeysMessage.limit) keys at once.")
            }
            for key in message.keys { session.put(.key(key, seen: message.seen)) }
            return Response(status: .noContent)
        }
        router.post("/v1/kiosk/viewport") { request, context in
            let message = try await JSONAnswer.decode(ViewportMessage.self, request, limit: context.maxUploadSize)
            session.put(.event(.resized(Viewport(columns: message.columns, rows: message.rows))))
            return Response(status: .noContent)
        }
        return router
    }
}
