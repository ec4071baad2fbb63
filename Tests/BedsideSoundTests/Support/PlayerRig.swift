import BedsideDomain

@testable import BedsideSound

/// A player whose clock is turned by hand, from one wake-up to the next.
struct PlayerRig {
    private(set) var now = ContinuousClock.now
    private(set) var news: [SoundState] = []
    private(set) var steps = 0
    private let origin: ContinuousClock.Instant
    private var player: SoundPlayer
    private var plan = SoundPlan.silence
    private var wakeUp: ContinuousClock.Instant

    init(_ card: any SoundCard, _ bank: SoundBank) {
        player = SoundPlayer(card: card, bank: bank)
        origin = now
        wakeUp = now
    }

    /// Milliseconds since the rig was made.
    var time: Int { Int((now - origin) / .milliseconds(1)) }

    /// A new plan, followed at once.
    mutating func play(_ plan: SoundPlan) {
        self.plan = plan
        step()
    }

    /// Lets time pass, with every wake-up within it.
    mutating func pass(_ duration: Duration) {
        let end = now + duration
        while wakeUp <= end {
            now = max(now, wakeUp)
            step()
        }
        now = end
    }

    /// Lets time pass while the machine runs nothing.
    mutating func hold(_ duration: Duration) { now += duration }

    /// What was told since the last time it was asked.
    mutating func takeNews() -> [SoundState] {
        defer { news = [] }
        return news
    }

    private mutating func step() {
        steps += 1
        let outcome = player.step(plan, at: now)
        if let state = outcome.news { news.append(state) }
        wakeUp = outcome.wakeUp
    }
}

/// Rendered once for all tests: unoptimised, that takes a moment.
enum SharedBank {
    static let bank = Result { SoundBank(try SoundConfiguration(device: "fake", volume: 60)) }
}
