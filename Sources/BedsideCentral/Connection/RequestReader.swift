import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird

/// Reads a terminal's message: its form and size are decided by its head, before a byte of it is read.
enum RequestReader {
    /// The bytes that a request's body may take while it is read.
    static func claim(_ request: Request, limit: Int) throws -> Int {
        switch request.headers[.contentType]?.split(separator: ";").first.map({ $0.lowercased() }) {
        case "application/json"?: break
        default:
            throw CentralRefusal(
                .unsupportedMediaType, .malformed, "The body must be of the type application/json.")
        }
        switch request.headers[.contentEncoding]?.lowercased() {
        case nil, "identity"?, "gzip"?: break
        default:
            throw CentralRefusal(
                .unsupportedMediaType, .malformed, "The body may be packed with gzip or not at all.")
        }
        guard let text = request.headers[.contentLength] else { return limit }
        guard let length = Int(text), length <= limit else { throw tooLarge(limit) }
        return limit
    }

    /// An upload. Throws as ``read(_:_:limit:)`` does.
    static func upload(_ request: Request) async throws -> UpRequest {
        _ = try claim(request, limit: SyncLimits.request)
        let bytes = try await bytes(of: request, limit: SyncLimits.request)
        return try UploadReader.read(bytes) ?? decode(UpRequest.self, bytes)
    }

    /// The message of a body. Throws ``CentralRefusal`` 400, 413 or 422; what it says repeats nothing of the body.
    static func read<Message: Decodable>(_ type: Message.Type, _ request: Request, limit: Int)
        async throws -> Message
    {
        _ = try claim(request, limit: limit)
        return try decode(type, try await bytes(of: request, limit: limit))
    }

    private static func decode<Message: Decodable>(_ type: Message.Type, _ bytes: [UInt8]) throws -> Message {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw refusal(error)
        } catch {
            // A value's own rule: its error tells no content, by the rule of ``TellingError``.
            throw CentralRefusal(
                .unprocessableContent, .malformed,
                "A field holds a value that its rule does not allow\((error as? any TellingError).map { ": \($0.sentence)" } ?? ".")"
            )
        }
    }

    private static func bytes(of request: Request, limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            guard request.headers[.contentEncoding]?.lowercased() == "gzip" else {
                for try await buffer in request.body {
                    guard bytes.count + buffer.readableBytes <= limit else { throw tooLarge(limit) }
                    bytes.append(contentsOf: buffer.readableBytesView)
                }
                return bytes
            }
            var unpacker = try Unpacker(limit: limit)
            var packed = 0
            for try await buffer in request.body {
                packed += buffer.readableBytes
                guard packed <= limit else { throw tooLarge(limit) }
                bytes += try unpacker.feed(buffer.readableBytesView)
            }
            try unpacker.finish()
            return bytes
        } catch let error as TransportError {
            guard error.code == .packedTooLarge else {
                throw CentralRefusal(.badRequest, .malformed, error.sentence)
            }
            throw tooLarge(limit)
        }
    }

    static func tooLarge(_ limit: Int) -> CentralRefusal {
        CentralRefusal(
            .contentTooLarge, .tooLarge, "A message of this path is at most \(limit) bytes, unpacked.")
    }

    /// Names the place by the protocol's own field names, and the rule; never what stood there.
    private static func refusal(_ error: DecodingError) -> CentralRefusal {
        switch error {
        case .typeMismatch(_, let context):
            CentralRefusal(
                .unprocessableContent, .malformed, "\(place(context.codingPath)) is of the wrong type.")
        case .valueNotFound(_, let context):
            CentralRefusal(
                .unprocessableContent, .malformed, "\(place(context.codingPath)) must have a value.")
        case .keyNotFound(let key, let context):
            CentralRefusal(
                .unprocessableContent, .malformed, "\(place(context.codingPath + [key])) is missing.")
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            CentralRefusal(.badRequest, .malformed, "The body is no JSON, or a number in it is none of its field.")
        case .dataCorrupted(let context):
            CentralRefusal(
                .unprocessableContent, .malformed,
                "\(place(context.codingPath)) breaks the rule of its form.")
        @unknown default:
            CentralRefusal(.unprocessableContent, .malformed, "The body is not the message.")
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "The body" }
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return "The field \(text)"
    }
}
