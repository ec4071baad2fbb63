/// The points of one input and what was seen of them: contacts open and close here, and events come out.
struct DebouncedPoints {
    private var entries: [Entry]
    private var told: [ContactEvent] = []

    private struct Entry {
        let point: ContactPoint
        var debouncer: Debouncer

        func isActive(_ isClosed: Bool) -> Bool { isClosed != (point.mode == .normallyClosed) }
    }

    init(_ points: [ContactPoint], at now: ContinuousClock.Instant) {
        entries = points.map { point in
            Entry(
                point: point,
                debouncer: Debouncer(time: point.debounce, isMomentary: point.mode == .momentary, at: now))
        }
    }

    var indices: Range<Int> { entries.indices }

    /// When ``expire(at:)`` is due.
    var deadline: ContinuousClock.Instant? { entries.lazy.compactMap(\.debouncer.deadline).min() }

    /// The input was read for the first time, or again after a loss: every level is told, and a button that is held is a
    /// press.
    mutating func start(_ index: Int, isClosed: Bool, at now: ContinuousClock.Instant) {
        note(index) { entry in entry.debouncer.start(entry.isActive(isClosed), at: now) }
    }

    /// A contact closed or opened, or was read again.
    mutating func see(_ index: Int, isClosed: Bool, at now: ContinuousClock.Instant) {
        note(index) { entry in entry.debouncer.see(entry.isActive(isClosed), at: now) }
    }

    /// Edges of a contact are known to be lost.
    mutating func miss(_ index: Int, at now: ContinuousClock.Instant) { note(index) { $0.debouncer.miss(at: now) } }

    /// Tells the levels that stood long enough.
    mutating func expire(at now: ContinuousClock.Instant) {
        for index in indices { note(index) { $0.debouncer.expire(at: now) } }
    }

    /// The input is lost: what was about to be raised is raised.
    mutating func close() {
        for index in indices { note(index) { $0.debouncer.close() } }
    }

    /// The events since the last time.
    mutating func take() -> [ContactEvent] {
        defer { told.removeAll(keepingCapacity: true) }
        return told
    }

    private mutating func note(_ index: Int, _ change: (inout Entry) -> Bool?) {
        guard let level = change(&entries[index]) else { return }
        let point = entries[index].point
        switch point.mode {
        case .momentary: told.append(.pressed(point.name, count: 1))
        case .normallyOpen, .normallyClosed: told.append(.level(point.name, isActive: level))
        }
    }
}
