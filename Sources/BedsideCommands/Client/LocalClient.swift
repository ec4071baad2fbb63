package import AsyncHTTPClient
import BedsideDomain
package import BedsideScreen
package import BedsideWire
import Foundation
import NIOCore
import NIOHTTP1

/// The typed client of one socket of the local API. A failed connection becomes advice, never a raw socket error.
package struct LocalClient: Sendable {
    private let client: HTTPClient
    private let socket: String
    let base: String

    /// - Parameter socket: the path of `kiosk.sock`, `ward.sock` or `admin.sock`.
    package init(socket: String, client: HTTPClient) {
        self.client = client
        self.socket = socket
        let host = socket.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        base = "http+unix://\(host)"
    }

    /// What the connections are made with: a daemon that is not there is told at once, not tried for ten seconds. The caller
    /// shuts it down.
    package static func connections() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// The longest answer that is read whole.
    static let limit = 8 << 20

    package func openAlarms() async throws -> OpenAlarmsMessage { try await get("/v1/alarms") }
    package func health() async throws -> HealthMessage { try await get("/v1/health") }
    package func status() async throws -> StatusMessage { try await get("/v1/status") }
    package func devices() async throws -> [DeviceMessage] { try await get("/v1/devices") }
    package func paperUse() async throws -> [PaperUseMessage] { try await get("/v1/paper") }
    package func jobs() async throws -> [JobMessage] { try await get("/v1/jobs") }

    /// - Parameter seen: the revision of the screen before whoever pressed them.
    package func press(_ keys: [Key], seen: UInt64) async throws {
        try await post("/v1/kiosk/keys", KioskKeysMessage(keys: keys, seen: seen))
    }

    package func resize(_ viewport: Viewport) async throws {
        try await post("/v1/kiosk/viewport", ViewportMessage(columns: viewport.columns, rows: viewport.rows))
    }

    /// Hands every screen to `show` until the daemon ends the stream; throws when the connection breaks.
    package func screens(_ show: (ScreenMessage) async throws -> Void) async throws {
        try await events("/v1/kiosk/screens", show)
    }

    /// Hands every event of a stream to `show` until the daemon ends it; throws when the connection breaks.
    func events<Message: Decodable>(_ path: String, _ show: (Message) async throws -> Void) async throws {
        var request = HTTPClientRequest(url: base + path)
        request.method = .GET
        let response = try await execute(request, deadline: .distantFuture)
        var events = ServerSentEvents()
        let decoder = JSONDecoder()
        for try await buffer in response.body {
            for event in try events.feed(buffer.readableBytesView) {
                try await show(try decoder.decode(Message.self, from: Data(event)))
            }
        }
    }

    /// Sends a file and hands every line of the answer to `tell`.
    package func importFile(_ bytes: [UInt8], _ tell: (ImportMessage) -> Void) async throws {
        var request = HTTPClientRequest(url: base + "/v1/import")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: bytes))
        let response = try await execute(request, deadline: .now() + .hours(1))
        var line: [UInt8] = []
        for try await buffer in response.body {
            for byte in buffer.readableBytesView {
                guard byte == 0x0A else {
                    line.append(byte)
                    continue
                }
                tell(try JSONDecoder().decode(ImportMessage.self, from: Data(line)))
                line.removeAll(keepingCapacity: true)
            }
        }
    }

    private func get<Answer: Decodable>(_ path: String) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .GET
        let response = try await execute(request, deadline: .now() + .seconds(10))
        return try await answer(response)
    }

    /// The JSON of an answer. Throws ``CommandError`` `notUnderstood`.
    func answer<Answer: Decodable>(_ response: HTTPClientResponse) async throws -> Answer {
        let bytes = try await response.body.collect(upTo: Self.limit)
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(bytes.readableBytesView))
        } catch {
            throw CommandError(
                .notUnderstood, "The daemon at \(socket) answered something that this version does not know.",
                cause: error)
        }
    }

    func post(_ path: String, _ message: some Encodable, within patience: TimeAmount = .seconds(10)) async throws {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(message)))
        let response = try await execute(request, deadline: .now() + patience)
        _ = try await response.body.collect(upTo: Self.limit)
    }

    /// Joins the central store: the daemon makes its key, asks with the token, and answers how it stands then.
    package func enrol(_ message: EnrolCommandMessage) async throws -> CentralMessage {
        var request = HTTPClientRequest(url: base + "/v1/enrol")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(message)))
        return try await answer(try await execute(request, deadline: .now() + .seconds(90)))
    }

    func execute(_ request: HTTPClientRequest, deadline: NIODeadline) async throws -> HTTPClientResponse {
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, deadline: deadline)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw CommandError(
                .noDaemon,
                "bedsided does not answer at \(socket). Is it running (systemctl status bedsided), and may you use the socket?",
                cause: error)
        }
        guard (200...299).contains(response.status.code) else {
            throw try await refusal(response)
        }
        return response
    }

    /// What a refusal says; one that is no message of ours, such as a body over the limit, is told by its status.
    private func refusal(_ response: HTTPClientResponse) async throws -> CommandError {
        let code: CommandError.Code = response.status == .forbidden ? .notAllowed : .refused
        let bytes = try await response.body.collect(upTo: Self.limit)
        do {
            let problem = try JSONDecoder().decode(ProblemMessage.self, from: Data(bytes.readableBytesView))
            return CommandError(code, "\(problem.sentence) (\(problem.code))")
        } catch {
            return CommandError(
                code, "The daemon refused the request with status \(response.status.code).", cause: error)
        }
    }
}
