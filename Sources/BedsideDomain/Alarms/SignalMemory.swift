/// What one source did lately: its level, a raise that is not believed yet, and how often it changed.
struct SignalMemory: Sendable, Hashable {
    /// Nil until it was seen for the first time.
    var level: Bool?
    /// When its raise counts, in milliseconds since boot.
    var pendingOn: Int64?
    /// When it changed within the last minute, oldest first; never more than the chatter limit and one.
    private(set) var changes: [Int64] = []
    /// It changes too often: held on until a quiet minute has passed.
    private(set) var isUnstable = false

    static let window: Int64 = 60_000

    /// When a quiet minute will have passed.
    var calmAt: Int64? { isUnstable ? (changes.last ?? 0) + Self.window : nil }

    /// When time will make something of it.
    var next: Int64? { [pendingOn, calmAt].compactMap(\.self).min() }

    /// Notes a change; true when it has just become unstable.
    mutating func change(at uptime: Int64, limit: Int) -> Bool {
        changes.append(uptime)
        changes.removeAll { $0 <= uptime - Self.window }
        if changes.count > limit + 1 { changes.removeFirst(changes.count - limit - 1) }
        guard !isUnstable, changes.count > limit else { return false }
        isUnstable = true
        return true
    }

    mutating func calm() {
        isUnstable = false
        changes = []
    }
}
