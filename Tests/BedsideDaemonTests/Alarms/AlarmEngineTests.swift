import BedsideDevices
import BedsideDomain
import BedsideRigs
import Glibc
import Synchronization
import Testing

@testable import BedsideDaemon
@testable import BedsideStore

@Suite(.timeLimit(.minutes(2))) struct AlarmEngineTests {
    @Test("A call is answered when it is on the disk, and shown no earlier") func recordFirst() async throws {
        // A disk that nobody gives up.
        try await AlarmWard.with(time: JournalTime(now: { .now }, after: { _, _ in })) { ward in
            await ward.settle()
            ward.disk.hold()
            let isAnswered = Mutex(false)
            let place = try AlarmPlace("12")
            let call = Task {
                let refusal = await ward.engine.ask { .call(place, $0) }
                isAnswered.withLock { $0 = true }
                return refusal
            }
            await ward.until { ward.disk.isHolding }
            #expect(!isAnswered.withLock { $0 })
            #expect(ward.shown.rows.isEmpty)
            ward.disk.release()
            #expect(await call.value == nil)
            #expect(ward.shown.rows.map(\.place) == [place])
            #expect(try await ward.journal.read().count == 1)
        }
    }

    @Test("A disk that hangs delays a call by a quarter of a second, is an alarm, and mends") func slowDisk()
        async throws
    {
        try await AlarmWard.with { ward in
            await ward.settle()
            ward.disk.hold()
            let began = ContinuousClock.now
            try await ward.press("12")
            await ward.until { !ward.shown.rows.filter { $0.kind == .call }.isEmpty }
            #expect(ContinuousClock.now - began >= AlarmRecorder.patience)
            await ward.settle()
            #expect(ward.open == [.call, .technical(.recordStore)])
            // While it hangs nobody waits again: no timer of the journal runs, and the next is shown at once.
            try await ward.press("13")
            await ward.settle()
            #expect(ward.open.filter { $0 == .call }.count == 2)
            ward.disk.release()
            // It asks the disk again with each beat.
            while ward.open != [.call, .call] {
                ward.engine.inbox.put(.beat)
                await ward.settle()
            }
            #expect(
                AlarmRecorder.episodes(try await ward.journal.read()).episodes.filter { $0.kind == .call }.count == 2)
        }
    }

    /// Another service of the daemon failed, and the group is cancelled: it must not wait for the last resort.
    @Test("A cancelled loop writes down what came, and ends", .timeLimit(.minutes(1))) func cancelled() async throws {
        try await withFolder { folder in
            let ward = try AlarmWard(folder: folder, watchdog: Watchdog(environment: [:]), time: .system)
            let loop = Task { [engine = ward.engine] in try await engine.run() }
            await ward.settle()
            ward.engine.inbox.put(.contacts([.pressed(try PointName("call-12"), count: 1)]))
            loop.cancel()
            try await loop.value
            #expect(try await ward.journal.read().count == 1)
            await ward.journal.close()
        }
    }

    @Test("What comes while the disk is busy is one batch after it") func oneBatch() async throws {
        try await AlarmWard.with(time: JournalTime(now: { .now }, after: { _, _ in })) { ward in
            await ward.settle()
            let before = ward.shown.count
            ward.disk.hold()
            try await ward.press("12")
            await ward.until { ward.disk.isHolding }
            let place = try AlarmPlace("13")
            async let answers = withTaskGroup(of: AlarmRefusal?.self) { group in
                for _ in 0..<50 { group.addTask { await ward.engine.ask { .call(place, $0) } } }
                return await group.reduce(into: [AlarmRefusal?]()) { $0.append($1) }
            }
            for _ in 0..<1000 { await Task.yield() }
            ward.disk.release()
            #expect(await answers == Array(repeating: AlarmRefusal?.none, count: 50))
            await ward.settle()
            // The call before, and everybody else: a few, never one for each.
            #expect(ward.shown.count - before <= 10)
        }
    }

    @Test("A request after the end is answered too") func afterTheEnd() async throws {
        try await AlarmWard.with { ward in
            ward.engine.inbox.finish()
            let place = try AlarmPlace("12")
            #expect(await ward.engine.ask { .call(place, $0) } == .gone)
        }
    }

    @Test("What came before the end is recorded") func beforeTheEnd() async throws {
        try await withFolder { folder in
            let ward = try AlarmWard(folder: folder, watchdog: Watchdog(environment: [:]), time: .system)
            let place = try AlarmPlace("12")
            let answers = Answers()
            ward.engine.inbox.put(.call(place, answers.reply))
            ward.engine.inbox.finish()
            try await ward.engine.run()
            #expect(answers.all == [nil])
            #expect(try await ward.journal.read().count == 1)
            await ward.journal.close()
        }
    }

    @Test("Only a loop that works feeds the watchdog") func watchdog() async throws {
        try await withFolder { folder in
            let systemd = try NotifySocket("\(folder)/notify")
            let watchdog = Watchdog(environment: ["NOTIFY_SOCKET": "\(folder)/notify", "WATCHDOG_USEC": "4000000"])
            #expect(watchdog.interval == 1000)
            try await AlarmWard.with(watchdog: watchdog, time: JournalTime(now: { .now }, after: { _, _ in })) { ward in
                // The first beat is at the start.
                var heard: [String] = []
                await ward.until {
                    heard += systemd.received()
                    return !heard.isEmpty
                }
                #expect(heard == ["WATCHDOG=1"])
                ward.disk.hold()
                try await ward.press("12")
                await ward.until { ward.disk.isHolding }
                ward.engine.inbox.put(.beat)
                for _ in 0..<1000 { await Task.yield() }
                #expect(systemd.received().isEmpty)
                ward.disk.release()
                await ward.settle()
                #expect(systemd.received() == ["WATCHDOG=1"])
            }
        }
    }

    @Test(
        "How often systemd wants to hear it",
        arguments: [
            ([:], 5000), (["WATCHDOG_USEC": "3000000"], 750), (["WATCHDOG_USEC": "10000000"], 2500),
            (["WATCHDOG_USEC": "60000000"], 5000),
            (["WATCHDOG_USEC": "1"], 100), (["WATCHDOG_USEC": "soon"], 5000),
        ] as [([String: String], Int64)])
    func interval(environment: [String: String], milliseconds: Int64) {
        #expect(Watchdog(environment: environment).interval == milliseconds)
    }
}
