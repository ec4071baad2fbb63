import BedsideTransport
import Hummingbird
import Logging

/// Every path that terminals know.
struct TerminalRouter: Sendable {
    let enrol: EnrolRoutes
    let up: UpRoutes
    let down: DownRoutes
    let stays: StayRoutes
    let identity: IdentityCheck
    let refusals: RefusalMiddleware

    func router() -> Router<TerminalContext> {
        let router = Router(context: TerminalContext.self)
        router.add(middleware: refusals)
        router.get("/v1/authority") { _, _ in enrol.showAuthority() }
        router.post("/v1/enrol") { try await enrol.enrol($0, $1) }
        let own = router.group("/v1/k/:terminal").add(middleware: identity)
        own.post("renew") { try await enrol.renew($0, $1) }
        own.post("up") { try await up.up($0, $1) }
        own.post("pulse") { try await up.pulse($0, $1) }
        own.get("down") { try await down.down($0, $1) }
        own.get("snapshot") { try await down.snapshot($0, $1) }
        own.get("blobs/:sha256") { try await down.blob($0, $1) }
        own.post("stays/:encounter/take") { try await stays.take($0, $1) }
        own.post("holds/:hold/post") { try await stays.post($0, $1) }
        return router
    }
}
