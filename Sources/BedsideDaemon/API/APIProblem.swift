import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A refusal of the local API: a status and a ``ProblemMessage`` as JSON.
struct APIProblem: HTTPResponseError {
    let status: HTTPResponse.Status
    let message: ProblemMessage

    init(_ status: HTTPResponse.Status, code: String, _ sentence: String) {
        self.status = status
        message = ProblemMessage(code: code, sentence: sentence)
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        try JSONAnswer.response(message, status: status)
    }
}

/// JSON answers with sorted keys: the same state gives the same bytes.
enum JSONAnswer {
    static func response(_ message: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = try encoder.encode(message)
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Throws ``APIProblem`` 400 for a body that is not the message.
    static func decode<Message: Decodable>(_ type: Message.Type, _ request: Request, limit: Int) async throws -> Message
    {
        var request = request
        let buffer = try await request.collectBody(upTo: limit)
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch {
            throw APIProblem(.badRequest, code: "not-the-message", "The body is not the JSON that this path takes.")
        }
    }
}
