package import BedsideDomain

/// One burst that sounds: begun once, heard to its end or cut.
package struct SoundBurst: Sendable, Hashable {
    package let priority: AlarmPriority
    /// As the plan said when it began; a new level is heard from the next burst on.
    package let level: Int
    package let start: ContinuousClock.Instant

    /// When the card has played all of it.
    package var end: ContinuousClock.Instant { start + SoundPattern(for: priority).burst + SoundPattern.tail }
}

/// When which burst sounds: pure, so that the rhythm is tested without a card or a clock.
///
/// - A new plan sounds at once, and silence is at once.
/// - A higher priority cuts into a running burst and starts at once.
/// - A lower one cuts it too (the higher alarm was accepted), and starts after ``breath``, so that the ear does not take
///   the two for one pattern.
/// - The same priority keeps its rhythm, whatever its level does.
package struct SoundSchedule: Sendable, Equatable {
    /// What sounds now, if anything, and when to ask again if nothing new is said; nil for not at all.
    package struct Step: Sendable, Equatable {
        package let burst: SoundBurst?
        package let wakeUp: ContinuousClock.Instant?
    }

    /// Silence between a burst that was cut and the lower pattern after it.
    package static let breath: Duration = .seconds(1)

    /// The plan that was followed last.
    private var plan = SoundPlan.silence
    /// The burst that sounds or sounded last under this plan.
    private var last: SoundBurst?
    /// A lower priority that waits for its first burst after a higher one.
    private var waiting: Waiting?

    private struct Waiting: Equatable {
        let priority: AlarmPriority
        let until: ContinuousClock.Instant
    }

    package init() {}

    /// Follows the newest plan.
    package mutating func follow(_ newest: SoundPlan, at now: ContinuousClock.Instant) -> Step {
        defer { plan = newest }
        switch newest {
        case .silence:
            forget()
            return Step(burst: nil, wakeUp: nil)
        case .test(let priority):
            if newest != plan { forget() }
            let burst = last ?? begin(priority, level: SoundConfiguration.levels.lowerBound, at: now)
            return now < burst.end ? Step(burst: burst, wakeUp: burst.end) : Step(burst: nil, wakeUp: nil)
        case .alarm(let priority, let level):
            turn(to: priority, at: now)
            if let waiting, now < waiting.until { return Step(burst: nil, wakeUp: waiting.until) }
            return alarm(priority, level: level, at: now)
        }
    }

    /// The burst could not be played: the next call begins a new one.
    package mutating func forget() {
        last = nil
        waiting = nil
    }

    /// Decides how the pattern of this priority comes in after what sounded before.
    private mutating func turn(to priority: AlarmPriority, at now: ContinuousClock.Instant) {
        if case .test = plan {
            // A test never delays an alarm: it goes on only where it is the alarm's own burst.
            guard let last, last.priority == priority, now < last.end else { return forget() }
        }
        if let waiting, waiting.priority < priority { self.waiting = nil }
        guard let last, last.priority != priority else { return }
        self.last = nil
        if priority < last.priority {
            waiting = Waiting(priority: priority, until: min(last.end, now) + Self.breath)
        }
    }

    private mutating func alarm(_ priority: AlarmPriority, level: Int, at now: ContinuousClock.Instant) -> Step {
        let interval = SoundPattern(for: priority).interval
        var burst = last ?? begin(priority, level: level, at: now)
        if now >= burst.start + interval { burst = begin(priority, level: level, at: now) }
        let due = burst.start + interval
        return now < burst.end ? Step(burst: burst, wakeUp: burst.end) : Step(burst: nil, wakeUp: due)
    }

    private mutating func begin(_ priority: AlarmPriority, level: Int, at now: ContinuousClock.Instant) -> SoundBurst {
        let burst = SoundBurst(priority: priority, level: level, start: now)
        last = burst
        waiting = nil
        return burst
    }
}
