import BedsideDomain
import BedsideTransport
import BedsideWire
import Hummingbird
import NIOCore

/// How a terminal gets its certificate, and a new one before the old one ends.
struct EnrolRoutes: Sendable {
    let desk: any CentralDesk
    let authority: Authority
    let clock: CentralClock
    let tries: TryLimit

    /// `GET /v1/authority`: public. A terminal that enrols compares it with its token before it sends anything secret.
    func showAuthority() -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/x-pem-file", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: authority.certificate.pem)))
    }

    /// `POST /v1/enrol`
    func enrol(_ request: Request, _ context: TerminalContext) async throws -> Response {
        try tries.take(at: clock.monotonic)
        let message = try await RequestReader.read(EnrolRequest.self, request, limit: 64 << 10)
        let now = clock.wall
        let enrolment = try await desk.enrol(message, at: now) { name in
            try authority.issue(name, request: message.request, at: now)
        }
        context.told.set(enrolment.terminal)
        return try answer(enrolment)
    }

    /// `POST /v1/k/{terminal}/renew`
    func renew(_ request: Request, _ context: TerminalContext) async throws -> Response {
        let caller = try context.known()
        let message = try await RequestReader.read(RenewRequest.self, request, limit: 64 << 10)
        let now = clock.wall
        return try answer(
            try await desk.renew(caller, at: now) { name in
                try authority.issue(name, request: message.request, at: now)
            })
    }

    private func answer(_ enrolment: Enrolled) throws -> Response {
        try JSONAnswer.response(
            EnrolAnswer(
                hospital: enrolment.hospital, hospitalName: enrolment.hospitalName, ward: enrolment.ward,
                terminal: enrolment.terminal, certificate: enrolment.certificate.pem,
                authority: authority.certificate.pem, serverTime: clock.wall.milliseconds))
    }
}
