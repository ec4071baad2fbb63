import BedsideDomain
import Logging
import Testing

@testable import BedsideDaemon
@testable import BedsideStore

@Suite(.timeLimit(.minutes(1))) struct AlarmAuditorTests {
    @Test("What runs as it is written down is nothing to tell") func calm() async throws {
        try await AlarmWard.with { ward in
            try await ward.press("12")
            await ward.settle()
            #expect(await audit(ward).isEmpty)
        }
    }

    /// The loop lost it: on the disk it is open, and nobody keeps a deadline for it.
    @Test("An open alarm without a deadline is an alarm, once it was found twice") func deleted() async throws {
        try await AlarmWard.with { ward in
            try await ward.press("12")
            await ward.settle()
            var stray = try Stray(ward.clock)
            let recorder = AlarmRecorder(journal: ward.journal)
            let lost = try stray.raised()
            _ = await recorder.record([lost], isTrusted: true)
            let first = await audit(ward)
            #expect(first == [.forgotten(lost.id)])
            await ward.settle()
            #expect(ward.open == [.call])
            #expect(await audit(ward, after: first) == first)
            await ward.settle()
            #expect(ward.open == [.call, .technical(.audit)])
            // Once it is closed on the disk too, the alarm is over.
            _ = await recorder.record([try stray.cancelled()], isTrusted: true)
            #expect(await audit(ward, after: first).isEmpty)
            await ward.settle()
            #expect(ward.open == [.call])
        }
    }

    @Test("A loop that armed nothing is found") func unarmed() async throws {
        try await withFolder { folder in
            let episodes = try await AlarmAuditorTests.written(in: folder)
            // Restored and never run: nobody armed its timer.
            let ward = try AlarmWard(
                folder: folder, watchdog: Watchdog(environment: [:]), time: .system, restoring: episodes)
            #expect(await audit(ward) == episodes.map { .unarmed($0.id) })
            await ward.journal.close()
        }
    }

    /// A call that was pressed, as the disk has it.
    private static func written(in folder: String) async throws -> [AlarmEpisode] {
        let ward = try AlarmWard(folder: folder, watchdog: Watchdog(environment: [:]), time: .system)
        let loop = Task { [engine = ward.engine] in try await engine.run() }
        try await ward.press("12")
        await ward.settle()
        ward.engine.inbox.finish()
        try await loop.value
        let episodes = AlarmRecorder.episodes(try await ward.journal.read()).episodes
        await ward.journal.close()
        return episodes.filter { $0.kind == .call }
    }

    private func audit(_ ward: AlarmWard, after last: [AlarmAudit.Finding] = []) async -> [AlarmAudit.Finding] {
        await AlarmAuditor(
            engine: ward.engine, journal: ward.journal, clock: ward.clock.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).audit(after: last)
    }

}

/// An alarm that the loop knows nothing of, with a table of its own.
private struct Stray {
    private var table: AlarmTable
    private let clock: StillClock
    let source: AlarmSource

    init(_ clock: StillClock) throws {
        self.clock = clock
        source = AlarmSource(place: try AlarmPlace("14"), kind: .call, origin: "other")
        table = AlarmTable(home: try AlarmPlace("desk"), seed: 9, at: clock.now)
    }

    mutating func raised() throws -> AlarmEpisode { try recorded(.signal(source, .pressed(1))) }
    mutating func cancelled() throws -> AlarmEpisode { try recorded(.cancelled(source.place)) }

    private mutating func recorded(_ event: AlarmEvent) throws -> AlarmEpisode {
        for effect in table.handle(event, at: clock.now) { if case .record(let episode) = effect { return episode } }
        throw CancellationError()
    }
}
