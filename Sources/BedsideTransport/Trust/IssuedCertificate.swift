package import BedsideDomain
import Crypto
import SwiftASN1
import X509

/// A certificate that was handed out, with what its owner and the register must know of it.
package struct IssuedCertificate: Sendable, Hashable {
    package let pem: String
    /// Hexadecimal, without leading zeros of the number.
    package let serial: String
    package let notBefore: Timestamp
    package let notAfter: Timestamp
    /// SHA-256 of its DER.
    package let fingerprint: EventHash

    /// Reads the first certificate of a PEM text. Throws ``TransportError`` `certificateMalformed`.
    package init(pem: String) throws(TransportError) {
        do {
            guard pem.utf8.count <= 32 << 10, let document = try PEMDocument.parseMultiple(pemString: pem).first
            else { throw TransportError(.certificateMalformed, "There is no certificate in this PEM text.") }
            let certificate = try Certificate(pemDocument: document)
            guard let fingerprint = EventHash(SHA256.hash(data: document.derBytes)) else {
                throw TransportError(.certificateMalformed, "There is no certificate in this PEM text.")
            }
            self.pem = pem
            serial = serialText(certificate)
            notBefore = timestamp(certificate.notValidBefore)
            notAfter = timestamp(certificate.notValidAfter)
            self.fingerprint = fingerprint
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.certificateMalformed, "This is no certificate in PEM.")
        }
    }

    /// When a new one should be asked for: after two thirds of its life.
    package var renewAt: Timestamp {
        Timestamp(
            milliseconds: notBefore.milliseconds + (notAfter.milliseconds - notBefore.milliseconds) / 3 * 2)
    }
}

func serialText(_ certificate: Certificate) -> String { hexText(certificate.serialNumber.bytes) }

func isP256(_ key: Certificate.PublicKey) -> Bool { P256.Signing.PublicKey(key) != nil }
