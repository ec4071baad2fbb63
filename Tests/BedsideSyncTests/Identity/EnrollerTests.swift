import BedsideDomain
import BedsideSync
import BedsideTransport
import BedsideWire
import Foundation
import Synchronization
import Testing

@testable import BedsideSimulation

struct EnrollerTests {
    private let scratch: Scratch
    private let folder: IdentityFolder
    private let name = TerminalName(trusted: "K1")
    private let stream: OutboxStream

    init() throws {
        scratch = try Scratch()
        folder = try IdentityFolder(scratch.path + "/identity")
        var dice = Dice(seed: 1)
        stream = OutboxStream(epoch: dice.fixed(), first: 1, root: dice.fixed(), last: 0)
    }

    private func enrol(_ rig: EnrolmentRig, token: String? = nil) async throws -> Enrolment {
        try await Enroller(folder: folder, version: "1").enrol(
            url: "https://central", token: token ?? rig.token, terminal: name, stream: stream, over: rig)
    }

    @Test func anEnrolmentIsWholeAndOnlyItsOwnersToRead() async throws {
        #expect(try folder.load() == nil)
        let rig = EnrolmentRig(try EnrolmentRig.make())
        let enrolment = try await enrol(rig)
        let identity = try #require(try folder.load())
        #expect(identity.enrolment == enrolment)
        #expect(identity.enrolment.stream == stream)
        #expect(identity.authority == rig.authority.certificate)
        #expect(rig.requests.withLock { $0.first?.signingKey } == identity.signingKey.publicKey)
        #expect(try scratch.mode("identity") == 0o700)
        let inner = try #require(try scratch.names("identity").first { $0.hasPrefix("e-") })
        #expect(try scratch.mode("identity/" + inner) == 0o700)
        for file in ["key.pem", "signing.pem", "cache.key", "enrolment.json", "certificate.pem"] {
            #expect(try scratch.mode("identity/\(inner)/\(file)") == 0o600, "\(file)")
        }
    }

    @Test func theSecretNeverReachesAFalseCentralStore() async throws {
        let rig = EnrolmentRig(try EnrolmentRig.make(), shown: try EnrolmentRig.make().certificate)
        await #expect { try await enrol(rig) } throws: { ($0 as? SyncError)?.code == .wrongAuthority }
        #expect(rig.requests.withLock { $0.isEmpty })
        #expect(try folder.load() == nil)
    }

    @Test func aTokenThatIsNoneIsNotSent() async throws {
        let rig = EnrolmentRig(try EnrolmentRig.make())
        await #expect { try await enrol(rig, token: "ABC") } throws: { ($0 as? SyncError)?.code == .tokenMalformed }
        #expect(rig.requests.withLock { $0.isEmpty })
    }

    @Test func aRefusedEnrolmentKeepsTheOldOne() async throws {
        let authority = try EnrolmentRig.make()
        let old = try await enrol(EnrolmentRig(authority))
        let refusing = EnrolmentRig(authority, refusal: Sample.refusal(.badToken, status: 403))
        await #expect { try await enrol(refusing) } throws: { ($0 as? SyncError)?.code == .enrolmentRefused }
        #expect(try folder.load()?.enrolment == old)
    }

    @Test func aNewEnrolmentReplacesTheOldOneWholly() async throws {
        let authority = try EnrolmentRig.make()
        _ = try await enrol(EnrolmentRig(authority))
        let before = try #require(try folder.load())
        _ = try await enrol(EnrolmentRig(authority))
        let after = try #require(try folder.load())
        #expect(after.certificate.serial != before.certificate.serial)
        #expect(try scratch.names("identity").filter { $0.hasPrefix("e-") }.count == 1)
    }

    @Test(arguments: ["key.pem", "signing.pem", "cache.key", "enrolment.json", "certificate.pem", "authority.pem"])
    func aHalfWrittenEnrolmentIsNone(file: String) async throws {
        _ = try await enrol(EnrolmentRig(try EnrolmentRig.make()))
        let inner = try #require(try scratch.names("identity").first { $0.hasPrefix("e-") })
        let path = "\(scratch.path)/identity/\(inner)/\(file)"
        try Data("{".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try folder.load() == nil)
        try FileManager.default.removeItem(atPath: path)
        #expect(try folder.load() == nil)
    }

    @Test func aNewFolderThatWasNeverNamedChangesNothing() async throws {
        let old = try await enrol(EnrolmentRig(try EnrolmentRig.make()))
        // As a power cut before the last step leaves it.
        let half = scratch.path + "/identity/e-0123456789abcdef"
        try FileManager.default.createDirectory(atPath: half, withIntermediateDirectories: false)
        #expect(try folder.load()?.enrolment == old)
    }

    @Test func aRenewedCertificateKeepsTheRest() async throws {
        let authority = try EnrolmentRig.make()
        _ = try await enrol(EnrolmentRig(authority))
        let before = try #require(try folder.load())
        let name = CertifiedName.terminal(self.name, ward: before.enrolment.ward, hospital: before.enrolment.hospital)
        let renewed = try authority.issue(
            name, request: try before.key.request(for: "K1"), at: EnrolmentRig.now.adding(days: 20))
        try folder.renew(certificate: renewed.pem)
        let after = try #require(try folder.load())
        #expect(after.certificate.serial == renewed.serial)
        #expect(after.enrolment == before.enrolment)
    }

    @Test(arguments: ["http://a", "https://", "https://a/b", "https://a?x", "https://u@a", "a", "https://a b"])
    func anAddressIsHttpsAHostAndNoMore(text: String) {
        #expect(throws: SyncError.self) { try CentralAddress(text) }
    }

    @Test func goodAddresses() throws {
        #expect(try CentralAddress("https://central.example:8443/").url == "https://central.example:8443")
        #expect(try CentralAddress("https://[::1]:8443").url == "https://[::1]:8443")
    }
}
