import BedsideCentralStore
import BedsideDomain
import Logging
import Synchronization
import Testing

@testable import BedsideCentral

/// Who waits is woken by this server's writes, by others' hints, and without hints by looking.
@Suite(.timeLimit(.minutes(1))) struct FeedWatchTests {
    private static let hospital = HospitalID(trusted: "H1")

    /// A feed whose head the test moves, and the hints that went out.
    private final class Feed: Sendable {
        let head = Mutex<Int64>(1)
        let told = Mutex<[HospitalID]>([])
        let hub = WaitHub()

        func watch(looking interval: Duration) throws -> FeedWatch {
            let generation = try #require(FeedGeneration([UInt8](repeating: 7, count: 16)))
            return FeedWatch(
                hub: hub, interval: interval, logger: Logger(label: "test"),
                store: FeedWatch.Store(
                    head: { _ in FeedCursor(generation: generation, seq: self.head.withLock { $0 }) },
                    hint: { hospital in self.told.withLock { $0.append(hospital) } }))
        }

        /// Something new stands in the feed, and `act` may tell of it; returns once a waiter was woken, sooner than by the
        /// look that comes every half a minute.
        func grow(_ act: () -> Void = {}) async {
            let ticket = hub.ticket(FeedWatchTests.hospital)
            async let end = hub.wait(
                hub.newWait(), hospital: FeedWatchTests.hospital, terminal: TerminalName(trusted: "T-1"), after: ticket,
                until: ContinuousClock().now + .seconds(20))
            while hub.waiting < 1 { await Task.yield() }
            head.withLock { $0 += 1 }
            act()
            #expect(await end == .published)
        }
    }

    @Test func aHintWakesWhoWaits() async throws {
        let feed = Feed()
        let watch = try feed.watch(looking: FeedWatch.seldom)
        watch.hear(.hearing)
        await feed.grow { watch.hear(.grew(Self.hospital)) }
        await feed.grow { watch.hear(.grew(Self.hospital)) }
        // What was heard is not told again: two servers would never be quiet.
        #expect(feed.told.withLock { $0 }.isEmpty)
    }

    @Test func whatIsWrittenHereIsToldOnce() async throws {
        let feed = Feed()
        let watch = try feed.watch(looking: FeedWatch.seldom)
        for count in 1...3 {
            await feed.grow { watch.touch(Self.hospital) }
            while feed.told.withLock(\.count) < count { await Task.yield() }
            // Nothing was written after all.
            watch.touch(Self.hospital)
        }
        #expect(feed.told.withLock { $0 } == [Self.hospital, Self.hospital, Self.hospital])
    }

    /// Between two connections nobody listened: whoever waits may have missed something.
    @Test func afterDeafnessEverythingIsLookedAt() async throws {
        let feed = Feed()
        let watch = try feed.watch(looking: FeedWatch.seldom)
        watch.hear(.deaf)
        await feed.grow { watch.hear(.hearing) }
    }

    @Test func withoutHintsItLooksByItself() async throws {
        let feed = Feed()
        let watch = try feed.watch(looking: .milliseconds(5))
        await feed.grow { watch.listen() }
        await feed.grow()
    }

    /// It sleeps for half a minute because hints come; when they come no more it must not sleep on.
    @Test func itLooksAgainAsSoonAsItHearsNothing() async throws {
        let feed = Feed()
        let watch = try feed.watch(looking: .milliseconds(5))
        watch.hear(.hearing)
        watch.listen()
        await feed.grow { watch.hear(.grew(Self.hospital)) }
        await feed.grow { watch.hear(.deaf) }
    }
}
