import Glibc

/// One burst as a wave without scale, its ``SoundPattern/tail`` of silence included: computed once, then scaled to each
/// loudness.
struct BurstWave {
    /// One value a frame.
    private let values: [Double]
    private let peak: Double
    private let loudness: Int

    init(_ pattern: SoundPattern) {
        var values: [Double] = []
        values.reserveCapacity(PcmFormat.frames(in: pattern.burst + SoundPattern.tail))
        for (index, pulse) in pattern.pulses.enumerated() {
            values += pulse.wave()
            let rest = index + 1 == pattern.pulses.count ? SoundPattern.tail : pulse.gap
            values += repeatElement(0, count: PcmFormat.frames(in: rest))
        }
        self.values = values
        peak = values.reduce(0) { max($0, abs($1)) }
        loudness = pattern.loudness
    }

    /// Interleaved samples.
    /// - Parameter amplitude: the highest sample of the loudest pattern, in percent of full scale; at most 100, so that
    ///   nothing clips.
    func samples(amplitude: Int) -> [Int16] {
        let scale = peak > 0 ? Double(Int16.max) * Double(amplitude * loudness) / 10_000 / peak : 0
        var samples: [Int16] = []
        samples.reserveCapacity(values.count * PcmFormat.channels)
        for value in values {
            let sample = Int16(clamping: Int(value * scale))
            for _ in 0..<PcmFormat.channels { samples.append(sample) }
        }
        return samples
    }
}

extension SoundPulse {
    fileprivate func wave() -> [Double] {
        let count = PcmFormat.frames(in: length)
        let rising = Double(PcmFormat.frames(in: rise))
        let falling = Double(PcmFormat.frames(in: fall))
        return (0..<count).map { frame in
            let envelope = min(1, Double(frame) / rising, Double(count - 1 - frame) / falling)
            let turn = 2 * Double.pi * frequency * Double(frame) / Double(PcmFormat.rate)
            let tone = SoundPattern.partials.enumerated().reduce(0) { sum, partial in
                sum + partial.element * sin(turn * Double(partial.offset + 1))
            }
            return envelope * tone
        }
    }
}
