import BedsideScreen

/// Tells a trembling hand's second stroke of a key, and a held key's repeats, from somebody's choice.
///
/// EN 301 549 clause 5.8 (double-strike key acceptance): for a while after a stroke, the same key is not taken once more. Another
/// key is, so that practised fingers lose no time.
struct Strokes: Sendable {
    /// Longer than a keyboard waits before it repeats (kmscon and the console: 250 ms), shorter than an impatient hand does.
    static let gap = Duration.milliseconds(300)

    private var last: Key?
    private var at: Duration = .zero

    /// Whether this key was struck less than `gap` ago; from now on it was.
    mutating func isDoubled(_ key: Key, within gap: Duration = Self.gap, at now: Duration) -> Bool {
        defer { (last, at) = (key, now) }
        return key == last && now - at < gap
    }
}
