package import BedsideDomain
import BedsideTransport
import BedsideWire

/// Makes this machine a terminal of a central store: `bedside enrol URL TOKEN`.
package struct Enroller: Sendable {
    private let folder: IdentityFolder
    private let version: String

    package init(folder: IdentityFolder, version: String) {
        self.folder = folder
        self.version = version
    }

    /// The identity is on the disk when it returns, and the old one until then. Throws ``SyncError``.
    ///
    /// - Parameters:
    ///   - stream: ``SyncStore/nextStream()``; the store adopts it afterwards from the identity, so that a crash between
    ///     leaves nothing half done.
    package func enrol(
        url: String, token text: String, terminal: TerminalName, stream: OutboxStream, over line: any EnrolmentLine
    ) async throws(SyncError) -> Enrolment {
        guard let token = EnrolmentToken(text: text) else {
            throw SyncError(.tokenMalformed, "This is no token for an enrolment; copy or scan the whole of it.")
        }
        do {
            let pem = try await line.authority()
            let authority = try AuthorityCertificate(pem: pem)
            guard authority.matches(token.authority) else {
                throw SyncError(
                    .wrongAuthority,
                    "Whoever answers at \(url) is not the central store of this token; nothing was sent. Check the address."
                )
            }
            let key = TrustKey()
            let signingKey = SigningKey()
            let answer = try await line.enrol(
                EnrolRequest(
                    secret: token.secretText, terminal: terminal, request: try key.request(for: terminal.text),
                    signingKey: signingKey.publicKey, stream: stream, version: version), authority: pem)
            guard answer.terminal == terminal, try AuthorityCertificate(pem: answer.authority) == authority else {
                throw SyncError(
                    .answerMalformed, "The central store's answer is for another terminal or by another authority.")
            }
            _ = try IssuedCertificate(pem: answer.certificate)
            let enrolment = Enrolment(
                url: url, hospital: answer.hospital, hospitalName: answer.hospitalName, ward: answer.ward,
                terminal: terminal, stream: stream)
            try folder.replace(
                enrolment, key: key, signingKey: signingKey, certificate: answer.certificate, authority: authority)
            return enrolment
        } catch let error as SyncError {
            throw error
        } catch let error as LineError {
            throw refusal(error)
        } catch {
            throw SyncError(.answerMalformed, "The central store's answer cannot be used.", cause: error)
        }
    }

    private func refusal(_ error: LineError) -> SyncError {
        switch error {
        case .refused(let refusal, _, _) where refusal.code == .badToken:
            SyncError(
                .enrolmentRefused, "The token was used before or is too old; make a new one at the central store.",
                cause: error)
        case .refused(let refusal, _, _) where refusal.code == .nameTaken:
            SyncError(
                .enrolmentRefused,
                "Another terminal has this name; make a token for this name or change the configuration.", cause: error)
        case .refused: SyncError(.enrolmentRefused, "The central store refuses the enrolment.", cause: error)
        case .unreachable, .cut, .late, .untrusted, .garbled, .own:
            SyncError(.centralUnreachable, "The enrolment could not be completed: \(error.sentence)", cause: error)
        }
    }
}
