import BedsideDomain

/// When a pulse goes: every minute, and soon after something changed, but never in a crowd.
package struct PulseRhythm: Sendable {
    /// Changes within it go together.
    private static let crowd: Duration = .seconds(5)
    private let pace: SyncPace
    private var backoff: Backoff
    private var notBefore: Duration = .zero
    package private(set) var next: Duration = .zero

    package init(_ pace: SyncPace) {
        self.pace = pace
        backoff = Backoff(pace)
    }

    package mutating func start(at now: Duration, using random: inout some RandomNumberGenerator) {
        next = now + backoff.firstContact(using: &random)
        notBefore = next
    }

    package mutating func changed(at now: Duration) { next = min(next, max(notBefore, now + Self.crowd)) }

    package mutating func sent(at now: Duration) {
        backoff.succeeded()
        notBefore = now + Self.crowd
        next = now + pace.pulse
    }

    package mutating func failed(_ error: LineError, at now: Duration, using random: inout some RandomNumberGenerator) {
        // A pulse that is lost is no loss.
        next = now + max(pace.pulse, backoff.wait(after: error, using: &random))
        notBefore = next
    }
}
