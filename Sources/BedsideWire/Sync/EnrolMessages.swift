package import BedsideDomain

/// `POST /v1/enrol`: a terminal that has a one-time token asks for its certificate. TLS without a client certificate.
package struct EnrolRequest: Sendable, Codable {
    /// The token's secret; never logged.
    package let secret: Sensitive<String>
    package let terminal: TerminalName
    /// A PKCS #10 certificate request in PEM, for the key that never leaves the terminal.
    package let request: String
    /// The Ed25519 public key for money events: 32 bytes in base 64.
    package let signingKey: String
    /// Where the terminal's outbox stands: a new enrolment of a known terminal begins a new epoch here.
    package let stream: OutboxStream
    package let version: String

    package init(
        secret: Sensitive<String>, terminal: TerminalName, request: String, signingKey: String, stream: OutboxStream,
        version: String
    ) {
        self.secret = secret
        self.terminal = terminal
        self.request = request
        self.signingKey = signingKey
        self.stream = stream
        self.version = version
    }
}

/// The answer of `enrol` and of `POST /v1/k/{terminal}/renew`.
package struct EnrolAnswer: Sendable, Codable {
    package let hospital: HospitalID
    package let hospitalName: String
    package let ward: WardID
    package let terminal: TerminalName
    /// PEM; the terminal's first, then what stands between it and the authority, if anything.
    package let certificate: String
    /// PEM: the hospital's own authority, the only one that is believed.
    package let authority: String
    /// Milliseconds since 1970.
    package let serverTime: Int64

    package init(
        hospital: HospitalID, hospitalName: String, ward: WardID, terminal: TerminalName, certificate: String,
        authority: String, serverTime: Int64
    ) {
        self.hospital = hospital
        self.hospitalName = hospitalName
        self.ward = ward
        self.terminal = terminal
        self.certificate = certificate
        self.authority = authority
        self.serverTime = serverTime
    }
}

/// `POST /v1/k/{terminal}/renew`: a new certificate for the same or a new key, over the old one, also for 90 days after it
/// ended. The central store's ward of the terminal counts.
package struct RenewRequest: Sendable, Codable {
    package let request: String

    package init(request: String) { self.request = request }
}
