import BedsideDomain

/// What becomes of a whole scan.
package enum ScanVerdict: String, Sendable, Hashable, CaseIterable {
    /// It counts.
    case pass
    /// The same code as a moment ago: one scan, not two.
    case repeated
    /// The first above the rate: tell ``ScanFault/tooFast``.
    case tooFast = "too-fast"
    /// More of that flood: told already.
    case dropped
}

/// Judges the scans of one scanner in their order. Pure; time is passed in.
struct ScanLimiter {
    private let limits: ScanLimits
    private var recent: RecentCodes
    private var bucket: RateBucket?

    /// - Parameter salt: random for each limiter, so that what it remembers of a code tells nothing of the code.
    init(limits: ScanLimits, salt: UInt64) {
        self.limits = limits
        recent = RecentCodes(window: limits.repeatWindow, salt: salt)
        bucket = limits.rate.map { RateBucket(rate: $0) }
    }

    mutating func judge(_ reading: Reading, at time: ContinuousClock.Instant) -> ScanVerdict {
        // First, because a code that lies before the scanner is no flood.
        if limits.repeatWindow > .zero, recent.isRepeat(reading, at: time) { return .repeated }
        return bucket?.take(at: time) ?? .pass
    }
}

/// The codes of the last moments as salted hashes: the payload itself is not kept for the comparison.
private struct RecentCodes {
    private struct Seen {
        let hash: Int
        var last: ContinuousClock.Instant
    }

    /// More than the standard rate lets through in the standard window; the oldest goes first.
    private static let capacity = 16

    private let window: Duration
    private let salt: UInt64
    private var seen: [Seen] = []

    init(window: Duration, salt: UInt64) {
        self.window = window
        self.salt = salt
    }

    mutating func isRepeat(_ reading: Reading, at time: ContinuousClock.Instant) -> Bool {
        seen.removeAll { $0.last + window <= time }
        let hash = hash(of: reading)
        if let index = seen.firstIndex(where: { $0.hash == hash }) {
            seen[index].last = time
            return true
        }
        if seen.count == Self.capacity { seen.removeFirst() }
        seen.append(Seen(hash: hash, last: time))
        return false
    }

    /// SipHash under a key of this process and the salt.
    private func hash(of reading: Reading) -> Int {
        var hasher = Hasher()
        hasher.combine(salt)
        hasher.combine(reading.content.codeText)
        hasher.combine(reading.payload.value)
        return hasher.finalize()
    }
}

/// A token bucket that, once it is empty, stays closed until the scanner was calm for a second: a device that floods for
/// hours is told once and then takes no work.
private struct RateBucket {
    private static let calm = Duration.seconds(1)

    private let rate: ScanRate
    private var tokens: Double
    private var isFlooded = false
    private var last: ContinuousClock.Instant?

    init(rate: ScanRate) {
        self.rate = rate
        tokens = Double(rate.burst)
    }

    mutating func take(at time: ContinuousClock.Instant) -> ScanVerdict {
        defer { last = time }
        let rest = last.map { $0.duration(to: time) } ?? .zero
        if isFlooded {
            guard rest >= Self.calm else { return .dropped }
            isFlooded = false
            tokens = Double(rate.burst)
        } else {
            tokens = min(Double(rate.burst), tokens + rest / .seconds(1) * Double(rate.perSecond))
        }
        guard tokens >= 1 else {
            isFlooded = true
            return .tooFast
        }
        tokens -= 1
        return .pass
    }
}
