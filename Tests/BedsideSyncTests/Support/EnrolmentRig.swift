import BedsideDomain
import BedsideSync
import BedsideTransport
import BedsideWire
import Synchronization

/// A central store's side of enrolments, with a real authority.
final class EnrolmentRig: EnrolmentLine {
    let authority: Authority
    /// What `GET /v1/authority` shows: another one for a false server.
    let shown: AuthorityCertificate
    let requests = Mutex<[EnrolRequest]>([])
    let refusal: LineError?
    static let now = Timestamp(milliseconds: 1_800_000_000_000)

    init(_ authority: Authority, shown: AuthorityCertificate? = nil, refusal: LineError? = nil) {
        self.authority = authority
        self.shown = shown ?? authority.certificate
        self.refusal = refusal
    }

    static func make() throws -> Authority { try Authority.make(label: "Test", at: now) }

    /// For this authority.
    var token: String {
        EnrolmentToken(secret: Array(repeating: 7, count: 32), authority: authority.certificate.fingerprint)?.text ?? ""
    }

    func authority() async throws(LineError) -> String { shown.pem }

    func enrol(_ request: EnrolRequest, authority pem: String) async throws(LineError) -> EnrolAnswer {
        requests.withLock { $0.append(request) }
        if let refusal { throw refusal }
        let hospital = HospitalID(trusted: "H")
        let ward = WardID(trusted: "W1")
        do {
            let certificate = try authority.issue(
                .terminal(request.terminal, ward: ward, hospital: hospital), request: request.request, at: Self.now)
            return EnrolAnswer(
                hospital: hospital, hospitalName: "Test", ward: ward, terminal: request.terminal,
                certificate: certificate.pem, authority: authority.certificate.pem,
                serverTime: Self.now.milliseconds)
        } catch { throw .garbled(error.codeText) }
    }
}
