import AsyncHTTPClient
import BedsideDomain
import BedsideTransport
import BedsideWire
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// A terminal's side of the wire, as small as it can be: keys, a certificate, an outbox chain.
final class TerminalRig: Sendable {
    let name: String
    let key = TrustKey()
    let signing = SigningKey()
    private let state = Mutex(State())

    private struct State {
        var certificate: String?
        var epoch: [UInt8] = (0..<16).map { _ in UInt8.random(in: 0...255) }
        var head: EventHash?
        var last: Int64 = 0
    }

    init(name: String) { self.name = name }

    var certificate: String? {
        get { state.withLock { $0.certificate } }
        set { state.withLock { $0.certificate = newValue } }
    }

    func stream() throws -> OutboxStream {
        let (bytes, last) = state.withLock { ($0.epoch, $0.last) }
        let epoch = try #require(StreamEpoch(bytes))
        let root = try #require(EventHash(SHA256.hash(data: Data(bytes))))
        state.withLock { if $0.head == nil { $0.head = root } }
        return OutboxStream(epoch: epoch, first: 1, root: root, last: last)
    }

    /// A new epoch from the beginning, as after a new enrolment.
    func beginAnew() {
        state.withLock {
            $0.epoch = (0..<16).map { _ in UInt8.random(in: 0...255) }
            $0.head = nil
            $0.last = 0
        }
    }

    func enrolRequest(_ token: EnrolmentToken, request: String? = nil) throws -> EnrolRequest {
        EnrolRequest(
            secret: token.secretText, terminal: TerminalName(trusted: name),
            request: try request ?? key.request(for: name), signingKey: signing.publicKey, stream: try stream(),
            version: "0.1.0")
    }

    /// Enrols and keeps the certificate.
    func enrol(_ rig: CentralRig, token: EnrolmentToken, request: String? = nil) async throws -> Answer {
        let answer = try await self.request(
            rig, .POST, "/v1/enrol", try JSONEncoder().encode(try enrolRequest(token, request: request)), show: false)
        if answer.status == 200 { certificate = try answer.decoded(EnrolAnswer.self).certificate }
        return answer
    }

    /// The next facts of the outbox.
    func batch(_ bodies: [String], kind: String = "print.done") throws -> UpRequest {
        let stream = try stream()
        var (head, last) = state.withLock { ($0.head ?? stream.root, $0.last) }
        let first = head
        var events: [OutboxEvent] = []
        for body in bodies {
            last += 1
            var event = OutboxEvent(
                seq: last, operation: try #require(OperationID((0..<16).map { _ in UInt8.random(in: 0...255) })),
                kind: kind, version: 1, body: body, wall: CentralRig.now, monotonic: 1,
                boot: try #require(BootID([UInt8](repeating: 1, count: 16))), offset: 0)
            head = try #require(
                EventHash(SHA256.hash(data: Data(ChainBytes.link(after: head.bytes, event.parts)))))
            if OutboxEvent.isSigned(kind) { event.signature = try signing.sign(head) }
            events.append(event)
        }
        return UpRequest(epoch: stream.epoch, head: first, events: events)
    }

    /// The batch was acknowledged.
    func acknowledged(_ answer: UpAnswer) {
        state.withLock {
            $0.head = answer.head
            $0.last = answer.ack
        }
    }

    func up(_ rig: CentralRig, _ request: UpRequest) async throws -> Answer {
        try await self.request(rig, .POST, "/v1/k/\(name)/up", try JSONEncoder().encode(request))
    }

    /// One request on a connection of its own.
    func request(
        _ rig: CentralRig, _ method: HTTPMethod, _ path: String, _ body: Data? = nil, show: Bool = true,
        headers: [(String, String)] = [("content-type", "application/json")],
        trust: AuthorityCertificate? = nil, clock: Timestamp? = nil, hospital: String = "H1"
    ) async throws -> Answer {
        let identity = try certificate.flatMap { show ? try TLSIdentity(certificatePEM: $0, key: key) : nil }
        return try await Self.request(
            rig, method, path, body, identity: identity, headers: headers, trust: try trust ?? rig.authority(),
            clock: clock, hospital: hospital)
    }

    static func request(
        _ rig: CentralRig, _ method: HTTPMethod, _ path: String, _ body: Data?, identity: TLSIdentity?,
        headers: [(String, String)], trust: AuthorityCertificate, clock: Timestamp? = nil, hospital: String = "H1"
    ) async throws -> Answer {
        let tls = TerminalTLS.central(
            trust, hospital: HospitalID(trusted: hospital), identity: identity, now: { clock })
        return try await with(tls) { client in
            var request = HTTPClientRequest(url: rig.url + path)
            request.method = method
            for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
            if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
            return try await Answer(try await client.execute(request, timeout: .seconds(30)))
        }
    }

    static func with<Value>(_ tls: TerminalTLS, _ work: (HTTPClient) async throws -> Value) async throws -> Value {
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = tls.configuration
        configuration.http1_1ConnectionDebugInitializer = tls.checkConnection
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var result: Result<Value, any Error>
        do { result = .success(try await work(client)) } catch { result = .failure(error) }
        try await client.shutdown()
        return try result.get()
    }
}
