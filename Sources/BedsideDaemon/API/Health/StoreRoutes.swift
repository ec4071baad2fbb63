import BedsideDomain
import BedsideStore
import BedsideWire
import Hummingbird
import Logging

/// `POST /v1/store/check` and `POST /v1/store/copy?keep=N` on `admin.sock`: the nightly look at the store, and its copy.
struct StoreRoutes: Sendable {
    let store: Store
    /// The store's file; copies lie in `copies` beside it.
    let path: String
    let clock: DaemonClock
    let hospitalClock: HospitalClock
    let logger: Logger

    func add(to router: Router<PeerContext>) {
        router.post("/v1/store/check") { _, _ in
            try await telling("The store's check failed") { try await store.check() }
            return Response(status: .noContent)
        }
        router.post("/v1/store/copy") { request, _ in
            let keep = request.uri.queryParameters.get("keep", as: Int.self) ?? 2
            guard (1...31).contains(keep) else {
                throw APIProblem(.badRequest, code: "malformed", "keep must be 1 to 31.")
            }
            let day = hospitalClock.day(of: clock.wall).text
            let copy = try await telling("The store's copy failed") {
                try await store.copy(
                    into: "\(DiskProbe.folder(ofStore: path))/copies",
                    named: "\(StoreCopy.prefix)\(day)\(StoreCopy.suffix)", keep: keep)
            }
            logger.notice("The store was copied", metadata: ["bytes": "\(copy.bytes)"])
            return try JSONAnswer.response(StoreCopyMessage(path: copy.path, bytes: copy.bytes))
        }
    }

    private func telling<Value: Sendable>(_ what: Logger.Message, _ work: () async throws -> Value) async throws
        -> Value
    {
        do { return try await work() } catch let error as any TellingError {
            logger.error(what, metadata: ["cause": "\(error)"])
            throw APIProblem(.internalServerError, code: error.codeText, error.sentence)
        }
    }
}
