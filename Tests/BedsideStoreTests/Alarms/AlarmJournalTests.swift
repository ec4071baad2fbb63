import Foundation
import Synchronization
import Testing

@testable import BedsideStore

/// What the engine relies on: group commit, the limit, catching up, and telling what is wrong.
@Suite(.timeLimit(.minutes(1))) struct AlarmJournalTests {
    @Test func fiveThousandRecordsAreOneWriteAndOneSync() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        let (writes, syncs) = (disk.writes, disk.syncs)
        #expect(try await durable(journal.append(burst(5000), within: .seconds(1))))
        #expect(disk.writes == writes + 1)
        #expect(disk.syncs == syncs + 1)
        #expect(try await journal.read().count == 5000)
    }

    @Test func whoComesWhileTheDiskIsBusySharesTheNextSync() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        disk.holdSyncs()
        let syncs = disk.syncs
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { try await durable(journal.append(burst(1), within: .seconds(1))) }
            await offPool { disk.waitForHeldSync() }
            for number in 0..<500 {
                group.addTask {
                    try await durable(journal.append([Sample.record("n\(number)", 1, [])], within: .seconds(1)))
                }
            }
            while journal.condition.waiting < 501 { await Task.yield() }
            disk.releaseSyncs()
            for try await isDurable in group { #expect(isDurable) }
        }
        #expect(disk.syncs == syncs + 2)
    }

    @Test func aSlowDiskLetsNobodyWaitBeyondTheLimit() async throws {
        let disk = FakeDisk()
        let time = TestTime()
        let (journal, _, _) = try AlarmJournal.open(disk, time: time.port)
        disk.holdSyncs()
        async let first = journal.append([Sample.record("a", 1, [])], within: .milliseconds(250))
        await offPool { disk.waitForHeldSync() }
        time.advance(.milliseconds(249))
        #expect(journal.condition.writing == .healthy)
        time.advance(.milliseconds(1))
        #expect(isLate(await first))
        #expect(journal.condition.writing == .late(since: time.now))
        // Now that it is known to hang, nobody waits any more; what is held stays one record an episode.
        for revision in 2...900 as ClosedRange<UInt64> {
            #expect(isLate(await journal.append([Sample.record("a", revision, [])], within: .milliseconds(250))))
        }
        #expect(journal.condition.waiting == 1)
        let writes = disk.writes
        disk.releaseSyncs()
        while journal.condition.waiting > 0 { await Task.yield() }
        #expect(journal.condition.writing == .healthy)
        #expect(disk.writes == writes + 1, "all that waited goes in one write")
        #expect(try await journal.read().map(\.revision) == [900])
    }

    @Test func theLimitHoldsOnTheRealClock() async throws {
        // Measured where the limit fires: the test's own task may wait for its turn behind other tests.
        let fired = Mutex<ContinuousClock.Instant?>(nil)
        let time = JournalTime(
            now: {
                fired.withLock { $0 = .now }
                return .now
            }, after: JournalTime.system.after)
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: time)
        disk.holdSyncs()
        let start = ContinuousClock.now
        let outcome = await journal.append([Sample.record("a", 1, [])], within: .milliseconds(250))
        let end = try #require(fired.withLock { $0 })
        disk.releaseSyncs()
        #expect(isLate(outcome))
        let passed = start.duration(to: end)
        #expect(passed >= .milliseconds(250) && passed < .milliseconds(750), "\(passed)")
    }

    @Test func aFullDiskIsToldAndEverythingGoesInOnceThereIsRoom() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        disk.failing { call, _ in call == .write ? ENOSPC : nil }
        for number in 0..<20 {
            let outcome = await journal.append([Sample.record("n\(number)", 1, [])], within: .seconds(1))
            guard case .failed(let error) = outcome else {
                Issue.record("a full disk took a record")
                return
            }
            #expect(error.code == .diskFull)
        }
        guard case .failing(_, ENOSPC) = journal.condition.writing else {
            Issue.record("\(journal.condition)")
            return
        }
        #expect(journal.condition.waiting == 20)
        disk.mend()
        #expect(try await durable(journal.retry(within: .seconds(1))))
        #expect(journal.condition.writing == .healthy && journal.condition.waiting == 0)
        #expect(try await journal.read().count == 20)
        let syncs = disk.syncs
        #expect(try await durable(journal.retry(within: .seconds(1))))
        #expect(disk.syncs == syncs, "nothing waits: nothing is done")
    }

    @Test func afterAFailedSyncTheFileIsNotTrustedAgain() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        #expect(try await durable(journal.append([Sample.record("a", 1, [])], within: .seconds(1))))
        let before = disk.numbers
        disk.failing { call, _ in call == .sync ? EIO : nil }
        #expect(try await !durable(journal.append([Sample.record("b", 1, [])], within: .seconds(1))))
        disk.mend()
        #expect(try await durable(journal.append([Sample.record("c", 1, [])], within: .seconds(1))))
        #expect(Set(disk.numbers).isDisjoint(with: before))
        for seed in 0..<20 as Range<UInt64> {
            let (_, records, _) = try AlarmJournal.open(disk.afterPowerCut(seed: seed), time: .stopped)
            #expect(records.map(\.key) == ["a", "b", "c"])
        }
    }

    @Test func openingOnADiskThatTakesNothingStillGivesTheAlarms() async throws {
        let disk = FakeDisk()
        var journal: AlarmJournal? = try AlarmJournal.open(disk, time: .stopped).0
        #expect(try await durable(#require(journal).append(burst(7), within: .seconds(1))))
        await journal?.close()
        journal = nil
        disk.failing { call, _ in call == .create ? EROFS : nil }
        let (again, records, condition) = try AlarmJournal.open(disk, time: .stopped)
        #expect(records.count == 7)
        guard case .failing(_, EROFS) = condition.writing else {
            Issue.record("\(condition)")
            return
        }
        disk.mend()
        #expect(try await durable(again.retry(within: .seconds(1))))
        #expect(try await again.read().count == 7)
    }

    @Test func aForgottenClosedEpisodeIsNotCarriedOnAndAnOpenOneIs() async throws {
        let disk = FakeDisk()
        let sizes = JournalWriter.Sizes(rotation: 2000, limit: 100_000, reserve: 0)
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped, sizes: sizes)
        let first = disk.numbers
        _ = await journal.append(
            [Sample.record("open", 1, []), Sample.record("kept", 1, [], false), Sample.record("gone", 1, [], false)],
            within: .seconds(1))
        journal.forget(["gone", "open", "stranger"])
        for revision in 1...60 as ClosedRange<UInt64> {
            _ = await journal.append(
                [Sample.record("x", revision, [UInt8](repeating: 1, count: 60))], within: .seconds(1))
        }
        #expect(disk.numbers != first && disk.numbers.count == 1)
        #expect(try await journal.read().map(\.key) == ["kept", "open", "x"])
        #expect(disk.bytes(of: disk.numbers[0]).count < 8000)
    }

    @Test func rotThatTheAuditorFindsIsToldAndMendedFromMemory() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        for record in burst(9) { _ = await journal.append([record], within: .seconds(1)) }
        let segment = disk.numbers[0]
        disk.rot(segment, at: 150)
        #expect(try await journal.read().count == 8)
        #expect(journal.condition.damage == 1)
        #expect(!journal.condition.isHealthy)
        #expect(try await durable(journal.retry(within: .seconds(1))))
        #expect(try await journal.read().count == 9)
        #expect(journal.condition.damage == 1)
        #expect(disk.setAsideCount == 1)
    }

    @Test func rotThatOpeningFindsIsTold() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        for record in burst(9) { _ = await journal.append([record], within: .seconds(1)) }
        await journal.close()
        disk.rot(disk.numbers[0], at: 150)
        let (_, records, condition) = try AlarmJournal.open(disk, time: .stopped)
        #expect(records.count == 8)
        #expect(condition.damage == 1)
        #expect(disk.setAsideCount == 1, "what is damaged is kept for a look")
    }

    @Test func aSegmentThatTheDiskDoesNotGiveBackIsTold() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        _ = await journal.append(burst(3), within: .seconds(1))
        await journal.close()
        disk.failing { call, _ in call == .read ? EACCES : nil }
        let (_, records, condition) = try AlarmJournal.open(disk, time: .stopped)
        #expect(records.isEmpty)
        #expect(condition.damage == 1)
    }

    @Test func aSecondOpenerIsRefusedUntilTheFirstCloses() async throws {
        let disk = FakeDisk()
        let (journal, _, _) = try AlarmJournal.open(disk, time: .stopped)
        #expect { try AlarmJournal.open(disk, time: .stopped) } throws: { ($0 as? StoreError)?.code == .inUse }
        await journal.close()
        _ = try AlarmJournal.open(disk, time: .stopped)
        guard case .failed = await journal.append(burst(1), within: .seconds(1)) else {
            Issue.record("a closed journal took a record")
            return
        }
    }
}

private func burst(_ count: Int) -> [AlarmRecord] {
    (0..<count).map { Sample.record("burst-\($0)", 1, Array("payload".utf8)) }
}

private func isLate(_ outcome: JournalOutcome) -> Bool { if case .late = outcome { true } else { false } }

/// Waits for something on a thread of its own.
private func offPool(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            body()
            continuation.resume()
        }
    }
}

/// A clock that moves when the test says so.
private final class TestTime: Sendable {
    private struct State: Sendable {
        var now = ContinuousClock.now
        var alarms: [(at: ContinuousClock.Instant, work: @Sendable () -> Void)] = []
    }

    private let state = Mutex(State())
    var now: ContinuousClock.Instant { state.withLock(\.now) }

    var port: JournalTime {
        JournalTime(
            now: { self.now },
            after: { duration, work in self.state.withLock { $0.alarms.append(($0.now.advanced(by: duration), work)) } }
        )
    }

    func advance(_ duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.alarms.filter { $0.at <= state.now }
            state.alarms.removeAll { $0.at <= state.now }
            return due
        }
        for alarm in due { alarm.work() }
    }
}
