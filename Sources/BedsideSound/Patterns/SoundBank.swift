import BedsideDomain

/// Every burst that can sound, rendered before it is needed: playing allocates nothing and computes nothing.
struct SoundBank: Sendable {
    private let bursts: [Key: [Int16]]

    private struct Key: Hashable {
        let priority: AlarmPriority
        let level: Int
    }

    init(_ configuration: SoundConfiguration) {
        var bursts: [Key: [Int16]] = [:]
        for priority in AlarmPriority.allCases {
            let wave = BurstWave(SoundPattern(for: priority))
            for level in SoundConfiguration.levels {
                let amplitude = configuration.amplitude(at: level)
                bursts[Key(priority: priority, level: level)] = wave.samples(amplitude: amplitude)
            }
        }
        self.bursts = bursts
    }

    /// Interleaved samples of one burst; a level outside of the bounds is the nearest inside.
    func samples(of priority: AlarmPriority, level: Int) -> [Int16] {
        bursts[Key(priority: priority, level: SoundConfiguration.clamped(level))] ?? []
    }
}
