import BedsideDomain
import BedsideSync
import Testing

struct HealthGaugeTests {
    private let wall = Timestamp(milliseconds: 1_800_000_000_000)

    private func standing(_ backlog: Int, acked: Int64 = 5) -> OutboxStanding {
        OutboxStanding(
            last: acked + Int64(backlog), acked: acked, backlog: backlog, oldestUnsent: backlog > 0 ? wall : nil,
            held: 2)
    }

    @Test func neverEnrolled() {
        var gauge = HealthGauge(isEnrolled: false)
        gauge.outbox(standing(3), at: .zero, wall: wall)
        #expect(gauge.health(at: .seconds(500)).standing == .neverEnrolled)
        #expect(gauge.health(at: .zero).backlog == 3)
        #expect(gauge.health(at: .zero).held == 2)
    }

    @Test func inStepUntilFactsWaitForAMinute() {
        var gauge = HealthGauge(isEnrolled: true)
        gauge.heard(wall.milliseconds, sent: .zero, at: .zero, wall: wall)
        gauge.outbox(standing(3), at: .seconds(10), wall: wall)
        #expect(gauge.health(at: .seconds(69)).standing == .inStep)
        #expect(gauge.health(at: .seconds(71)).standing == .behind(since: wall))
        gauge.outbox(standing(0, acked: 8), at: .seconds(72), wall: wall)
        #expect(gauge.health(at: .seconds(500)).standing == .inStep)
    }

    @Test func offlineAfterNinetySecondsOfFailures() {
        var gauge = HealthGauge(isEnrolled: true)
        #expect(gauge.health(at: .zero).standing == .offline(since: nil))
        gauge.heard(nil, sent: .zero, at: .zero, wall: wall)
        gauge.missed()
        #expect(gauge.health(at: .seconds(89)).standing == .inStep)
        #expect(gauge.health(at: .seconds(91)).standing == .offline(since: wall))
        gauge.heard(nil, sent: .seconds(92), at: .seconds(92), wall: wall)
        #expect(gauge.health(at: .seconds(93)).standing == .inStep)
        // A long poll that only waits is no silence.
        #expect(gauge.health(at: .seconds(500)).standing == .inStep)
    }

    @Test func frozenAndRevokedComeFirst() {
        var gauge = HealthGauge(isEnrolled: true)
        gauge.stopped(.fork)
        #expect(gauge.health(at: .zero).standing == .frozen(.fork))
        gauge.stopped(.revoked)
        #expect(gauge.health(at: .zero).standing == .revoked)
    }

    @Test(arguments: [(Int64(0), false), (119_000, false), (121_000, true), (-121_000, true), (315_360_000_000, true)])
    func aWrongClockIsFlagged(error: Int64, isWrong: Bool) {
        var gauge = HealthGauge(isEnrolled: true)
        let own = Timestamp(milliseconds: wall.milliseconds + error)
        gauge.heard(wall.milliseconds, sent: .zero, at: .zero, wall: own)
        let health = gauge.health(at: .zero)
        #expect(health.clockOffset == error)
        #expect(health.isClockWrong == isWrong)
        // The central store's time goes on by the monotonic clock alone.
        #expect(gauge.central.now(at: .seconds(3))?.milliseconds == wall.milliseconds + 3000)
    }

    @Test func aTimeThatNoClockShowsIsLeftOut() {
        var gauge = HealthGauge(isEnrolled: true)
        gauge.heard(.max, sent: .zero, at: .zero, wall: wall)
        #expect(gauge.health(at: .zero).clockOffset == nil)
    }

    @Test func theCertificatesDaysAreTheCentralStores() {
        var gauge = HealthGauge(isEnrolled: true)
        gauge.certificate(CertificateDates(notBefore: wall, notAfter: wall.adding(days: 30)))
        #expect(gauge.health(at: .zero).certificateDays == nil)
        gauge.heard(wall.milliseconds, sent: .zero, at: .zero, wall: Timestamp(milliseconds: 0))
        #expect(gauge.health(at: .zero).certificateDays == 30)
    }
}
