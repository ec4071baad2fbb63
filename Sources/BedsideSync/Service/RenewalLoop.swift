import BedsideDomain
import BedsideTransport
import BedsideWire
import Logging

/// Does what ``Renewal`` wants.
struct RenewalLoop: Sendable {
    let context: SyncContext
    let folder: IdentityFolder
    let lines: any LineMaker

    func run() async {
        var random = SystemRandomNumberGenerator()
        var renewal = Renewal(context.pace)
        var events: [RenewalEvent] = [.started(context.identity.dates)]
        while !Task.isCancelled {
            while !events.isEmpty {
                let actions = renewal.handle(
                    events.removeFirst(), at: context.now, central: context.gauge.central(at: context.now),
                    using: &random)
                for action in actions { if let event = await perform(action) { events.append(event) } }
            }
            for ring in await context.renewal.next() {
                switch ring {
                case .woken: events.append(.woken)
                case .refused: events.append(.refused)
                }
            }
        }
    }

    private func perform(_ action: RenewalAction) async -> RenewalEvent? {
        switch action {
        case .renew:
            do {
                return .renewed(try await renew())
            } catch {
                context.logger.warning("the certificate was not renewed", metadata: ["cause": "\(error)"])
                return .failed((error as? LineError) ?? .own("the identity folder"))
            }
        case .wake(let time): context.renewal.ring(.woken, after: time - context.now)
        case .stopped(let reason):
            context.logger.critical("the certificate is not renewed any more: \(reason.rawValue)")
            context.gauge.with { $0.stopped(reason) }
        }
        return nil
    }

    /// On the disk first, then used.
    private func renew() async throws -> CertificateDates {
        let request = RenewRequest(
            request: try context.identity.key.request(for: context.identity.enrolment.terminal.text))
        let answer = try await context.ask(serverTime: { $0.serverTime }) { line throws(LineError) in
            try await line.renew(request)
        }
        guard answer.terminal == context.identity.enrolment.terminal else {
            throw LineError.garbled("another terminal")
        }
        _ = try IssuedCertificate(pem: answer.certificate)
        try folder.renew(certificate: answer.certificate)
        guard let identity = try folder.load() else { throw LineError.own("the identity folder") }
        let gauge = context.gauge
        let clock = context.clock
        await context.line.replace(by: try lines.line(for: identity) { gauge.central(at: clock.monotonic) })
        context.gauge.with { $0.certificate(identity.dates) }
        context.logger.notice("the certificate was renewed")
        return identity.dates
    }
}

extension TerminalIdentity {
    /// Of the certificate.
    package var dates: CertificateDates {
        CertificateDates(notBefore: certificate.notBefore, notAfter: certificate.notAfter)
    }
}
