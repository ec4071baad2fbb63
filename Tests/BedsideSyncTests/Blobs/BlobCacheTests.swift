import BedsideDomain
import BedsideSync
import Crypto
import Foundation
import Testing

@testable import BedsideSimulation

struct BlobCacheTests {
    private let scratch: Scratch
    private let key = SymmetricKey(size: .bits256)

    init() throws { scratch = try Scratch() }

    private func cache(bound: Int = 1 << 20) throws -> BlobCache {
        try BlobCache(path: scratch.path + "/pages", key: key, bound: bound)
    }

    private func page(_ number: UInt8, count: Int = 1000) -> (EventHash, [UInt8]) {
        let bytes = [UInt8](repeating: number, count: count)
        return (sha256(bytes), bytes)
    }

    @Test func whatIsKeptComesBackAlsoAfterARestart() async throws {
        let (hash, bytes) = page(1)
        try await cache().write(hash, bytes)
        #expect(try await cache().read(hash) == bytes)
    }

    @Test func theDiskHasNoPlainByte() async throws {
        let (hash, bytes) = page(0x41)
        try await cache().write(hash, bytes)
        let file = try Data(contentsOf: URL(fileURLWithPath: "\(scratch.path)/pages/\(hash)"))
        #expect(file.range(of: Data("AAAA".utf8)) == nil)
        #expect(try scratch.mode("pages/\(hash)") == 0o600)
    }

    @Test func aBrokenEntryIsNotThereAndIsRemoved() async throws {
        let (hash, bytes) = page(1)
        let cache = try cache()
        try await cache.write(hash, bytes)
        let url = URL(fileURLWithPath: "\(scratch.path)/pages/\(hash)")
        var file = try Data(contentsOf: url)
        file[500] ^= 1
        try file.write(to: url)
        #expect(await cache.read(hash) == nil)
        #expect(try scratch.names("pages").isEmpty)
    }

    @Test func anEntryUnderAnotherNameIsNotThere() async throws {
        let (hash, bytes) = page(1)
        let (other, _) = page(2)
        try await cache().write(hash, bytes)
        try FileManager.default.moveItem(
            atPath: "\(scratch.path)/pages/\(hash)", toPath: "\(scratch.path)/pages/\(other)")
        #expect(try await cache().read(other) == nil)
    }

    @Test func anotherIdentityReadsNothing() async throws {
        let (hash, bytes) = page(1)
        try await cache().write(hash, bytes)
        let foreign = try BlobCache(path: scratch.path + "/pages", key: SymmetricKey(size: .bits256))
        #expect(await foreign.read(hash) == nil)
    }

    @Test func bytesOfAnotherHashAreNotKept() async throws {
        let cache = try cache()
        await #expect(throws: SyncError.self) { try await cache.write(page(2).0, page(1).1) }
    }

    @Test func theOneThatWasUsedLongestAgoGoesFirst() async throws {
        let cache = try cache(bound: 3300)
        for number in UInt8(1)...3 { try await cache.write(page(number).0, page(number).1) }
        #expect(await cache.read(page(1).0) != nil)
        try await cache.write(page(4).0, page(4).1)
        #expect(await cache.read(page(2).0) == nil)
        #expect(await cache.read(page(1).0) != nil)
        #expect(await cache.size <= 3300)
        // One that is larger than everything is not kept and pushes nothing out.
        try await cache.write(page(5, count: 4000).0, page(5, count: 4000).1)
        #expect(await cache.read(page(1).0) != nil)
    }

    @Test func foreignFilesGo() async throws {
        _ = try cache()
        try Data("x".utf8).write(to: URL(fileURLWithPath: scratch.path + "/pages/readme"))
        _ = try cache()
        #expect(try scratch.names("pages").isEmpty)
    }
}
