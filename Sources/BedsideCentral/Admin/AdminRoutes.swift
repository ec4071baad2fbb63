import BedsideCentralStore
import BedsideDomain
import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What `bedside-central`'s commands ask of the running server.
struct AdminRoutes: Sendable {
    let office: CentralOffice
    let logger: Logger

    func router() -> Router<AdminContext> {
        let router = Router(context: AdminContext.self)
        router.add(middleware: AdminFailures(logger: logger))
        router.post("/v1/tokens") { request, context in
            try JSONAnswer.response(try await office.token(try await decode(request, context)))
        }
        router.get("/v1/hospitals") { _, _ in try JSONAnswer.response(try await office.hospitals()) }
        router.post("/v1/hospitals") { request, context in
            try await office.makeHospital(try await decode(request, context))
            return try JSONAnswer.response(DoneMessage(done: true))
        }
        router.get("/v1/fleet") { _, _ in try JSONAnswer.response(try await office.fleet()) }
        router.post("/v1/revocations") { request, context in
            try await office.revoke(try await decode(request, context))
            return try JSONAnswer.response(DoneMessage(done: true))
        }
        router.post("/v1/end-wait") { request, context in
            try JSONAnswer.response(DoneMessage(done: try await office.endWait(try await decode(request, context))))
        }
        router.post("/v1/commands") { request, context in
            try JSONAnswer.response(try await office.command(try await decode(request, context)))
        }
        router.get("/v1/quarantine") { _, _ in try JSONAnswer.response(try await office.quarantine()) }
        router.post("/v1/quarantine/replay") { _, _ in try JSONAnswer.response(try await office.replay()) }
        router.post("/v1/import") { request, context in
            let bytes = try await bytes(request, context)
            return try JSONAnswer.response(try await office.importFile(bytes, hospital: try hospital(request)))
        }
        router.post("/v1/reconcile") { request, context in
            let bill = try await bytes(request, context)
            return try JSONAnswer.response(
                try await office.reconcile(
                    date: request.uri.queryParameters["date"].map(String.init) ?? "",
                    bill: bill.isEmpty ? nil : bill, hospital: try hospital(request)))
        }
        router.post("/v1/backup") { request, context in
            try await office.backup(try await decode(request, context))
            return try JSONAnswer.response(DoneMessage(done: true))
        }
        router.get("/v1/authority") { _, _ in try JSONAnswer.response(office.authority()) }
        return router
    }

    private func decode<Message: Decodable>(_ request: Request, _ context: AdminContext) async throws -> Message {
        do {
            return try JSONDecoder().decode(Message.self, from: Data(try await bytes(request, context)))
        } catch is DecodingError {
            throw CentralRefusal(
                .unprocessableContent, .malformed, "The server does not know this command; use the same version.")
        }
    }

    private func bytes(_ request: Request, _ context: AdminContext) async throws -> [UInt8] {
        var request = request
        return [UInt8]((try await request.collectBody(upTo: context.maxUploadSize)).readableBytesView)
    }

    private func hospital(_ request: Request) throws -> HospitalID? {
        try request.uri.queryParameters["hospital"].map { try HospitalID(String($0)) }
    }
}
