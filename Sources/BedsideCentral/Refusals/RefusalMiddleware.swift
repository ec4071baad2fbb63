import BedsideDomain
import BedsideTransport
import BedsideWire
import HTTPTypes
import Hummingbird
import Logging

/// Makes every failure a ``SyncRefusal`` in JSON, counts it, and logs its code with the terminal's name: never more.
struct RefusalMiddleware: RouterMiddleware {
    let metrics: CentralMetrics
    let logger: Logger

    func handle(
        _ request: Request, context: TerminalContext,
        next: @concurrent (Request, TerminalContext) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await next(request, context)
            metrics.request(context.endpoint, status: response.status.code)
            return response
        } catch {
            let refusal = Self.refusal(error)
            metrics.request(context.endpoint, status: refusal.status.code)
            metrics.refusal(refusal.refusal.code.rawValue)
            tell(refusal, error, context)
            return try refusal.response(from: request, context: context)
        }
    }

    private func tell(_ refusal: CentralRefusal, _ error: any Error, _ context: TerminalContext) {
        // An error of the store's that is not ours to word goes to the log by its code alone.
        let cause = (error as? any TellingError)?.codeText ?? "\(type(of: error))"
        let facts: Logger.Metadata = [
            "endpoint": "\(context.endpoint)", "code": "\(refusal.refusal.code.rawValue)",
            "status": "\(refusal.status.code)", "terminal": "\(context.told.text)", "cause": "\(cause)",
        ]
        if refusal.status.code >= 500, refusal.refusal.code != .busy {
            logger.error("A request failed", metadata: facts)
        } else {
            logger.info("A request was refused", metadata: facts)
        }
    }

    static func refusal(_ error: any Error) -> CentralRefusal {
        switch error {
        case let refusal as CentralRefusal: return refusal
        case let refusal as SyncRefusal:
            let later = refusal.code == .busy || refusal.code == .storeFailed
            return CentralRefusal(
                refusal.code.status, refusal, retryAfter: later ? Admission.jitter(2) : nil)
        case let error as TransportError where error.code == .requestMalformed:
            return CentralRefusal(.unprocessableContent, .malformed, error.sentence)
        case let error as HTTPError where error.status == .notFound:
            return CentralRefusal(.notFound, .notFound, "There is no such path.")
        case let error as HTTPError where error.status == .contentTooLarge:
            return CentralRefusal(.contentTooLarge, .tooLarge, "The body is too large.")
        case let error as HTTPError where error.status.code < 500:
            return CentralRefusal(
                error.status, .malformed, "The request is not one that this path takes.")
        default:
            return .storeFailed(retryAfter: Admission.jitter(2))
        }
    }
}
