import AsyncHTTPClient
import BedsideDomain
import BedsideWire
import Foundation
import NIOCore
import NIOHTTP1

/// The typed client of a running server's admin socket: only the server itself ever opens its database.
struct AdminClient: Sendable {
    private let client: HTTPClient
    private let socket: String

    /// Runs some work with the server of that folder. Throws ``CentralServerError`` `notRunning` or `refused`.
    static func with(data folder: String, _ work: (AdminClient) async throws -> Void) async throws {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var failure: (any Error)?
        do {
            try await work(AdminClient(client: http, socket: Installation.socket(folder)))
        } catch { failure = error }
        try await http.shutdown()
        if let failure { throw failure }
    }

    func get<Answer: Decodable>(_ path: String) async throws -> Answer { try await ask(.GET, path, nil) }

    func post<Answer: Decodable>(_ path: String, _ message: some Encodable, minutes: Int64 = 1) async throws -> Answer {
        try await ask(.POST, path, ByteBuffer(bytes: try JSONEncoder().encode(message)), minutes: minutes)
    }

    /// A file as it is.
    func send<Answer: Decodable>(_ path: String, _ bytes: [UInt8], minutes: Int64) async throws -> Answer {
        try await ask(.POST, path, ByteBuffer(bytes: bytes), minutes: minutes)
    }

    private func ask<Answer: Decodable>(
        _ method: HTTPMethod, _ path: String, _ body: ByteBuffer?, minutes: Int64 = 1
    ) async throws -> Answer {
        let host = socket.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        var request = HTTPClientRequest(url: "http+unix://\(host)\(path)")
        request.method = method
        request.headers.add(name: "content-type", value: "application/json")
        if let body { request.body = .bytes(body) }
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, deadline: .now() + .minutes(minutes))
        } catch {
            throw CentralServerError(
                .notRunning,
                "No bedside-central answers at \(socket). Is `bedside-central serve` running there, and may you use its folder?",
                cause: error)
        }
        let bytes = Data((try await response.body.collect(upTo: 64 << 20)).readableBytesView)
        guard response.status == .ok else {
            do {
                let refusal = try JSONDecoder().decode(SyncRefusal.self, from: bytes)
                throw CentralServerError(.refused, "\(refusal.sentence) (\(refusal.code.rawValue))")
            } catch let error as DecodingError {
                throw CentralServerError(
                    .refused, "The server refused the request with status \(response.status.code).", cause: error)
            }
        }
        do { return try JSONDecoder().decode(Answer.self, from: bytes) } catch {
            throw CentralServerError(
                .notUnderstood, "The server answered something that this version does not know.", cause: error)
        }
    }
}
