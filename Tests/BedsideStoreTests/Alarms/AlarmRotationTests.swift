import Foundation
import Synchronization
import Testing

@testable import BedsideStore

/// What lies about in the folder when a new segment could not be made or an old one not be deleted.
@Suite(.timeLimit(.minutes(1))) struct AlarmRotationTests {
    /// A new segment that failed at its last step may come back whole after a power cut, and then it supersedes all older
    /// ones: nothing may be promised in those any more.
    @Test(arguments: [JournalFault.Call.sync, .syncFolder, .write])
    func aSegmentThatMayComeBackTakesNothingAway(failing call: JournalFault.Call) async throws {
        for seed in 0..<60 as Range<UInt64> {
            let disk = FakeDisk(seed: seed)
            // Tried again only after another 1,000 bytes: a rotation that succeeds would hide the mistake.
            let sizes = JournalWriter.Sizes(rotation: 8000, limit: 100_000, reserve: 0)
            let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped, sizes: sizes)
            _ = await journal.append([Sample.record("x", 1, [])], within: .seconds(1))
            // The append that makes the segment large succeeds; of the rotation behind it one step fails.
            let progress = Mutex((isRotating: false, hasFailed: false))
            disk.failing { now, _ in
                progress.withLock { progress in
                    if now == .create { progress.isRotating = true }
                    guard progress.isRotating, now == call else { return nil }
                    progress.hasFailed = true
                    return EIO
                }
            }
            let large = Sample.record("x", 2, [UInt8](repeating: 1, count: 8200))
            #expect(try await durable(journal.append([large], within: .seconds(1))))
            while !progress.withLock(\.hasFailed) || disk.numbers.count > 1 { await Task.yield() }
            disk.mend()
            #expect(try await durable(journal.append([Sample.record("x", 3, [])], within: .seconds(1))))
            let (_, records, _) = try AlarmJournal.open(disk.afterPowerCut(seed: seed), time: .stopped)
            #expect(records.map(\.revision) == [3], "seed \(seed)")
        }
    }

    /// Rotation goes on behind the last answer: what was listed a moment ago may have been superseded and removed.
    @Test func aSegmentThatIsRemovedUnderTheAuditorIsNoDamage() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        #expect(try await durable(journal.append([Sample.record("x", 1, [])], within: .seconds(1))))
        let reads = Mutex(0)
        disk.failing { call, _ in
            guard call == .read else { return nil }
            return reads.withLock { reads in
                reads += 1
                return reads <= 2 ? ENOENT : nil
            }
        }
        #expect(try await journal.read().map(\.revision) == [1])
        #expect(journal.condition.isHealthy && journal.condition.damage == 0)
        // One that nobody writes is not read for ever.
        disk.failing { call, _ in call == .read ? ENOENT : nil }
        await #expect { try await journal.read() } throws: { ($0 as? StoreError)?.code == .notWritten }
    }

    /// Without room the current segment, whose room is taken already, goes on.
    @Test func aRotationWithoutRoomStopsNothing() async throws {
        let disk = FakeDisk()
        let sizes = JournalWriter.Sizes(rotation: 500, limit: 100_000, reserve: 0)
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped, sizes: sizes)
        let segment = disk.numbers
        disk.failing { call, _ in call == .create ? ENOSPC : nil }
        for revision in 1...50 as ClosedRange<UInt64> {
            #expect(try await durable(journal.append([Sample.record("x", revision, [1, 2, 3])], within: .seconds(1))))
        }
        #expect(disk.numbers == segment)
        #expect(journal.condition.writing == .healthy)
    }

    /// A segment that could not be deleted is older than what was forgotten since: it opens nothing again.
    @Test func anOldSegmentThatStayedOpensNothingAgain() async throws {
        let disk = FakeDisk()
        let sizes = JournalWriter.Sizes(rotation: 2000, limit: 100_000, reserve: 0)
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped, sizes: sizes)
        let oldest = disk.numbers
        // Only the oldest, which is tried first each time, cannot be deleted.
        let last = Mutex(JournalFault.Call.list)
        disk.failing { call, _ in
            last.withLock { last in
                defer { last = call }
                return call == .remove && last != .remove ? EPERM : nil
            }
        }
        var revision: UInt64 = 0
        func rotate() async throws {
            let numbers = disk.numbers
            while disk.numbers == numbers {
                revision += 1
                let large = Sample.record("x", revision, [UInt8](repeating: 1, count: 500))
                #expect(try await durable(journal.append([large], within: .seconds(1))))
            }
        }
        #expect(try await durable(journal.append([Sample.record("a", 1, [])], within: .seconds(1))))
        try await rotate()
        #expect(try await durable(journal.append([Sample.record("a", 2, [], false)], within: .seconds(1))))
        journal.forget(["a"])
        #expect(try await durable(journal.append([Sample.record("y", 1, [])], within: .seconds(1))))
        try await rotate()
        try await rotate()
        await journal.close()
        #expect(disk.numbers.first == oldest.first && disk.numbers.count == 2)
        disk.mend()
        let (_, records, _) = try AlarmJournal.open(disk, time: .stopped)
        #expect(records.map(\.key) == ["x", "y"])
    }
}
