/// What the edges of one point mean: pure, with the time passed in.
///
/// A level counts when it stood for the debounce time. Two exceptions, both towards the alarm:
/// - a momentary point is active at its first edge, because a press is a fact and waiting is latency; it is ready for
///   the next press when it was at rest for the debounce time, so that a bouncing press is one;
/// - a contact that does not come to rest for four debounce times is active: chatter is held on, not dropped
///   (alarms.md 5.4).
struct Debouncer: Sendable {
    private let time: Duration
    private let isMomentary: Bool
    /// What was told last.
    private var told = false
    /// What the edges say, and since when.
    private var raw = false
    private var since: ContinuousClock.Instant
    /// When the bouncing began that is not over yet.
    private var unrest: ContinuousClock.Instant

    init(time: Duration, isMomentary: Bool, at now: ContinuousClock.Instant) {
        self.time = time
        self.isMomentary = isMomentary
        (since, unrest) = (now - time, now)
    }

    /// When ``expire(at:)`` has something to tell unless an edge comes first. A momentary point needs none: its rest is
    /// measured at its next edge.
    var deadline: ContinuousClock.Instant? { raw != told && !isMomentary ? since + time : nil }

    /// The level as it was read, not as an edge: it counts at once. Returns what is to be told.
    mutating func start(_ level: Bool, at now: ContinuousClock.Instant) -> Bool? {
        (raw, told, since, unrest) = (level, level, now - time, now)
        return isMomentary && !level ? nil : level
    }

    /// An edge, or a level that was read again. Returns the level that counts from now on, nil when none is new.
    mutating func see(_ level: Bool, at now: ContinuousClock.Instant) -> Bool? {
        guard level != raw else { return expire(at: now) }
        let settled = settle(at: now)
        (raw, since) = (level, now)
        guard raw, !told, isMomentary || now - unrest >= time * 4 else { return settled }
        told = true
        return true
    }

    /// Edges are known to be lost: a momentary point that was at rest has been pressed.
    mutating func miss(at now: ContinuousClock.Instant) -> Bool? {
        let settled = settle(at: now)
        guard isMomentary, !told else { return settled }
        (told, since) = (true, now)
        return true
    }

    /// Tells a level that stood long enough.
    mutating func expire(at now: ContinuousClock.Instant) -> Bool? {
        deadline.map { $0 <= now } ?? false ? settle(at: now) : nil
    }

    /// Nothing can be seen any more: a raise that was not old enough yet counts.
    mutating func close() -> Bool? {
        guard raw, !told else { return nil }
        told = true
        return true
    }

    private mutating func settle(at now: ContinuousClock.Instant) -> Bool? {
        guard now - since >= time else { return nil }
        unrest = now
        guard raw != told else { return nil }
        told = raw
        return isMomentary && !raw ? nil : raw
    }
}
