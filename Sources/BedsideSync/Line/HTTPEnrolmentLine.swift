import BedsideDomain
import BedsideTransport
package import BedsideWire
import Foundation
import NIOHTTP1

/// Enrolment over HTTPS: first the authority from whoever answers, then the secret to that authority's central store only.
package struct HTTPEnrolmentLine: EnrolmentLine {
    private let address: CentralAddress
    private static let patience: Duration = .seconds(30)

    package init(_ address: CentralAddress) { self.address = address }

    package func authority() async throws(LineError) -> String {
        let bytes = try await Self.using(.authority(), address.url) { client throws(LineError) in
            try await client.send(.GET, "/v1/authority", limit: 16 << 10, time: Self.patience)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    package func enrol(_ request: EnrolRequest, authority pem: String) async throws(LineError) -> EnrolAnswer {
        let authority: AuthorityCertificate
        do {
            authority = try AuthorityCertificate(pem: pem)
        } catch { throw .untrusted(error.codeText) }
        let body: [UInt8]
        do {
            body = Array(try JSONEncoder().encode(request))
        } catch { throw .own("the message cannot be written") }
        let tls = TerminalTLS.central(authority, hospital: nil, identity: nil, now: { nil })
        let bytes = try await Self.using(tls, address.url) { client throws(LineError) in
            try await client.send(.POST, "/v1/enrol", body: body, limit: 256 << 10, time: Self.patience)
        }
        do {
            return try JSONDecoder().decode(EnrolAnswer.self, from: Data(bytes))
        } catch { throw .garbled("not the message") }
    }

    private static func using(
        _ tls: TerminalTLS, _ url: String, _ work: (LineClient) async throws(LineError) -> [UInt8]
    ) async throws(LineError) -> [UInt8] {
        let client = LineClient(tls, url: url)
        let result: Result<[UInt8], LineError>
        do { result = .success(try await work(client)) } catch { result = .failure(error) }
        await client.shutdown()
        return try result.get()
    }
}
