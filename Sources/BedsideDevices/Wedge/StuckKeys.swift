/// Watches for a key that stays down: a scanner holds one for a few milliseconds.
struct StuckKeys: Sendable {
    /// From here on a key is stuck.
    static let limit = Duration.seconds(3)
    /// More keys at once than any scanner presses; the others are not watched.
    private static let mostKeys = 8

    private struct Held: Sendable {
        let code: UInt16
        let since: ContinuousClock.Instant
        /// Its press was seen; else only the kernel's repetition says that it is down, and only for as long as it lasts.
        let wasPressed: Bool
        var isTold = false
    }

    private var held: [Held] = []

    /// When a key that is down will be stuck; nil when none is down, or only such as were told.
    var deadline: ContinuousClock.Instant? {
        held.lazy.filter { $0.wasPressed && !$0.isTold }.map { $0.since + Self.limit }.min()
    }

    /// A key went down. The kernel repeats the last one only, so of others that were not seen pressed nothing is known.
    mutating func press(_ code: UInt16, at time: ContinuousClock.Instant) {
        held.removeAll { !$0.wasPressed || $0.code == code }
        add(Held(code: code, since: time, wasPressed: true))
    }

    /// The kernel repeats a key: it is down, though maybe nobody saw it pressed. Whether it is stuck, and was not told yet.
    mutating func repeats(_ code: UInt16, at time: ContinuousClock.Instant) -> Bool {
        if !held.contains(where: { $0.code == code }) { add(Held(code: code, since: time, wasPressed: false)) }
        return takeNews(at: time) { $0.wasPressed || $0.code == code }
    }

    /// A key came up.
    mutating func release(_ code: UInt16) {
        guard !held.isEmpty else { return }
        held.removeAll { $0.code == code }
    }

    /// What is known about keys cannot be trusted any more.
    mutating func removeAll() { held.removeAll(keepingCapacity: true) }

    /// Whether a key is stuck by now that was not told yet.
    mutating func takeNews(at time: ContinuousClock.Instant) -> Bool { takeNews(at: time) { $0.wasPressed } }

    private mutating func takeNews(at time: ContinuousClock.Instant, of isMeant: (Held) -> Bool) -> Bool {
        var isNews = false
        for index in held.indices where !held[index].isTold && isMeant(held[index]) {
            guard time >= held[index].since + Self.limit else { continue }
            held[index].isTold = true
            isNews = true
        }
        return isNews
    }

    private mutating func add(_ key: Held) {
        if held.count < Self.mostKeys { held.append(key) }
    }
}
