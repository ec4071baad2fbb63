import BedsideDomain
import BedsideWire
import Crypto
import Foundation
import Synchronization
import Testing

@testable import BedsideSync

/// A report's page comes once over the line, then from the disk, and goes with its patient.
@Suite struct BlobDeskTests {
    private let page = Array("%PDF-1.4 a page".utf8)

    private func desk(_ rig: ContextRig, bound: Int = 1 << 20) throws -> BlobDesk {
        let desk = BlobDesk(path: rig.scratch.path + "/pages", bound: bound)
        try desk.open(rig.context)
        return desk
    }

    private func hash() throws -> EventHash { try #require(EventHash(SHA256.hash(data: page))) }

    @Test func aPageIsFetchedOnce() async throws {
        let rig = try await ContextRig()
        let (desk, hash, page) = (try desk(rig), try hash(), page)
        rig.line.answers.withLock { $0.blob = { $0 == hash ? .success(page) : .failure(.late) } }
        #expect(try await desk.page(hash) == page)
        #expect(try await desk.page(hash) == page)
        #expect(rig.line.count == 1)
        // Also in the next run, and never in the clear.
        let next = try self.desk(rig)
        #expect(try await next.page(hash) == page)
        #expect(rig.line.count == 1)
        let sealed = try Data(contentsOf: URL(filePath: rig.scratch.path + "/pages/\(hash)"))
        #expect(sealed.count > page.count && sealed.range(of: Data("PDF".utf8)) == nil)
        #expect(rig.context.gauge.with { $0.health(at: .zero).lastContact } != nil)
    }

    @Test func whatIsForgottenIsFetchedAgain() async throws {
        let rig = try await ContextRig()
        let (desk, hash, page) = (try desk(rig), try hash(), page)
        rig.line.answers.withLock { $0.blob = { _ in .success(page) } }
        _ = try await desk.page(hash)
        await desk.forget([hash])
        #expect(try rig.scratch.names("pages").isEmpty)
        #expect(try await desk.page(hash) == page)
        #expect(rig.line.count == 2)
    }

    @Test(arguments: [
        (Sample.refusal(.notFound, status: 404), SyncError.Code.blobMissing),
        (Sample.refusal(.busy, status: 503), .centralUnreachable), (LineError.late, .centralUnreachable),
        (LineError.unreachable("x"), .centralUnreachable), (LineError.garbled("x"), .centralUnreachable),
    ]) func whatDoesNotComeIsToldApart(_ failure: LineError, _ code: SyncError.Code) async throws {
        let rig = try await ContextRig()
        let (desk, hash) = (try desk(rig), try hash())
        rig.line.answers.withLock { $0.blob = { _ in .failure(failure) } }
        let error = await #expect(throws: SyncError.self) { try await desk.page(hash) }
        #expect(error?.code == code)
        #expect(try rig.scratch.names("pages").isEmpty)
    }

    @Test func withoutAnEnrolmentNothingIsFetched() async throws {
        let rig = try await ContextRig()
        let hash = try hash()
        let never = BlobDesk(path: rig.scratch.path + "/pages", bound: 1)
        let closed = try desk(rig)
        closed.close()
        for desk in [never, closed] {
            let error = await #expect(throws: SyncError.self) { try await desk.page(hash) }
            #expect(error?.code == .notEnrolled)
            await desk.forget([hash])
        }
        #expect(rig.line.count == 0)
    }

    /// The patient gets the page all the same.
    @Test func aDiskThatTakesNothingHoldsNoPageBack() async throws {
        let rig = try await ContextRig()
        let (desk, hash, page) = (try desk(rig), try hash(), page)
        try FileManager.default.removeItem(atPath: rig.scratch.path + "/pages")
        rig.line.answers.withLock { $0.blob = { _ in .success(page) } }
        #expect(try await desk.page(hash) == page)
        #expect(try await desk.page(hash) == page)
        #expect(rig.line.count == 2)
    }
}
