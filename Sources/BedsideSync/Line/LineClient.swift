import AsyncHTTPClient
import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// One HTTP client with one TLS identity: connections are used again, every answer has a limit of size and time.
final class LineClient: Sendable {
    private let client: HTTPClient
    private let url: String

    init(_ tls: TerminalTLS, url: String) {
        self.url = url
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = tls.configuration
        configuration.http1_1ConnectionDebugInitializer = tls.checkConnection
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.timeout.connect = .seconds(10)
        // Shorter than a server keeps them, so that no request goes into a connection that is just being closed.
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func shutdown() async {
        // It fails only when it was shut down before.
        do { try await client.shutdown() } catch { return }
    }

    /// The bytes of an answer with a good status.
    func send(
        _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, limit: Int, time: Duration
    ) async throws(LineError) -> [UInt8] {
        let request = try self.request(method, path, body)
        return try await LineError.of(within: time) { [client] in
            let response = try await client.execute(request, timeout: .hours(1))
            try await Self.check(response)
            return try await Self.body(of: response, limit: limit)
        }
    }

    /// Like ``send(_:_:body:limit:time:)``, piece by piece; `time` is for all of it.
    func stream(
        _ path: String, limit: Int, time: Duration, _ piece: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(LineError) {
        let request = try self.request(.GET, path, nil)
        try await LineError.of(within: time) { [client] in
            let response = try await client.execute(request, timeout: .hours(1))
            try await Self.check(response)
            if Self.isPacked(response) {
                var unpacker = try Unpacker(limit: limit)
                for try await part in response.body { try piece(unpacker.feed(part.readableBytesView)) }
                try unpacker.finish()
            } else {
                var count = 0
                for try await part in response.body {
                    count += part.readableBytes
                    guard count <= limit else { throw LineError.garbled("more than \(limit) bytes") }
                    try piece(Array(part.readableBytesView))
                }
            }
        }
    }

    private func request(_ method: HTTPMethod, _ path: String, _ body: [UInt8]?) throws(LineError) -> HTTPClientRequest
    {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        request.headers.add(name: "accept-encoding", value: "gzip")
        guard let body else { return request }
        request.headers.add(name: "content-type", value: "application/json")
        if body.count > Self.packedFrom {
            do {
                request.body = .bytes(ByteBuffer(bytes: try Packing.gzip(body)))
            } catch { throw .own("the body cannot be packed") }
            request.headers.add(name: "content-encoding", value: "gzip")
        } else {
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        return request
    }

    /// Bodies above it are packed: below, one segment carries them anyway.
    private static let packedFrom = 1400
    private static let refusalLimit = 16 << 10

    private static func isPacked(_ response: HTTPClientResponse) -> Bool {
        response.headers["content-encoding"].contains { $0.lowercased() == "gzip" }
    }

    private static func body(of response: HTTPClientResponse, limit: Int) async throws -> [UInt8] {
        let bytes = Array(try await response.body.collect(upTo: limit).readableBytesView)
        return isPacked(response) ? try Packing.gunzip(bytes, limit: limit) : bytes
    }

    /// Throws what an answer with another status than 200 to 299 says.
    private static func check(_ response: HTTPClientResponse) async throws {
        let status = Int(response.status.code)
        guard !(200...299).contains(status) else { return }
        let after = response.headers.first(name: "retry-after").flatMap { Int64($0) }
        var refusal = SyncRefusal(.init(rawValue: "status-\(status)"), "")
        do {
            refusal = try JSONDecoder().decode(
                SyncRefusal.self, from: Data(try await body(of: response, limit: refusalLimit)))
        } catch {
            // A proxy's page or half of a refusal: the status alone counts.
        }
        throw LineError.refused(
            refusal, status: status, retryAfter: after.map { .seconds(min(max(0, $0), 1_000_000)) })
    }
}
