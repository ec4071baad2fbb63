import BedsideDomain
import BedsideSync
import BedsideWire
import Testing

@testable import BedsideSimulation

struct RenewalTests {
    private let dates = CertificateDates(
        notBefore: Timestamp(milliseconds: 0), notAfter: Timestamp(milliseconds: 30 * 86_400_000))
    private func day(_ days: Double) -> Timestamp { Timestamp(milliseconds: Int64(days * 86_400_000)) }

    @Test func itIsDueAfterTwoThirdsEachAtItsOwnMoment() {
        var dice = Dice(seed: 5)
        let dues = (0..<200).compactMap { _ in
            var renewal = Renewal(SyncPace())
            _ = renewal.handle(.started(dates), at: .zero, central: day(1), using: &dice)
            return renewal.due
        }
        #expect(dues.allSatisfy { $0 >= day(20) && $0 <= day(25) })
        #expect(Set(dues).count > 150)
    }

    @Test func itGoesByTheCentralStoresClock() {
        var least = Loaded()
        var renewal = Renewal(SyncPace())
        #expect(renewal.handle(.started(dates), at: .zero, central: nil, using: &least) == [.wake(at: .seconds(60))])
        #expect(
            renewal.handle(.woken, at: .seconds(60), central: day(19), using: &least) == [.wake(at: .seconds(3660))])
        #expect(renewal.handle(.woken, at: .seconds(3660), central: day(20.1), using: &least) == [.renew])
    }

    @Test func aRefusalRenewsAtOnceAndFailuresAreRepeated() {
        var least = Loaded()
        var most = Loaded(isMost: true)
        var renewal = Renewal(SyncPace())
        _ = renewal.handle(.started(dates), at: .zero, central: day(100), using: &least)
        #expect(renewal.phase == .renewing)
        #expect(
            renewal.handle(.failed(.late), at: .zero, central: day(100), using: &most) == [.wake(at: .seconds(30))])
        // Others hear "expired" too meanwhile: the back-off counts.
        #expect(renewal.handle(.refused, at: .seconds(1), central: day(100), using: &most).isEmpty)
        #expect(renewal.handle(.woken, at: .seconds(30), central: day(100), using: &most) == [.renew])
        let new = CertificateDates(notBefore: day(100), notAfter: day(130))
        #expect(
            renewal.handle(.renewed(new), at: .seconds(31), central: day(100), using: &least)
                == [.wake(at: .seconds(3631))])
        #expect(renewal.handle(.refused, at: .seconds(40), central: day(100), using: &least) == [.renew])
    }

    @Test func aNewOneThatIsOverAtOnceIsNoCircleAtFullSpeed() {
        var least = Loaded()
        var renewal = Renewal(SyncPace())
        #expect(renewal.handle(.started(dates), at: .zero, central: day(29), using: &least) == [.renew])
        #expect(
            renewal.handle(.renewed(dates), at: .zero, central: day(29), using: &least) == [.wake(at: .seconds(3600))])
        #expect(renewal.handle(.woken, at: .seconds(3600), central: day(29), using: &least) == [.renew])
    }

    @Test func aRevokedOneIsNotRenewed() {
        var least = Loaded()
        var renewal = Renewal(SyncPace())
        _ = renewal.handle(.started(dates), at: .zero, central: day(29), using: &least)
        #expect(
            renewal.handle(.failed(Sample.refusal(.revoked, status: 403)), at: .zero, central: day(29), using: &least)
                == [.stopped(.revoked)])
        #expect(renewal.handle(.woken, at: .seconds(9999), central: day(29), using: &least).isEmpty)
    }

    @Test func daysToTheEnd() {
        #expect(dates.days(at: day(29.5)) == 0)
        #expect(dates.days(at: day(31)) == -1)
        #expect(dates.days(at: day(1)) == 29)
    }
}
