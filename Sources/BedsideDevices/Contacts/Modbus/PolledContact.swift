/// One point that is read again and again: what its readings mean, with the time passed in.
///
/// A level counts when two readings in a row gave it and it stood for the debounce time. Towards the alarm it is quicker: a
/// button is pressed at the first reading that says so, and a contact that reads otherwise each time is active.
struct PolledContact: Sendable {
    /// So many readings that each differ from the one before are chatter, which is held on (alarms.md 5.4).
    private static let chatter = 4

    private let point: ContactPoint
    /// What was told last.
    private var told = false
    private var raw = false
    private var since: ContinuousClock.Instant
    private var isConfirmed = false
    private var changes = 0

    init(_ point: ContactPoint, at now: ContinuousClock.Instant) {
        self.point = point
        since = now
    }

    /// The first reading, or the first after a loss: it counts at once.
    mutating func start(_ isClosed: Bool, at now: ContinuousClock.Instant) -> ContactEvent? {
        let level = isActive(isClosed)
        (told, raw, since, isConfirmed, changes) = (level, level, now, true, 0)
        return event(level)
    }

    /// A further reading.
    mutating func see(_ isClosed: Bool, at now: ContinuousClock.Instant) -> ContactEvent? {
        let level = isActive(isClosed)
        if level == raw {
            isConfirmed = true
            changes = 0
        } else {
            (raw, since, isConfirmed) = (level, now, false)
            changes += 1
        }
        let isSettled = isConfirmed && now - since >= point.debounce
        let isHurried = raw && (point.mode == .momentary || changes >= Self.chatter)
        guard raw != told, isSettled || isHurried else { return nil }
        told = raw
        return event(raw)
    }

    /// Nothing can be read any more: a raise that was not old enough yet counts.
    mutating func close() -> ContactEvent? {
        guard raw, !told else { return nil }
        told = true
        return event(true)
    }

    private func isActive(_ isClosed: Bool) -> Bool { isClosed != (point.mode == .normallyClosed) }

    private func event(_ level: Bool) -> ContactEvent? {
        switch point.mode {
        case .momentary: level ? .pressed(point.name, count: 1) : nil
        case .normallyOpen, .normallyClosed: .level(point.name, isActive: level)
        }
    }
}
