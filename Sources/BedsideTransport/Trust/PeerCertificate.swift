package import BedsideDomain
import Crypto
import SwiftASN1
import X509

/// For what a certificate is shown.
package enum PeerUse: Sendable, Hashable {
    case client
    case server
}

/// A certificate that the other end of a connection showed, made by the pinned authority.
///
/// Its dates are not part of that: ``checkDates(at:graceDays:)`` is asked by those whose clock is good.
package struct PeerCertificate: Sendable, Hashable {
    /// The names of ours in it; nothing else in it is believed.
    package let names: Set<CertifiedName>
    /// Hexadecimal.
    package let serial: String
    package let notBefore: Timestamp
    package let notAfter: Timestamp
    /// SHA-256 of the DER.
    package let fingerprint: EventHash

    /// Its name, if it has exactly one.
    package var name: CertifiedName? { names.count == 1 ? names.first : nil }

    /// Throws ``TransportError`` `certificateMalformed`, `notOurs`, `wrongUse` or `wrongName`.
    package init(der: [UInt8], authority: AuthorityCertificate, use: PeerUse) throws(TransportError) {
        guard der.count <= 16 << 10, let fingerprint = EventHash(SHA256.hash(data: der)) else {
            throw TransportError(.certificateMalformed, "A certificate is at most 16 KiB.")
        }
        do {
            let certificate = try Certificate(derEncoded: der)
            try check(certificate, authority: authority.certificate, use: use)
            names = try ourNames(certificate)
            serial = serialText(certificate)
            notBefore = timestamp(certificate.notValidBefore)
            notAfter = timestamp(certificate.notValidAfter)
            self.fingerprint = fingerprint
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.certificateMalformed, "What the other end showed is no certificate of this system.")
        }
        guard !names.isEmpty else {
            throw TransportError(.wrongName, "The certificate carries no name of this system.")
        }
    }

    /// Throws ``TransportError`` `notYetValid`, or `expired` more than so many days after its end.
    package func checkDates(at now: Timestamp, graceDays: Int = 0) throws(TransportError) {
        guard now >= notBefore else {
            throw TransportError(.notYetValid, "The certificate is not valid yet; check the clocks.")
        }
        guard now <= notAfter.adding(days: Int64(graceDays)) else {
            throw TransportError(.expired, "The certificate has expired; enrol the terminal again.")
        }
    }
}

private func check(_ certificate: Certificate, authority: Certificate, use: PeerUse) throws {
    guard certificate.issuer == authority.subject,
        authority.publicKey.isValidSignature(certificate.signature, for: certificate)
    else { throw TransportError(.notOurs, "The certificate was made by another authority than this hospital's.") }
    if case .isCertificateAuthority = try certificate.extensions.basicConstraints {
        throw TransportError(.wrongUse, "An authority's certificate is nobody's name.")
    }
    let wanted: ExtendedKeyUsage.Usage = use == .client ? .clientAuth : .serverAuth
    guard try certificate.extensions.extendedKeyUsage?.contains(wanted) == true else {
        throw TransportError(.wrongUse, "The certificate is for another use.")
    }
    let known: Set<ASN1ObjectIdentifier> = [
        .X509ExtensionID.basicConstraints, .X509ExtensionID.keyUsage, .X509ExtensionID.extendedKeyUsage,
        .X509ExtensionID.subjectAlternativeName,
    ]
    guard certificate.extensions.allSatisfy({ !$0.critical || known.contains($0.oid) }) else {
        throw TransportError(.wrongUse, "The certificate holds a critical rule that is not known here.")
    }
}

private func ourNames(_ certificate: Certificate) throws -> Set<CertifiedName> {
    var names: Set<CertifiedName> = []
    for name in try certificate.extensions.subjectAlternativeNames ?? SubjectAlternativeNames() {
        guard case .uniformResourceIdentifier(let uri) = name, let ours = CertifiedName(uri: uri) else { continue }
        names.insert(ours)
    }
    return names
}
