package import BedsideDomain
import Foundation
import Glibc
import SwiftASN1
import X509

/// The hospital's own certificate authority: its key lives with the central store and signs nothing but names that the
/// central store itself decided on.
package struct Authority: Sendable {
    package let certificate: AuthorityCertificate
    private let key: TrustKey

    /// A new authority, good for ten years. The label is for people.
    package static func make(label: String, at now: Timestamp) throws(TransportError) -> Authority {
        let key = TrustKey()
        do {
            let name = try DistinguishedName { CommonName(String(label.prefix(64))) }
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(),
                publicKey: key.certificateKey.publicKey, notValidBefore: date(now.adding(seconds: -3600)),
                notValidAfter: date(now.adding(days: 3653)), issuer: name, subject: name,
                extensions: try Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true))
                    SubjectKeyIdentifier(hash: key.certificateKey.publicKey)
                }, issuerPrivateKey: key.certificateKey)
            return Authority(
                pair: try AuthorityCertificate(pem: certificate.serializeAsPEM().pemString), key: key)
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.notIssued, "The authority's certificate cannot be made.")
        }
    }

    /// Throws ``TransportError`` `notOurs` when key and certificate are no pair.
    package init(certificate: AuthorityCertificate, key: TrustKey) throws(TransportError) {
        guard certificate.certificate.publicKey == key.certificateKey.publicKey else {
            throw TransportError(.notOurs, "The authority's key does not belong to its certificate.")
        }
        self.init(pair: certificate, key: key)
    }

    private init(pair certificate: AuthorityCertificate, key: TrustKey) {
        self.certificate = certificate
        self.key = key
    }

    /// `authority.pem` and `authority-key.pem` (mode 0600) in a folder.
    package static func load(folder: String) throws(TransportError) -> Authority {
        try Authority(
            certificate: .load(folder + "/authority.pem"), key: .load(folder + "/authority-key.pem"))
    }

    /// Throws ``TransportError`` `fileUnwritable`.
    package func save(folder: String) throws(TransportError) {
        try key.save(folder + "/authority-key.pem")
        try certificate.save(folder + "/authority.pem")
    }

    /// The authority's key, for a store that several servers share.
    package var keyPEM: Sensitive<String> { key.pem }

    /// A certificate for the key of a request that is signed by that key. Every name in the request is ignored.
    ///
    /// Throws ``TransportError`` `requestMalformed` for everything else.
    package func issue(
        _ name: CertifiedName, request: String, at now: Timestamp, days: Int = SyncLimits.certificateDays
    ) throws(TransportError) -> IssuedCertificate {
        let asked = try readRequest(request)
        return try issue(
            label: label(of: name), names: [.uniformResourceIdentifier(name.uri)], publicKey: asked,
            uses: [.clientAuth, .serverAuth], at: now, days: days)
    }

    /// The central store's own certificate. Terminals believe its `bedside:central/HOSPITAL` names; host names and addresses
    /// are for other clients.
    package func issueCentral(
        hospitals: [HospitalID], hosts: [String], key: TrustKey, at now: Timestamp, days: Int = 397
    ) throws(TransportError) -> IssuedCertificate {
        try issue(
            label: "bedside-central",
            names: hospitals.map { .uniformResourceIdentifier(CertifiedName.central($0).uri) } + hosts.map(hostName),
            publicKey: key.certificateKey.publicKey, uses: [.serverAuth], at: now, days: days)
    }

    private func issue(
        label: String, names: [GeneralName], publicKey: Certificate.PublicKey, uses: [ExtendedKeyUsage.Usage],
        at now: Timestamp, days: Int
    ) throws(TransportError) -> IssuedCertificate {
        do {
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
                // An hour back, for servers of one store whose clocks differ a little.
                notValidBefore: date(now.adding(seconds: -3600)), notValidAfter: date(now.adding(days: Int64(days))),
                issuer: self.certificate.certificate.subject, subject: try DistinguishedName { CommonName(label) },
                extensions: try Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true))
                    try ExtendedKeyUsage(uses)
                    SubjectAlternativeNames(names)
                    SubjectKeyIdentifier(hash: publicKey)
                }, issuerPrivateKey: key.certificateKey)
            return try IssuedCertificate(pem: certificate.serializeAsPEM().pemString + "\n")
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.notIssued, "The certificate cannot be made.")
        }
    }
}

private func label(of name: CertifiedName) -> String {
    switch name {
    case .terminal(let terminal, _, _): terminal.text
    case .central: "bedside-central"
    }
}

/// An address goes in as an address, everything else as a DNS name.
private func hostName(_ host: String) -> GeneralName {
    var four = in_addr()
    var six = in6_addr()
    if unsafe inet_pton(AF_INET, host, &four) == 1 {
        return .ipAddress(ASN1OctetString(contentBytes: unsafe withUnsafeBytes(of: four) { unsafe Array($0)[...] }))
    }
    if unsafe inet_pton(AF_INET6, host, &six) == 1 {
        return .ipAddress(ASN1OctetString(contentBytes: unsafe withUnsafeBytes(of: six) { unsafe Array($0)[...] }))
    }
    return .dnsName(host)
}

/// The key of a request that proves its own key. P-256 only: a huge RSA key would be slow for everybody.
private func readRequest(_ pem: String) throws(TransportError) -> Certificate.PublicKey {
    let refusal = TransportError(
        .requestMalformed, "A certificate request is a PKCS #10 request in PEM for a P-256 key, signed by that key.")
    guard pem.utf8.count <= 16 << 10 else { throw refusal }
    do {
        let request = try CertificateSigningRequest(pemEncoded: pem)
        guard request.publicKey.isValidSignature(request.signature, for: request), isP256(request.publicKey) else {
            throw refusal
        }
        return request.publicKey
    } catch {
        throw refusal
    }
}

func date(_ moment: Timestamp) -> Date { Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000) }
func timestamp(_ date: Date) -> Timestamp {
    Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
}
