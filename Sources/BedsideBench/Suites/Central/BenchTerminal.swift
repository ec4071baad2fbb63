import BedsideDomain
import BedsideTransport
import Crypto
import NIOSSL

/// A terminal that the central store knows, with its keys in memory.
struct BenchTerminal: Sendable {
    let name: TerminalName
    let signingKey: SigningKey
    let epoch: StreamEpoch
    let tls: TerminalTLS
    /// Made once: a real terminal keeps its own, too.
    let context: NIOSSLContext

    init(
        name: TerminalName, key: TrustKey, signingKey: SigningKey, epoch: StreamEpoch, certificate: IssuedCertificate,
        authority: AuthorityCertificate
    ) throws {
        self.name = name
        self.signingKey = signingKey
        self.epoch = epoch
        tls = TerminalTLS.central(
            authority, hospital: BenchCentre.hospital,
            identity: try TLSIdentity(certificatePEM: certificate.pem, key: key), now: { nil })
        context = try NIOSSLContext(configuration: tls.configuration)
    }

    /// What the first event of an epoch hangs on.
    static func root(of epoch: StreamEpoch) throws -> EventHash { try fixed(SHA256.hash(data: epoch.bytes)) }
}

/// Bytes of a known length.
func fixed<Tag>(_ bytes: some Sequence<UInt8>) throws -> FixedBytes<Tag> {
    guard let value = FixedBytes<Tag>(bytes) else { throw BenchError("a value has not \(Tag.length) bytes") }
    return value
}

func randomBytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count { bytes += bigEndian(UInt64.random(in: .min ... .max)) }
    return Array(bytes.prefix(count))
}

/// Why a figure could not be taken.
struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
