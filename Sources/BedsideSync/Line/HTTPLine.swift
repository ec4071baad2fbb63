package import BedsideDomain
import BedsideTransport
package import BedsideWire
import Crypto
import Foundation
import NIOHTTP1

/// The central store over HTTPS with this terminal's certificate.
package final class HTTPLine: CentralLine {
    private let client: LineClient
    private let base: String
    private let spool: String
    /// For an answer that needs no waiting.
    private static let patience: Duration = .seconds(30)

    /// - Parameters:
    ///   - spool: a folder for a snapshot while it comes.
    ///   - now: the central store's clock; nil while it is not known.
    package init(
        _ identity: TerminalIdentity, spool: String, now: @escaping @Sendable () -> Timestamp?
    ) throws(SyncError) {
        let shown: TLSIdentity
        do {
            shown = try TLSIdentity(certificatePEM: identity.certificate.pem, key: identity.key)
        } catch {
            throw SyncError(
                .notEnrolled, "The certificate of this terminal cannot be used; enrol it again.", cause: error)
        }
        client = LineClient(
            .central(identity.authority, hospital: identity.enrolment.hospital, identity: shown, now: now),
            url: identity.enrolment.url)
        base = "/v1/k/\(identity.enrolment.terminal.text)"
        self.spool = spool
    }

    /// Ends every connection; requests that are under way fail.
    package func close() async { await client.shutdown() }

    package func renew(_ request: RenewRequest) async throws(LineError) -> EnrolAnswer {
        try await post("/renew", request)
    }

    package func up(_ request: UpRequest) async throws(LineError) -> UpAnswer { try await post("/up", request) }

    package func down(after cursor: FeedCursor, wait: Int) async throws(LineError) -> DownAnswer {
        let bytes = try await client.send(
            .GET, "\(base)/down?generation=\(cursor.generation)&cursor=\(cursor.seq)&wait=\(wait)",
            // One row may be larger than a page, and JSON in JSON grows.
            limit: 2 * SyncLimits.feedRow, time: Self.patience + .seconds(wait))
        return try Self.decode(bytes)
    }

    package func snapshot() async throws(LineError) -> Snapshot {
        let file: SnapshotSpool
        do {
            file = try SnapshotSpool(folder: spool)
        } catch { throw .own(error.codeText) }
        try await client.stream(base + "/snapshot", limit: SyncLimits.snapshot, time: .seconds(1800)) {
            try file.append($0)
        }
        do {
            return try file.snapshot()
        } catch { throw .garbled(error.codeText) }
    }

    package func blob(_ hash: EventHash) async throws(LineError) -> [UInt8] {
        let bytes = try await client.send(
            .GET, "\(base)/blobs/\(hash)", limit: SyncLimits.blob, time: .seconds(120))
        guard hash.bytes.elementsEqual(SHA256.hash(data: bytes)) else { throw .garbled("another hash") }
        return bytes
    }

    package func pulse(_ pulse: Pulse) async throws(LineError) -> PulseAnswer { try await post("/pulse", pulse) }

    package func take(_ encounter: EncounterID, wait: Int) async throws(LineError) -> TakeAnswer {
        try await post("/stays/\(encounter.text)/take?wait=\(wait)", Nothing(), wait: wait)
    }

    package func post(_ hold: OperationID) async throws(LineError) {
        _ = try await client.send(
            .POST, "\(base)/holds/\(hold)/post", body: Array("{}".utf8), limit: 16 << 10, time: Self.patience)
    }

    private struct Nothing: Encodable {}

    private func post<Answer: Decodable>(
        _ path: String, _ message: some Encodable, wait: Int = 0
    ) async throws(LineError) -> Answer {
        let body: [UInt8]
        do {
            body = Array(try JSONEncoder().encode(message))
        } catch { throw .own("the message cannot be written") }
        return try Self.decode(
            try await client.send(
                .POST, base + path, body: body, limit: SyncLimits.request, time: Self.patience + .seconds(wait)))
    }

    private static func decode<Answer: Decodable>(_ bytes: [UInt8]) throws(LineError) -> Answer {
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(bytes))
        } catch { throw .garbled("not the message") }
    }
}
