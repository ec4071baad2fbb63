package import BedsideDomain
package import BedsideTransport
package import Crypto

/// Everything that makes this machine a terminal of a hospital's central store.
package struct TerminalIdentity: Sendable, Redacted {
    package let enrolment: Enrolment
    /// Of the certificate.
    package let key: TrustKey
    /// Of money events.
    package let signingKey: SigningKey
    /// Of the cache on the disk.
    package let cacheKey: SymmetricKey
    package let certificate: IssuedCertificate
    package let authority: AuthorityCertificate
}

/// Where and as what a terminal was enrolled: `enrolment.json`.
package struct Enrolment: Sendable, Codable, Hashable {
    /// `https://host:port`, without a slash at its end.
    package let url: String
    package let hospital: HospitalID
    package let hospitalName: String
    package let ward: WardID
    package let terminal: TerminalName
    /// The epoch that was agreed on; the store follows it when it does not know it yet.
    package let epoch: StreamEpoch
    package let first: Int64
    package let root: EventHash
    package let last: Int64

    package init(
        url: String, hospital: HospitalID, hospitalName: String, ward: WardID, terminal: TerminalName,
        stream: OutboxStream
    ) {
        self.url = url
        self.hospital = hospital
        self.hospitalName = hospitalName
        self.ward = ward
        self.terminal = terminal
        epoch = stream.epoch
        first = stream.first
        root = stream.root
        last = stream.last
    }

    package var stream: OutboxStream { OutboxStream(epoch: epoch, first: first, root: root, last: last) }
}
