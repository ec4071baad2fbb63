/// How long to wait after a failure, so that neither one terminal nor sixty thousand of them flood a central store.
///
/// Full jitter: anything between nothing and a limit that doubles with each failure. Waits for a link or a server that has
/// just gone are longer, because all terminals lost it in the same moment.
package struct Backoff: Sendable, Hashable {
    private let pace: SyncPace
    /// In a row.
    package private(set) var failures = 0

    package init(_ pace: SyncPace) { self.pace = pace }

    /// Before the first request of a run, or after the link came up.
    package func firstContact(using random: inout some RandomNumberGenerator) -> Duration {
        anything(upTo: pace.firstContact, using: &random)
    }

    package mutating func succeeded() { failures = 0 }

    /// Counts the failure.
    package mutating func wait(
        after error: LineError?, using random: inout some RandomNumberGenerator
    ) -> Duration {
        let step = min(pace.ceiling, pace.base * (1 << min(failures, 20)))
        let wait: Duration
        switch error {
        case .refused(_, _, let asked?):
            // Its word wins: never sooner. Many are asked to come at one moment, hence a while on top.
            let asked = min(max(asked, .zero), pace.longestRetryAfter)
            wait = asked + anything(upTo: max(step, min(asked, pace.firstContact)), using: &random)
        case .unreachable where failures == 0, .cut where failures == 0: wait = firstContact(using: &random)
        case .unreachable, .cut, .late, .untrusted, .garbled, .refused, .own, nil:
            wait = anything(upTo: step, using: &random)
        }
        failures += 1
        return wait
    }

    private func anything(upTo limit: Duration, using random: inout some RandomNumberGenerator) -> Duration {
        let milliseconds = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000
        return .milliseconds(Int64.random(in: 0...max(0, milliseconds), using: &random))
    }
}
