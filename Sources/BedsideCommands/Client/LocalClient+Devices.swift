import AsyncHTTPClient
package import BedsideWire
import Foundation
import NIOCore
import NIOHTTP1

/// Traces, replays and learning of scanners.
extension LocalClient {
    /// Hands every step of a scanner's trace to `show`, with its JSON, until that returns false or the daemon ends it.
    package func trace(
        _ scanner: String, reveal: Bool, _ show: (TraceMessage, [UInt8]) async throws -> Bool
    ) async throws {
        // A name's own characters stand for themselves; the daemon's router takes the path as it comes.
        let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-"))
        let name = scanner.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
        var request = HTTPClientRequest(url: base + "/v1/devices/\(name)/trace?reveal=\(reveal ? 1 : 0)")
        request.method = .GET
        let response = try await execute(request, deadline: .distantFuture)
        var events = ServerSentEvents()
        let decoder = JSONDecoder()
        for try await buffer in response.body {
            for event in try events.feed(buffer.readableBytesView) {
                guard try await show(try decoder.decode(TraceMessage.self, from: Data(event)), event) else { return }
            }
        }
    }

    /// The page from which settings are learnt, as a PDF. Throws ``CommandError``.
    package func setupPage() async throws -> [UInt8] {
        var request = HTTPClientRequest(url: base + "/v1/setup-page")
        request.method = .GET
        let response = try await execute(request, deadline: .now() + .seconds(10))
        return [UInt8]((try await response.body.collect(upTo: 1 << 20)).readableBytesView)
    }

    /// What the decoders make of a recording. Throws ``CommandError``.
    package func replay(_ recording: [UInt8]) async throws -> [TraceMessage] {
        try await answer(try await send(recording, "/v1/devices/replay"))
    }

    /// The settings under which the recorded setup codes are what is printed.
    package func learn(_ recording: [UInt8]) async throws -> LearnedMessage {
        try await answer(try await send(recording, "/v1/devices/learn"))
    }

    private func send(_ recording: [UInt8], _ path: String) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-ndjson")
        request.body = .bytes(ByteBuffer(bytes: recording))
        return try await execute(request, deadline: .now() + .seconds(60))
    }
}
