import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A refusal as it goes to a terminal: a status and a ``SyncRefusal`` as JSON.
struct CentralRefusal: HTTPResponseError {
    let status: HTTPResponse.Status
    let refusal: SyncRefusal
    /// Seconds, when asking again later may help.
    let retryAfter: Int?

    init(_ status: HTTPResponse.Status, _ refusal: SyncRefusal, retryAfter: Int? = nil) {
        self.status = status
        self.refusal = refusal
        self.retryAfter = retryAfter
    }

    init(
        _ status: HTTPResponse.Status, _ code: SyncRefusal.Code, _ sentence: String,
        retryAfter: Int? = nil
    ) {
        self.init(status, SyncRefusal(code, sentence), retryAfter: retryAfter)
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var response = try JSONAnswer.response(refusal, status: status)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    /// 503: everything is kept at the terminal and comes again.
    static func storeFailed(retryAfter: Int) -> CentralRefusal {
        CentralRefusal(
            .serviceUnavailable, .storeFailed,
            "The central store cannot write now; send the same again later.",
            retryAfter: retryAfter)
    }
}

/// JSON answers with sorted keys: the same state gives the same bytes.
enum JSONAnswer {
    static func response(_ message: some Encodable, status: HTTPResponse.Status = .ok) throws
        -> Response
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = try encoder.encode(message)
        return Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
