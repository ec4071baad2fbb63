package import BedsideDomain

/// Gathers what the parts of the sync see and makes a ``SyncHealth`` of it.
package struct HealthGauge: Sendable {
    /// Without contact for so long, while requests fail, a terminal is offline.
    static let silence: Duration = .seconds(90)
    /// Facts that wait for longer are behind.
    static let patience: Duration = .seconds(60)

    private let isEnrolled: Bool
    private var stop: SyncStop?
    private var standing: OutboxStanding?
    private var waitingSince: (monotonic: Duration, wall: Timestamp)?
    private var contact: (monotonic: Duration, wall: Timestamp)?
    private var isFailing = false
    private var dates: CertificateDates?
    package private(set) var central = CentralTime()

    package init(isEnrolled: Bool) { self.isEnrolled = isEnrolled }

    package mutating func certificate(_ dates: CertificateDates) { self.dates = dates }

    package mutating func stopped(_ reason: SyncStop) { stop = reason }

    /// An answer came whose request left at `sent`.
    package mutating func heard(_ serverTime: Int64?, sent: Duration, at now: Duration, wall: Timestamp) {
        contact = (now, wall)
        isFailing = false
        if let serverTime { central.heard(serverTime, sent: sent, at: now, wall: wall) }
    }

    package mutating func missed() { isFailing = true }

    package mutating func outbox(_ standing: OutboxStanding, at now: Duration, wall: Timestamp) {
        if standing.backlog == 0 {
            waitingSince = nil
        } else if waitingSince == nil || standing.acked != self.standing?.acked {
            // As long as it moves, the wait is that of the oldest fact; wall times of facts are not trusted.
            waitingSince = waitingSince ?? (now, wall)
        }
        self.standing = standing
    }

    package func health(at now: Duration) -> SyncHealth {
        SyncHealth(
            standing: word(at: now), backlog: standing?.backlog ?? 0, oldestUnsent: standing?.oldestUnsent,
            held: standing?.held ?? 0, lastContact: contact?.wall, clockOffset: central.offset,
            certificateDays: dates.flatMap { dates in central.now(at: now).map(dates.days) })
    }

    private func word(at now: Duration) -> SyncHealth.Standing {
        guard isEnrolled else { return .neverEnrolled }
        switch stop {
        case .revoked: return .revoked
        case let stop?: return .frozen(stop)
        case nil: break
        }
        guard let contact else { return .offline(since: nil) }
        if isFailing, now - contact.monotonic > Self.silence { return .offline(since: contact.wall) }
        if let waitingSince, now - waitingSince.monotonic > Self.patience { return .behind(since: waitingSince.wall) }
        return .inStep
    }
}
