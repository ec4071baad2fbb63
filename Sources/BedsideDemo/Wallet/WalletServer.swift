import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// The wallet's gateway as a small HTTP server on loopback: for the demo and the tests, over real connections.
package final class WalletServer: Sendable {
    package let ledger: WalletLedger
    private let task = Mutex<Task<Void, any Error>?>(nil)
    private let bound = Mutex<Int?>(nil)

    package init(ledger: WalletLedger = WalletLedger()) { self.ledger = ledger }

    /// Starts on a free port of 127.0.0.1 and gives its URL.
    package func start() async throws -> String {
        let (ports, port) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        var logger = Logger(label: "wallet") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let server = Application(
            router: router(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: "wallet"),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        task.withLock { $0 = Task { try await server.run() } }
        for await number in ports { return "http://127.0.0.1:\(number)" }
        throw CancellationError()
    }

    package func stop() { task.withLock { $0?.cancel() } }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.post("/v1/orders") { [ledger] request, context in
            let order = try await request.decode(as: WalletOrderRequest.self, context: context)
            let mode = ledger.mode
            guard mode != .dead else { throw HTTPError(.serviceUnavailable) }
            guard let answer = ledger.create(order) else { throw HTTPError(.conflict) }
            // The money moved, and the answer never arrives.
            if mode == .lost { throw HTTPError(.gatewayTimeout) }
            return mode == .stalled ? try Self.halfOf(answer) : try Self.json(answer)
        }
        router.get("/v1/orders/:number") { [ledger] _, context in
            guard ledger.mode != .dead else { throw HTTPError(.serviceUnavailable) }
            return try Self.json(ledger.inquire(try context.parameters.require("number")))
        }
        router.post("/v1/orders/:number/close") { [ledger] _, context in
            guard ledger.mode != .dead else { throw HTTPError(.serviceUnavailable) }
            return try Self.json(ledger.close(try context.parameters.require("number")))
        }
        router.post("/v1/refunds") { [ledger] request, context in
            guard ledger.mode != .dead else { throw HTTPError(.serviceUnavailable) }
            return try Self.json(
                ledger.refund(try await request.decode(as: WalletRefundRequest.self, context: context)))
        }
        router.get("/v1/refunds/:number") { [ledger] _, context in
            guard ledger.mode != .dead else { throw HTTPError(.serviceUnavailable) }
            return try Self.json(ledger.inquireRefund(try context.parameters.require("number")))
        }
        return router
    }

    /// The first bytes of an answer whose rest never comes.
    private static func halfOf(_ value: some Encodable) throws -> Response {
        let whole = ByteBuffer(bytes: try JSONEncoder().encode(value))
        let half = whole.getSlice(at: 0, length: whole.readableBytes / 2) ?? ByteBuffer()
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(contentLength: whole.readableBytes) { writer in
                try await writer.write(half)
                try await Task.sleep(for: .seconds(3600))
                try await writer.finish(nil)
            })
    }

    private static func json(_ value: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
    }
}
