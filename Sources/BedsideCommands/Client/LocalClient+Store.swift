import AsyncHTTPClient
package import BedsideWire
import NIOCore
import NIOHTTP1

extension LocalClient {
    /// Lets the daemon look through its store. Throws ``CommandError``.
    package func checkStore() async throws {
        var request = HTTPClientRequest(url: base + "/v1/store/check")
        request.method = .POST
        _ = try await execute(request, deadline: .now() + .minutes(30))
    }

    /// Lets the daemon copy its store. Throws ``CommandError``.
    package func copyStore(keep: Int) async throws -> StoreCopyMessage {
        var request = HTTPClientRequest(url: base + "/v1/store/copy?keep=\(keep)")
        request.method = .POST
        return try await answer(try await execute(request, deadline: .now() + .minutes(30)))
    }
}
