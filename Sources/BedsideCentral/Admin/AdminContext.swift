import BedsideWire
import Hummingbird
import Logging

/// A request of the socket in the installation's folder: who may open the folder may ask everything.
struct AdminContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) { coreContext = CoreRequestContextStorage(source: source) }

    /// A hospital's largest import.
    var maxUploadSize: Int { 256 << 20 }
}

/// Every refusal in the form that terminals get too.
struct AdminFailures: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: AdminContext,
        next: @concurrent (Request, AdminContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            let refusal = AdminRefusal.refusal(error)
            logger.notice("A command was refused", metadata: ["code": "\(refusal.refusal.code.rawValue)"])
            return try refusal.response(from: request, context: context)
        }
    }
}
