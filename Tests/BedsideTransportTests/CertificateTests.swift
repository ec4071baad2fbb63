import BedsideDomain
import BedsideTransport
import Testing

/// Who is believed: names come from the authority's decision, never from the asker.
@Suite struct CertificateTests {
    let now = Timestamp(milliseconds: 1_790_000_000_000)
    let name = CertifiedName.terminal(
        TerminalName(trusted: "T-1"), ward: WardID(trusted: "W3"), hospital: HospitalID(trusted: "H1"))

    @Test func issuedCertificateNamesItsTerminal() throws {
        let authority = try Authority.make(label: "Hospital", at: now)
        let issued = try authority.issue(name, request: TrustKey().request(for: "somebody else"), at: now)
        let peer = try PeerCertificate(der: der(issued.pem), authority: authority.certificate, use: .client)
        #expect(peer.name == name)
        #expect(peer.serial == issued.serial)
        #expect(peer.fingerprint == issued.fingerprint)
        #expect(peer.notAfter == now.adding(days: 30))
        #expect(issued.renewAt > now.adding(days: 19) && issued.renewAt < now.adding(days: 21))
        // A terminal's certificate is good for both ends of a ward link.
        #expect(try PeerCertificate(der: der(issued.pem), authority: authority.certificate, use: .server).name == name)
    }

    @Test func datesHaveGrace() throws {
        let authority = try Authority.make(label: "Hospital", at: now)
        let issued = try authority.issue(name, request: TrustKey().request(for: "x"), at: now)
        let peer = try PeerCertificate(der: der(issued.pem), authority: authority.certificate, use: .client)
        try peer.checkDates(at: now.adding(days: 30))
        #expect(code { try peer.checkDates(at: now.adding(days: 31)) } == .expired)
        try peer.checkDates(at: now.adding(days: 119), graceDays: 90)
        #expect(code { try peer.checkDates(at: now.adding(days: 121), graceDays: 90) } == .expired)
        #expect(code { try peer.checkDates(at: now.adding(days: -1)) } == .notYetValid)
    }

    @Test func anotherAuthorityIsRefused() throws {
        let authority = try Authority.make(label: "Hospital", at: now)
        // The same name and the same dates, but another key.
        let stranger = try Authority.make(label: "Hospital", at: now)
        let issued = try stranger.issue(name, request: TrustKey().request(for: "x"), at: now)
        #expect(
            code { _ = try PeerCertificate(der: der(issued.pem), authority: authority.certificate, use: .client) }
                == .notOurs)
    }

    @Test func centralIsNoClientAndTheAuthorityIsNobody() throws {
        let authority = try Authority.make(label: "Hospital", at: now)
        let hospitals = [HospitalID(trusted: "H1"), HospitalID(trusted: "H2")]
        let issued = try authority.issueCentral(
            hospitals: hospitals, hosts: ["central.example", "10.0.0.1", "::1"], key: TrustKey(), at: now)
        let server = try PeerCertificate(der: der(issued.pem), authority: authority.certificate, use: .server)
        #expect(server.names == Set(hospitals.map(CertifiedName.central)))
        #expect(server.name == nil)
        #expect(
            code { _ = try PeerCertificate(der: der(issued.pem), authority: authority.certificate, use: .client) }
                == .wrongUse)
        let itself = der(authority.certificate.pem)
        #expect(
            code { _ = try PeerCertificate(der: itself, authority: authority.certificate, use: .server) } == .wrongUse)
    }

    @Test func aRequestMustProveItsKey() throws {
        let authority = try Authority.make(label: "Hospital", at: now)
        let good = try TrustKey().request(for: "T-1")
        var bytes = der(good)
        bytes[bytes.count - 1] ^= 1
        for bad in ["", "nonsense", good.replacing("CERTIFICATE REQUEST", with: "CERTIFICATE"), pem(bytes)] {
            #expect(code { _ = try authority.issue(name, request: bad, at: now) } == .requestMalformed)
        }
    }

    @Test func hostileCertificatesAreErrors() throws {
        let authority = try Authority.make(label: "Hospital", at: now)
        let good = try der(authority.issue(name, request: TrustKey().request(for: "x"), at: now).pem)
        for length in stride(from: 0, to: good.count, by: 7) {
            #expect(throws: TransportError.self) {
                try PeerCertificate(der: Array(good[..<length]), authority: authority.certificate, use: .client)
            }
        }
        for place in stride(from: 0, to: good.count, by: 5) {
            var bad = good
            bad[place] ^= 0x41
            #expect(throws: TransportError.self) {
                try PeerCertificate(der: bad, authority: authority.certificate, use: .client)
            }
        }
        #expect(throws: TransportError.self) { try AuthorityCertificate(pem: String(repeating: "A", count: 1 << 20)) }
    }

    @Test func fingerprintsAreCompared() throws {
        let one = try Authority.make(label: "Hospital", at: now).certificate
        let other = try Authority.make(label: "Hospital", at: now).certificate
        #expect(one.matches(one.fingerprint))
        #expect(!one.matches(other.fingerprint))
        #expect(try AuthorityCertificate(pem: one.pem) == one)
    }
}
