import BedsideDomain
import BedsideLinks
import BedsideSync
import BedsideWire
import Hummingbird
import Logging

/// `POST /v1/enrol` on `admin.sock`: joins this terminal to a central store.
struct CentralRoutes: Sendable {
    let central: CentralHouse
    let links: LinkHouse?
    let logger: Logger

    /// A URL and a token.
    private static let limit = 4 << 10

    func add(to router: Router<PeerContext>) {
        router.post("/v1/enrol") { request, _ in
            let message = try await JSONAnswer.decode(EnrolCommandMessage.self, request, limit: Self.limit)
            do {
                let enrolment = try await central.sync.enrol(url: message.url, token: message.token.value)
                logger.notice("This terminal was enrolled", metadata: ["ward": "\(enrolment.ward.text)"])
                if let links { await central.showCertificate(links) }
                return try JSONAnswer.response(try await central.message(lostLinks: links?.links.lost ?? []))
            } catch let error as SyncError {
                logger.error("An enrolment failed", metadata: ["cause": "\(error)"])
                throw APIProblem(.conflict, code: error.codeText, error.sentence)
            }
        }
    }
}
