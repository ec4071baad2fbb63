import BedsideDomain
import Foundation
import GRDB
import Testing

@testable import BedsideStore

/// The outbox as a stream: whole, in order, acknowledged once, and honest about a store that went back (sync.md 2).
@Suite struct StreamTests {
    @Test func theChainFollowsFromTheEventsAlone() async throws {
        let ward = try await busyWard()
        let stream = try await ward.store.outboxStream()
        let events = try await ward.store.outbox(from: stream.first, most: 1000, bytes: .max)
        #expect(events.count == Int(stream.last) && events.count >= 5)
        var head = stream.root
        for event in events {
            #expect(try await ward.store.outboxHead(before: event.seq) == head)
            head = try #require(EventHash(Chain.link(after: head.bytes, event.parts)))
        }
        #expect(try await ward.store.outboxHead(before: stream.last + 1) == head)
        await #expect(throws: StoreError.self) { try await ward.store.outboxHead(before: stream.last + 2) }
    }

    @Test func aBatchIsConsecutiveAndBounded() async throws {
        let ward = try await busyWard()
        let all = try await ward.store.outbox(from: 1, most: 1000, bytes: .max)
        #expect(try await ward.store.outbox(from: 1, most: 2, bytes: .max) == Array(all.prefix(2)))
        // One alone comes whatever its size.
        #expect(try await ward.store.outbox(from: 2, most: 9, bytes: 1) == [all[1]])
        let two = all[0].body.utf8.count + all[1].body.utf8.count
        #expect(try await ward.store.outbox(from: 1, most: 9, bytes: two) == Array(all.prefix(2)))
        #expect(try await ward.store.outbox(from: Int64(all.count + 1), most: 9, bytes: .max).isEmpty)
    }

    @Test func acknowledgementsOnlyGrow() async throws {
        let ward = try await busyWard()
        let last = try await ward.store.outboxStream().last
        #expect(try await ward.store.acknowledge(through: 3, held: [(2, "unknown-kind")], at: TestWard.start) == 3)
        #expect(try await ward.store.acknowledge(through: 2, held: [], at: TestWard.start) == 0)
        let standing = try await ward.store.outboxStanding()
        #expect(standing.next == 4 && standing.backlog == Int(last) - 3 && standing.held == 1)
        #expect(standing.oldestUnsent == TestWard.start)
        #expect(try await ward.store.acknowledge(through: last, held: [], at: TestWard.start) == Int(last) - 3)
        let done = try await ward.store.outboxStanding()
        #expect(done.next == last + 1 && done.backlog == 0 && done.oldestUnsent == nil)
        #expect(try await ward.store.counts().unsentFacts == 0)
    }

