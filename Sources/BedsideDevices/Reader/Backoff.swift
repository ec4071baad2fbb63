/// When to try a device again that is there but does not work: 250 ms, doubled up to 30 s, for ever.
struct Backoff: Equatable {
    private(set) var attempts = 0

    /// The wait before the next attempt.
    mutating func next() -> Duration {
        defer { attempts += 1 }
        return min(.milliseconds(250) * (1 << min(attempts, 10)), .seconds(30))
    }
}
