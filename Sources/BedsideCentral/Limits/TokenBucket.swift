/// So many requests a second, with a reserve for bursts. A value: time comes from outside.
struct TokenBucket: Sendable {
    /// Tokens a second.
    let rate: Double
    let burst: Double
    private var tokens: Double
    private var last: ContinuousClock.Instant

    init(rate: Double, burst: Double, at now: ContinuousClock.Instant) {
        self.rate = rate
        self.burst = burst
        tokens = burst
        last = now
    }

    /// Takes a token; otherwise the seconds until there is one.
    mutating func take(at now: ContinuousClock.Instant) -> Double? {
        let passed =
            Double((now - last).components.seconds) + Double((now - last).components.attoseconds) * 1e-18
        if passed > 0 {
            tokens = min(burst, tokens + passed * rate)
            last = now
        }
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return (1 - tokens) / rate
    }
}
