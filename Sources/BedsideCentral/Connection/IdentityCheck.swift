import BedsideDomain
import BedsideTransport
import BedsideWire
import HTTPTypes
import Hummingbird

/// Lets a request in when its certificate says who asks, the path asks for that terminal, and the register says that the
/// certificate still counts. Looked up for each request: what is revoked is out at once.
struct IdentityCheck: RouterMiddleware {
    let desk: any CentralDesk
    let clock: CentralClock

    func handle(
        _ request: Request, context: TerminalContext,
        next: @concurrent (Request, TerminalContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller = try await caller(context)
        return try await next(request, context)
    }

    private func caller(_ context: TerminalContext) async throws -> Caller {
        let peer = try await certificate(context)
        guard case .terminal(let terminal, let ward, let hospital) = peer.name else {
            throw CentralRefusal(.unauthorized, .noCertificate, "The certificate is not a terminal's.")
        }
        context.told.set(terminal)
        // The path is compared with the certificate, never believed.
        guard context.parameters.get("terminal") == terminal.text else {
            throw CentralRefusal(
                .forbidden, .notYours, "The path names another terminal than the certificate.")
        }
        try dates(peer, renewing: context.endpoint.hasSuffix("/renew"))
        if context.endpoint.hasSuffix("/up") {
            // By far the most requests: ``CentralDesk/upload(_:from:at:)`` looks it up where it writes. Facts have no ward.
            return Caller(hospital: hospital, terminal: terminal, ward: ward, certificate: peer)
        }
        switch try await desk.standing(of: terminal, in: hospital, serial: peer.serial) {
        case .good(let ward):
            return Caller(hospital: hospital, terminal: terminal, ward: ward, certificate: peer)
        case .revoked:
            throw CentralRefusal(
                .forbidden, .revoked,
                "This certificate counts no more: the terminal was revoked, or enrolled again since. A new token is needed."
            )
        case .unknown:
            throw CentralRefusal(
                .forbidden, .revoked,
                "This central store does not know the terminal; a new token is needed to enrol it.")
        }
    }

    private func certificate(_ context: TerminalContext) async throws -> PeerCertificate {
        do {
            return try await context.peer()
        } catch let error as TransportError {
            throw CentralRefusal(.unauthorized, .noCertificate, error.sentence)
        }
    }

    private func dates(_ peer: PeerCertificate, renewing: Bool) throws {
        do {
            try peer.checkDates(
                at: clock.wall, graceDays: renewing ? SyncLimits.certificateGraceDays : 0)
        } catch {
            let advice =
                renewing || error.code == .notYetValid
                ? error.sentence
                : "The certificate has expired; renew it, up to \(SyncLimits.certificateGraceDays) days after its end."
            throw CentralRefusal(.unauthorized, .certificateExpired, advice)
        }
    }
}
