import AsyncHTTPClient
import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import Testing

@testable import BedsideCentral

/// A central store with real sockets and a clock that the test turns. `stop()` ends it; its folder goes with it.
final class CentralRig: Sendable {
    let folder: String
    let wall: Mutex<Timestamp>
    /// How far the monotonic clock went since the start; nil lets it run.
    let passed: Mutex<Duration?>
    let logs = LogBook()
    let started: CentralServer.Started
    private let server: CentralServer
    private let task: Task<Void, any Error>
    private let plain: HTTPClient

    static let now = Timestamp(milliseconds: 1_790_000_000_000)

    private init(
        _ folder: String, _ started: CentralServer.Started, _ server: CentralServer,
        _ task: Task<Void, any Error>, _ clock: RigClock, stopped: Bool
    ) {
        passed = Mutex(stopped ? .zero : nil)
        self.server = server
        self.folder = folder
        self.started = started
        self.task = task
        wall = Mutex(Self.now)
        plain = HTTPClient(eventLoopGroupProvider: .singleton)
        clock.rig.withLock { $0 = Weak(self) }
    }

    /// Runs a test with a new central store.
    ///
    /// - Parameter stopped: the monotonic clock stands still until ``pass(_:)``.
    static func with(
        pace: ConnectionPace.Limits = .init(), uploadsPerSecond: Double = 2000, stopped: Bool = false,
        _ change: (inout ServerOptions) -> Void = { _ in },
        _ test: (CentralRig) async throws -> Void
    ) async throws {
        // A unix socket's path is short.
        let folder = NSTemporaryDirectory() + "bc-\(UInt32.random(in: .min ... .max))"
        defer { do { try FileManager.default.removeItem(atPath: folder) } catch {} }
        var options = ServerOptions(data: folder)
        options.listen = "127.0.0.1:0"
        options.adminListen = "127.0.0.1:0"
        options.hospital = "H1"
        options.hospitalName = "第一医院"
        options.uploadsPerSecond = uploadsPerSecond
        change(&options)
        let clock = RigClock()
        let (ports, port) = AsyncStream<CentralServer.Started>.makeStream()
        let logs = LogBook()
        var logger = Logger(label: "test") { _ in logs.handler() }
        logger.logLevel = .info
        let server = CentralServer(
            options: options, logger: logger,
            clock: CentralClock(
                { clock.rig.withLock { $0?.rig?.wall.withLock { $0 } } ?? Self.now },
                monotonic: {
                    guard stopped else { return ContinuousClock().now }
                    return clock.start + (clock.rig.withLock { $0?.rig?.passed.withLock { $0 } } ?? .zero)
                }), pace: pace)
        let task = Task {
            defer { port.finish() }
            try await server.run { port.yield($0) }
        }
        guard let started = await ports.first(where: { _ in true }) else {
            try await task.value
            Issue.record("the server ended at its start")
            return
        }
        let rig = CentralRig(options.data, started, server, task, clock, stopped: stopped)
        rig.logs.take(logs)
        do { try await test(rig) } catch {
            await rig.stop()
            throw error
        }
        await rig.stop()
    }

    private func stop() async {
        // Never by cancellation: Hummingbird's connections that were accepted and not begun do not bear it.
        await server.stop()
        do { try await task.value } catch {}
        do { try await plain.shutdown() } catch {}
    }

    /// Turns a stopped monotonic clock on.
    func pass(_ duration: Duration) { passed.withLock { $0 = $0.map { $0 + duration } } }

    func turn(days: Int64) { wall.withLock { $0 = $0.adding(days: days) } }

    var url: String { "https://127.0.0.1:\(started.port)" }
    var authorityFile: String { folder + "/authority/authority.pem" }

    func authority() throws -> AuthorityCertificate { try AuthorityCertificate.load(authorityFile) }

    /// A command's request to the socket.
    func admin<Answer: Decodable>(_ path: String, _ message: some Encodable) async throws -> Answer {
        try await Self.once(folder) { client in try await client.post(path, message) }
    }

    func admin<Answer: Decodable>(_ path: String) async throws -> Answer {
        try await Self.once(folder) { client in try await client.get(path) }
    }

    func send<Answer: Decodable>(_ path: String, _ bytes: [UInt8]) async throws -> Answer {
        try await Self.once(folder) { client in try await client.send(path, bytes, minutes: 1) }
    }

    private static func once<Answer>(
        _ folder: String, _ work: (AdminClient) async throws -> Answer
    ) async throws -> Answer {
        var answer: Answer?
        try await AdminClient.with(data: folder) { answer = try await work($0) }
        return try #require(answer)
    }

    func token(ward: String = "W3", terminal: String? = nil, again: Bool = false) async throws -> EnrolmentToken {
        let made: TokenMessage = try await admin(
            "/v1/tokens",
            TokenWish(
                hospital: nil, ward: WardID(trusted: ward), terminal: terminal.map { TerminalName(trusted: $0) },
                again: again))
        return try #require(EnrolmentToken(text: made.token.value))
    }

    /// A terminal that was enrolled.
    func terminal(_ name: String = "T-1", ward: String = "W3") async throws -> TerminalRig {
        let terminal = TerminalRig(name: name)
        let answer = try await terminal.enrol(self, token: try await token(ward: ward))
        #expect(answer.status == 200)
        return terminal
    }

    /// A request to the fleet listener.
    func fleet(_ path: String, headers: [(String, String)] = []) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://localhost:\(started.adminPort)\(path)")
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        return try await Answer(try await plain.execute(request, timeout: .seconds(10)))
    }

    /// The same over TLS, trusting one authority.
    func secureFleet(
        _ path: String, trust pem: String, newest: TLSVersion = .tlsv13, headers: [(String, String)] = []
    ) async throws -> Answer {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))
        tls.maximumTLSVersion = newest
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var request = HTTPClientRequest(url: "https://localhost:\(started.adminPort)\(path)")
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let outcome: Result<Answer, any Error>
        do {
            outcome = .success(try await Answer(try await client.execute(request, timeout: .seconds(10))))
        } catch { outcome = .failure(error) }
        try await client.shutdown()
        return try outcome.get()
    }
}

/// The rig that a clock belongs to, once it is there.
final class RigClock: Sendable {
    let rig = Mutex<Weak?>(nil)
    let start = ContinuousClock().now
}

struct Weak: Sendable {
    weak let rig: CentralRig?
    init(_ rig: CentralRig) { self.rig = rig }
}

/// What came back.
struct Answer: Sendable {
    let status: UInt
    let headers: HTTPHeaders
    let body: [UInt8]

    init(_ response: HTTPClientResponse) async throws {
        status = response.status.code
        headers = response.headers
        body = Array((try await response.body.collect(upTo: 64 << 20)).readableBytesView)
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    /// The refusal's code; nil when it is none.
    var code: String? {
        do { return try JSONDecoder().decode(SyncRefusal.self, from: Data(body)).code.rawValue } catch { return nil }
    }

    func decoded<Message: Decodable>(_ type: Message.Type = Message.self) throws -> Message {
        try JSONDecoder().decode(type, from: Data(body))
    }
}

/// Everything that was logged.
final class LogBook: Sendable {
    private let lines = Mutex<[String]>([])
    private let other = Mutex<LogBook?>(nil)

    func take(_ book: LogBook) { other.withLock { $0 = book } }
    var text: String { (other.withLock { $0 }?.text ?? "") + lines.withLock { $0.joined(separator: "\n") } }
    func handler() -> any LogHandler { Handler(book: self) }

    private struct Handler: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            book.lines.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
        }
    }
}
