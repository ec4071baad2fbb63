import CPosix

/// Translates the kernel's stamps into the decoders' time, so that a reader thread that was held up for a moment sees
/// no gap where the scanner made none.
struct EventClock {
    /// The node stamps with the monotonic clock; else the stamps are wall time, which may step, and are not used.
    let isMonotonic: Bool

    /// A pair of readings of both clocks, taken together.
    struct Moment {
        fileprivate let now: ContinuousClock.Instant
        fileprivate let microseconds: Int64?

        /// The time of an event: never in the future, and never older than a kernel ring can be.
        func instant(of event: StampedKeyEvent) -> ContinuousClock.Instant {
            guard let microseconds else { return now }
            let age = microseconds.subtractingReportingOverflow(event.microseconds)
            guard !age.overflow, (0...10_000_000).contains(age.partialValue) else { return now }
            return now - .microseconds(age.partialValue)
        }
    }

    func moment(_ now: ContinuousClock.Instant) -> Moment {
        Moment(now: now, microseconds: isMonotonic ? bedside_monotonic_microseconds() : nil)
    }
}
