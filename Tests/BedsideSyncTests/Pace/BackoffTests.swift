import BedsideSync
import BedsideWire
import Testing

@testable import BedsideSimulation

struct BackoffTests {
    @Test func theLimitDoublesUpToFiveMinutes() {
        var backoff = Backoff(SyncPace())
        var most = Loaded(isMost: true)
        let waits = (0..<12).map { _ in backoff.wait(after: .late, using: &most) }
        #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map { .seconds($0) })
        backoff.succeeded()
        #expect(backoff.wait(after: .late, using: &most) == .seconds(1))
    }

    @Test func everythingBelowTheLimitIsDrawn() {
        var dice = Dice(seed: 3)
        let waits = (0..<500).map { _ in
            var backoff = Backoff(SyncPace())
            for _ in 0..<9 { _ = backoff.wait(after: .late, using: &dice) }
            return backoff.wait(after: .late, using: &dice)
        }
        #expect(waits.allSatisfy { $0 >= .zero && $0 <= .seconds(300) })
        #expect(waits.filter { $0 < .seconds(60) }.count > 50)
        #expect(waits.filter { $0 > .seconds(240) }.count > 50)
    }

    @Test func aLinkThatHasJustGoneIsNotAskedByEverybodyAtOnce() {
        var most = Loaded(isMost: true)
        for error in [LineError.unreachable(""), .cut("")] {
            var backoff = Backoff(SyncPace())
            #expect(backoff.wait(after: error, using: &most) == .seconds(60))
            #expect(backoff.wait(after: error, using: &most) == .seconds(2))
        }
    }

    @Test func retryAfterWinsAndIsSpread() {
        var least = Loaded()
        var most = Loaded(isMost: true)
        let error = Sample.refusal(.busy, status: 503, after: .seconds(600))
        var one = Backoff(SyncPace())
        var other = Backoff(SyncPace())
        #expect(one.wait(after: error, using: &least) == .seconds(600))
        #expect(other.wait(after: error, using: &most) == .seconds(660))
    }

    @Test func aRetryAfterOfYearsIsNotBelieved() {
        var least = Loaded()
        var backoff = Backoff(SyncPace())
        let error = Sample.refusal(.busy, status: 503, after: .seconds(1_000_000))
        #expect(backoff.wait(after: error, using: &least) == .seconds(3600))
        #expect(backoff.wait(after: Sample.refusal(.busy, after: .seconds(-5)), using: &least) == .zero)
    }
}