    @Test func aCentreThatKnowsMoreThanTheOutboxShowsThatTheStoreWentBack() async throws {
        let ward = try await busyWard()
        let last = try await ward.store.outboxStream().last
        for wrong in [last + 1, last + 100] {
            let error = await #expect(throws: StoreError.self) {
                try await ward.store.acknowledge(through: wrong, held: [], at: TestWard.start)
            }
            #expect(error?.code == .storeWentBack)
        }
        let error = await #expect(throws: StoreError.self) { try await ward.store.rewind(to: last + 2) }
        #expect(error?.code == .storeWentBack)
        #expect(try await ward.store.outboxStanding().backlog == Int(last), "nothing was acknowledged by the refusal")
    }

    /// Fault 11 of sync.md 6: somebody deletes the log beside the file, with what was committed in it, or it is torn.
    @Test(arguments: [0, 0.3, 0.7])
    func aDeletedOrTornLogIsSeen(_ part: Double) async throws {
        let ward = try await TestWard()
        let copy = ward.folder.appending(path: "copy.sqlite").path
        try await ward.store.queue.writeWithoutTransaction { db in
            _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try await ward.admit()
        try await ward.pay(Money(fen: 100))
        let acknowledged = try await ward.store.outboxStream().last
        try FileManager.default.copyItem(atPath: ward.path, toPath: copy)
        let log = try Data(contentsOf: URL(filePath: ward.path + "-wal"))
        try log.prefix(Int(Double(log.count) * part)).write(to: URL(filePath: copy + "-wal"))
        let back = try TestWard.open(copy)
        #expect(try await back.outboxStream().last < acknowledged)
        let error = await #expect(throws: StoreError.self) {
            try await back.acknowledge(through: acknowledged, held: [], at: TestWard.start)
        }
        #expect(error?.code == .storeWentBack)
        // Written on, it has the same numbers with other hashes: the centre sees the fork.
        _ = try await back.admit(
            TestWard.otherSlip, answers: TestWard.answers(), confirmedBy: TestWard.nurse, at: TestWard.start,
            papers: { _ in [] })
        let last = try await back.outboxStream().last
        #expect(try await back.outboxHead(before: last + 1) != ward.store.outboxHead(before: last + 1))
        try back.close()
    }

    @Test func aRestoredCentreGetsItsEventsAgain() async throws {
        let ward = try await busyWard()
        let last = try await ward.store.outboxStream().last
        let before = try await ward.store.outbox(from: 1, most: 1000, bytes: .max)
        try await ward.store.acknowledge(through: last, held: [], at: TestWard.start)
        try await ward.store.rewind(to: 3)
        try await ward.store.rewind(to: 5)
        #expect(try await ward.store.outboxStanding().next == 3)
        #expect(try await ward.store.outbox(from: 1, most: 1000, bytes: .max) == before)
    }

    @Test func aNewEpochBringsEverythingThatIsKept() async throws {
        let ward = try await busyWard()
        let first = try await ward.store.enrolmentStream()
        #expect(first == (try await ward.store.outboxStream()), "the first enrolment brings the file's own epoch")
        try await ward.store.beginEpoch(first, reason: "enrolled", at: TestWard.start)
        try await ward.store.acknowledge(through: 3, held: [], at: TestWard.start)
        try await ward.store.freezeSync("fork", at: TestWard.start)
        try await ward.store.freezeSync("frozen", at: TestWard.start.adding(seconds: 9))
        #expect(try await ward.store.syncState().frozen == "fork")
        let rows = try await ward.store.outbox(from: 1, most: 1000, bytes: .max)

        _ = try await ward.store.apply([], next: Feed.cursor(5), at: TestWard.start)
        let next = try await ward.store.enrolmentStream()
        #expect(next.epoch != first.epoch && next.first == 1 && next.last == first.last)
        #expect(next.root == (try await ward.store.outboxHead(before: 1)))
        #expect(try await ward.store.outboxStream() == first, "asking writes nothing")
        for _ in 0..<2 { try await ward.store.beginEpoch(next, reason: "fork", at: TestWard.start) }
        #expect(try await ward.store.outboxStream() == next)
        #expect(try await ward.store.syncState().frozen == nil)
        #expect(try await ward.store.feedCursor() == nil)
        #expect(try await ward.store.outbox(from: 1, most: 1000, bytes: .max) == rows, "no row is rewritten")
        #expect(try await ward.store.outboxStanding().next == 1, "the centre knows by the operation what it has")
        // One that leaves waiting events out, hangs on nothing, or begins beyond the end.
        let epoch = try #require(StreamEpoch([UInt8](repeating: 9, count: 16)))
        let third = try await ward.store.outboxHead(before: 3)
        for (begin, root) in [(Int64(3), third), (1, third), (99, next.root)] {
            let error = await #expect(throws: StoreError.self) {
                try await ward.store.beginEpoch(
                    OutboxStream(epoch: epoch, first: begin, root: root, last: next.last), reason: "x",
                    at: TestWard.start)
            }
            #expect(error?.code == .stateChanged)
        }
        #expect(try await ward.store.outboxStream() == next)
        try await ward.store.verifyAudit()
    }

    @Test func whatIsTooLargeForAnEventIsRefusedBeforeItIsWritten() async throws {
        let ward = try await TestWard()
        let before = try await ward.store.counts()
        let error = await #expect(throws: StoreError.self) {
            try await ward.store.commit {
                try $0.tell(
                    "test.large", key: "1", ["a": .text(String(repeating: "x", count: SyncLimits.eventBody))],
                    at: TestWard.start)
            }
        }
        #expect(error?.code == .factTooLarge)
        #expect(try await ward.store.counts() == before)
    }

    @Test func factsCarryTheMeasuredOffsetAndMoneyItsFingerprint() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.store.noteContact(at: TestWard.start, offset: -4200)
        try await ward.store.noteContact(at: TestWard.start.adding(seconds: 1), offset: nil)
        try await ward.pay(Money(fen: 500))
        let events = try await ward.store.outbox(from: 1, most: 100, bytes: .max)
        #expect(events.first { $0.kind == "encounter.admitted" }?.offset == nil)
        for kind in ["payment.created", "payment.paid"] {
            let event = try #require(events.first { $0.kind == kind })
            #expect(event.offset == -4200)
            #expect(try JSONValue(text: event.body)["fingerprint"].text?.isEmpty == true)
        }
        let state = try await ward.store.syncState()
        #expect(state.clockOffset == -4200 && state.lastContact == TestWard.start.adding(seconds: 1))
    }

    @Test func oldAcknowledgedEventsGoOnceTheirDayIsTold() async throws {
        let ward = try await busyWard()
        let last = try await ward.store.outboxStream().last
        try await ward.store.acknowledge(through: last - 1, held: [], at: TestWard.start)
        let later = TestWard.start.adding(days: 31)
        #expect(try await ward.store.pruneOutbox(at: later) == 0, "no statement covers them")
        _ = try await ward.store.closeDays(at: later)
        #expect(try await ward.store.pruneOutbox(at: TestWard.start.adding(days: 29)) == 0)
        #expect(try await ward.store.pruneOutbox(at: later) == Int(last) - 1, "the unacknowledged one stays")
        #expect(try await ward.store.outbox(from: last, most: 1, bytes: 1).count == 1)
        _ = try await ward.store.outboxHead(before: last)
        try await ward.store.verifyAudit()
    }

    private func busyWard() async throws -> TestWard {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 10_000))
        try await ward.pay(Money(fen: 20_000), at: TestWard.start.adding(seconds: 1))
        return ward
    }
}
