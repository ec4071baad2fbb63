import AsyncHTTPClient
import BedsideDomain
import BedsideRigs
import Foundation
import NIOCore
import NIOHTTP1

/// What an administrator asks of a running central store.
struct BenchOffice {
    let rig: CentralRig

    /// A figure of `/metrics`.
    func metric(_ name: String) async throws -> Double {
        let text = try await ask(HTTPClientRequest(url: "http://127.0.0.1:\(rig.adminPort)/metrics"))
        for line in text.split(separator: "\n") where line.hasPrefix(name + " ") {
            if let value = Double(line.dropFirst(name.count + 1)) { return value }
        }
        throw BenchError("/metrics has no \(name)")
    }

    /// Takes an import document; returns when the answer had been read.
    func importDocument(_ json: String) async throws -> ContinuousClock.Instant {
        let socket = (rig.data + "/admin.sock").addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        var request = HTTPClientRequest(url: "http+unix://\(socket)/v1/import?hospital=\(BenchCentre.hospital.text)")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: json))
        _ = try await ask(request)
        return .now
    }

    private func ask(_ request: HTTPClientRequest) async throws -> String {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
        guard response.status == .ok else { throw BenchError("the central store says \(response.status): \(text)") }
        return text
    }
}
