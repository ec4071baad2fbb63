import BedsideWire
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /v1/health` and `GET /metrics` on `admin.sock`: the same facts for people and for monitoring.
struct HealthRoutes: Sendable {
    /// Throws what the store throws.
    let health: @Sendable () async throws -> HealthMessage

    func add(to router: Router<PeerContext>) {
        router.get("/v1/health") { _, _ in try JSONAnswer.response(try await health()) }
        router.get("/metrics") { _, _ in
            let text = Metric.text(HealthMetrics.all(try await health()))
            return Response(
                status: .ok, headers: [.contentType: Metric.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }
}
