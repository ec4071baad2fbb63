import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The listener for IT: the fleet page, its stream and its JSON, figures for Prometheus, and health. Read-only.
struct FleetRoutes: Sendable {
    let fleet: @Sendable () async throws -> FleetMessage
    let gauges: @Sendable (FleetMessage) -> [Metric]
    let metrics: CentralMetrics
    let readiness: Readiness
    let door: FleetDoor
    let viewers: ViewerLimit
    let logger: Logger

    func router() -> Router<FleetContext> {
        let router = Router(context: FleetContext.self)
        router.add(middleware: FleetFailures(logger: logger))
        router.add(middleware: door)
        router.get("/healthz") { _, _ in try JSONAnswer.response(["status": "ok"]) }
        router.get("/readyz") { _, _ in
            await readiness.isReady()
                ? try JSONAnswer.response(["status": "ok"])
                : try JSONAnswer.response(
                    ["status": "database-does-not-answer"], status: .serviceUnavailable)
        }
        router.get("/") { _, _ in try FleetPage.response(try await fleet()) }
        router.get("/fleet.json") { _, _ in try JSONAnswer.response(try await fleet()) }
        router.get("/fleet/events") { _, _ in try events() }
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: Metric.contentType],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(string: metrics.text(gauges: gauges(try await fleet())))))
        }
        return router
    }

    /// Server-sent events: the fleet whenever it changed, looked at every two seconds while somebody looks at the page.
    private func events() throws -> Response {
        guard let seat = viewers.take() else {
            return try JSONAnswer.response(["status": "too-many-viewers"], status: .serviceUnavailable)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var last: [FleetEntry]?
                var silent = 0
                while !Task.isShuttingDownGracefully {
                    let now = try await fleet()
                    if now.terminals != last {
                        last = now.terminals
                        silent = 0
                        let line = "data: \(String(decoding: try Self.encoder.encode(now), as: UTF8.self))\n\n"
                        try await writer.write(ByteBuffer(string: line))
                    } else {
                        silent += 1
                        // A word now and then, so that either side notices when the other is gone.
                        if silent % 7 == 0 { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
                    }
                    try await ContinuousClock().sleep(for: .seconds(2))
                }
                _ = consume seat
                try await writer.finish(nil)
            })
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

/// So many look at the live page at once; each costs a look at the database every two seconds.
final class ViewerLimit: Sendable {
    private let free: Mutex<Int>

    init(_ most: Int) { free = Mutex(most) }

    /// Given back with its last reference.
    final class Seat: Sendable {
        private let limit: ViewerLimit
        fileprivate init(_ limit: ViewerLimit) { self.limit = limit }
        deinit { limit.free.withLock { $0 += 1 } }
    }

    func take() -> Seat? {
        free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        } ? Seat(self) : nil
    }
}

/// A failure of the store is 503 here too, and says no more.
struct FleetFailures: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: FleetContext,
        next: @concurrent (Request, FleetContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError {
            throw error
        } catch {
            logger.error("The fleet cannot be shown", metadata: ["cause": "\(type(of: error))"])
            return try JSONAnswer.response(["status": "store-failed"], status: .serviceUnavailable)
        }
    }
}
