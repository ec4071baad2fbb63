import BedsideDomain
import BedsideTransport
import Foundation
import Testing

/// Keys on disk: whole, their owner's alone, never shown.
@Suite struct KeyFileTests {
    @Test func keysComeBack() throws {
        let folder = try ScratchFolder()
        let key = TrustKey()
        try key.save(folder.path + "/key.pem")
        #expect(try TrustKey.load(folder.path + "/key.pem").pem == key.pem)
        let signing = SigningKey()
        try signing.save(folder.path + "/signing.pem")
        #expect(try SigningKey.load(folder.path + "/signing.pem").publicKey == signing.publicKey)
        let facts = try FileManager.default.attributesOfItem(atPath: folder.path + "/key.pem")
        #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(!"\(key) \(signing)".contains("PRIVATE"))
    }

    @Test func aKeyThatOthersReadIsRefused() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/key.pem"
        try TrustKey().save(path)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(code { _ = try TrustKey.load(path) } == .fileUnreadable)
        #expect(code { _ = try TrustKey.load(folder.path + "/none.pem") } == .fileUnreadable)
        #expect(code { _ = try TrustKey.load(folder.path) } == .fileUnreadable)
    }

    @Test func anAuthorityComesBackWithItsOwnKeyOnly() throws {
        let folder = try ScratchFolder()
        let now = Timestamp(milliseconds: 1_790_000_000_000)
        let authority = try Authority.make(label: "Hospital", at: now)
        try authority.save(folder: folder.path)
        #expect(try Authority.load(folder: folder.path).certificate == authority.certificate)
        try TrustKey().save(folder.path + "/authority-key.pem")
        #expect(code { _ = try Authority.load(folder: folder.path) } == .notOurs)
    }

    @Test func signaturesAreOverOneEvent() throws {
        let key = SigningKey()
        let hash = try #require(EventHash((0..<32).map { UInt8($0) }))
        let other = try #require(EventHash([UInt8](repeating: 7, count: 32)))
        let signature = try key.sign(hash)
        #expect(SigningKey.isValid(signature, of: hash, by: key.publicKey))
        #expect(!SigningKey.isValid(signature, of: other, by: key.publicKey))
        #expect(!SigningKey.isValid(signature, of: hash, by: SigningKey().publicKey))
        #expect(!SigningKey.isValid("", of: hash, by: key.publicKey))
        #expect(!SigningKey.isValid(signature, of: hash, by: "nonsense"))
        #expect(try SigningKey(pem: key.pem.value).publicKey == key.publicKey)
        #expect(code { _ = try SigningKey(pem: TrustKey().pem.value) } == .keyMalformed)
    }
}
