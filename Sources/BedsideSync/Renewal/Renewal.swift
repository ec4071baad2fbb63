package import BedsideDomain
import BedsideWire

/// When this terminal's certificate is good.
package struct CertificateDates: Sendable, Hashable {
    package let notBefore: Timestamp
    package let notAfter: Timestamp

    package init(notBefore: Timestamp, notAfter: Timestamp) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Whole days until its end, negative after it.
    package func days(at now: Timestamp) -> Int {
        Int(((Double(notAfter.milliseconds) - Double(now.milliseconds)) / 86_400_000).rounded(.down))
    }
}

package enum RenewalEvent: Sendable {
    case started(CertificateDates)
    case woken
    /// The central store, by an answer to somebody else, says that the certificate is over.
    case refused
    case renewed(CertificateDates)
    case failed(LineError)
    case enrolled(CertificateDates)
}

package enum RenewalAction: Sendable, Hashable {
    /// Make a request, send it, keep the answer on the disk, begin new connections.
    case renew
    case wake(at: Duration)
    case stopped(SyncStop)
}

/// Gets a new certificate after two thirds of the old one's time, each terminal at its own moment; again and again while that
/// fails, also after the end, because the central store takes an old one for ninety days more.
///
/// Dates are the central store's: they are compared with its clock as it was last heard, never with this terminal's own.
package struct Renewal: Sendable {
    package enum Phase: Sendable, Hashable {
        case new
        case waiting(until: Duration)
        case renewing
        case stopped(SyncStop)
    }

    package private(set) var phase: Phase = .new
    private var dates: CertificateDates?
    /// Of one sixth of the lifetime, this part: drawn once for a certificate.
    private var share: Double = 0
    private var backoff: Backoff

    package init(_ pace: SyncPace) {
        var pace = pace
        // A certificate lasts for weeks: nobody hurries.
        pace.base = max(pace.base, .seconds(30))
        pace.ceiling = max(pace.ceiling, .seconds(3600))
        backoff = Backoff(pace)
    }

    /// The only way in. `central` is the central store's clock; nil while it was never heard.
    package mutating func handle(
        _ event: RenewalEvent, at now: Duration, central: Timestamp?,
        using random: inout some RandomNumberGenerator
    ) -> [RenewalAction] {
        switch (phase, event) {
        case (_, .enrolled(let dates)), (.new, .started(let dates)):
            begin(dates, using: &random)
            return look(at: now, central: central)
        case (.renewing, .renewed(let dates)):
            begin(dates, using: &random)
            let actions = look(at: now, central: central)
            // A new certificate that is over at once comes of a wrong clock over there: not in a circle at full speed.
            return phase == .renewing ? wait(until: now + .seconds(3600)) : actions
        case (.stopped, _): return []
        case (.waiting(let until), .woken): return now >= until ? look(at: now, central: central) : [.wake(at: until)]
        case (.waiting, .refused) where backoff.failures == 0: return renew()
        case (.renewing, .failed(let error)):
            if error.code == .revoked {
                phase = .stopped(.revoked)
                return [.stopped(.revoked)]
            }
            return wait(until: now + backoff.wait(after: error, using: &random))
        default: return []
        }
    }

    /// When it is time, by the central store's clock: two thirds of the lifetime, and up to a sixth more.
    package var due: Timestamp? {
        guard let dates else { return nil }
        let life = max(0, Double(dates.notAfter.milliseconds) - Double(dates.notBefore.milliseconds))
        return Timestamp(milliseconds: dates.notBefore.milliseconds + Int64(life * (2.0 / 3 + share / 6)))
    }

    private mutating func begin(_ dates: CertificateDates, using random: inout some RandomNumberGenerator) {
        self.dates = dates
        backoff.succeeded()
        share = Double.random(in: 0..<1, using: &random)
    }

    private mutating func look(at now: Duration, central: Timestamp?) -> [RenewalAction] {
        // A renewal that failed has its time by the back-off.
        if backoff.failures > 0 { return renew() }
        guard let due, let central else { return wait(until: now + .seconds(60)) }
        let left = Double(due.milliseconds) - Double(central.milliseconds)
        guard left > 0 else { return renew() }
        // Looked at anew every hour, because the central store's clock may be put right.
        return wait(until: now + min(.milliseconds(Int64(min(left, 3_600_000))), .seconds(3600)))
    }

    private mutating func renew() -> [RenewalAction] {
        phase = .renewing
        return [.renew]
    }

    private mutating func wait(until time: Duration) -> [RenewalAction] {
        phase = .waiting(until: time)
        return [.wake(at: time)]
    }
}
