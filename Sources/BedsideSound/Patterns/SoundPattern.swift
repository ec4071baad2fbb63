package import BedsideDomain

/// One tone of a pattern.
package struct SoundPulse: Sendable, Hashable {
    /// The fundamental in hertz; ``SoundPattern/partials`` come with it.
    package let frequency: Double
    /// From silence to silence.
    package let length: Duration
    /// Linear, within the length: the first part and the last.
    package let rise: Duration
    package let fall: Duration
    /// Silence after it, before the next.
    package let gap: Duration
}

/// What one priority sounds like: a burst of pulses, and how often it comes again while nobody accepts.
///
/// The patterns follow the style of IEC 60601-1-8: number and grouping of pulses tell the priority, so that no one has to
/// know a melody; the pitch is a second hint. They claim no conformity.
///
/// | priority | pulses (Hz) | pulse | gaps | rise, fall | burst | repeats after | loudness |
/// |---|---|---|---|---|---|---|---|
/// | emergency | 3 + 2, twice: 523 | 120 ms | 60, 240 before the 4th, 400 before the 6th | 15, 20 ms | 2.44 s | 5 s | 100 % |
/// | infusion | 3: 523, 440, 523 | 220 ms | 160 ms | 30, 40 ms | 0.98 s | 10 s | 80 % |
/// | call | 2: 440, 349 | 240 ms | 160 ms | 35, 60 ms | 0.64 s | 10 s | 50 % |
/// | technical | 1: 262 | 220 ms | – | 30, 40 ms | 0.22 s | 16 s | 50 % |
///
/// Repeats are from start to start. 5 s and 10 s are those of alarms.md 5.4, bound 10 s (UL 1069); a technical alarm is no
/// call and rests more than 15 s, as low priorities do (alarms.md 1.1).
/// Measured from the 90 % marks, as the standard measures, the emergency's pulses last 89 ms (75 to 200), their spacing is
/// 92 ms (50 to 125), the 3rd and the 4th are two spacings and a pulse apart, the halves 432 ms (350 to 1300), the bursts
/// 2.6 s (2.5 to 15); the infusion's pulses last 157 ms, their spacing is 223 ms (both 125 to 250). The ranges are from
/// secondary sources. Every fundamental lies within 150 to 1000 Hz and every pulse has four harmonics or more within 300
/// to 4000 Hz and 15 dB.
package struct SoundPattern: Sendable, Hashable {
    package let pulses: [SoundPulse]
    /// From the start of a burst to the start of the next.
    package let interval: Duration
    /// Amplitude against the loudest pattern, in percent.
    package let loudness: Int

    /// Silence rendered after the last pulse, so that a card plays its last period of samples before it is stopped.
    package static let tail: Duration = .milliseconds(250)
    /// Strength of the fundamental and its harmonics, by number from 1; the weakest is 8 dB below the strongest.
    package static let partials: [Double] = [1, 0.9, 0.8, 0.6, 0.5, 0.4]

    /// From the start of the first pulse to the end of the last.
    package var burst: Duration {
        let gapOfLast = pulses.last?.gap ?? .zero
        return pulses.reduce(.zero) { $0 + $1.length + $1.gap } - gapOfLast
    }

    package init(for priority: AlarmPriority) {
        switch priority {
        case .emergency:
            let half = [60, 60, 240, 60]
            let gaps = half + [400] + half + [0]
            pulses = gaps.map { Self.pulse(523, 120, rise: 15, fall: 20, gap: $0) }
            (interval, loudness) = (.seconds(5), 100)
        case .infusion:
            pulses = [523.0, 440, 523].map { Self.pulse($0, 220, rise: 30, fall: 40, gap: 160) }
            (interval, loudness) = (.seconds(10), 80)
        case .call:
            pulses = [440.0, 349].map { Self.pulse($0, 240, rise: 35, fall: 60, gap: 160) }
            (interval, loudness) = (.seconds(10), 50)
        case .technical:
            pulses = [Self.pulse(262, 220, rise: 30, fall: 40, gap: 0)]
            (interval, loudness) = (.seconds(16), 50)
        }
    }

    /// Times in milliseconds.
    private static func pulse(_ frequency: Double, _ length: Int, rise: Int, fall: Int, gap: Int) -> SoundPulse {
        SoundPulse(
            frequency: frequency, length: .milliseconds(length), rise: .milliseconds(rise), fall: .milliseconds(fall),
            gap: .milliseconds(gap))
    }
}
