import BedsideDomain
import Testing

@testable import BedsideSound

/// The samples themselves, measured.
@Suite struct PatternTests {
    private static func samples(_ priority: AlarmPriority, amplitude: Int = 100) -> [Int16] {
        BurstWave(SoundPattern(for: priority)).samples(amplitude: amplitude)
    }

    private static func wave(_ priority: AlarmPriority) -> Waveform { Waveform(interleaved: samples(priority)) }

    @Test(
        arguments: [
            (.emergency, [60, 60, 240, 60, 400, 60, 60, 240, 60], 120), (.infusion, [160, 160], 220),
            (.call, [160], 240), (.technical, [], 220),
        ] as [(AlarmPriority, [Int], Int)])
    func hasItsPulses(priority: AlarmPriority, gaps: [Int], length: Int) {
        let wave = Self.wave(priority)
        #expect(wave.pulses.count == gaps.count + 1)
        #expect(wave.pulses.allSatisfy { abs($0.length - length) <= 5 }, "\(wave.pulses)")
        #expect(wave.gaps.count == gaps.count)
        #expect(zip(wave.gaps, gaps).allSatisfy { abs($0 - $1) <= 5 }, "\(wave.gaps)")
    }

    @Test(arguments: AlarmPriority.allCases) func endsInSilence(priority: AlarmPriority) throws {
        let wave = Self.wave(priority)
        let last = try #require(wave.pulses.last)
        let length = Double(wave.values.count) * 1000 / Waveform.rate
        #expect(abs(length - Double(last.end) - 250) < 3)
        let pattern = SoundPattern(for: priority)
        #expect(abs(Double(last.end) - pattern.burst / .milliseconds(1)) < 3)
    }

    @Test(arguments: AlarmPriority.allCases, [30, 100])
    func neverClipsAndUsesItsAmplitude(priority: AlarmPriority, amplitude: Int) {
        let samples = Self.samples(priority, amplitude: amplitude)
        let peak = samples.map { Int($0.magnitude) }.max() ?? 0
        let expected = 32_767 * amplitude * SoundPattern(for: priority).loudness / 10_000
        #expect(peak <= 32_767)
        #expect(abs(peak - expected) <= 1)
        // Clipping shows as a run of equal extremes.
        let atPeak = zip(samples, samples.dropFirst(2)).count { $0.magnitude == peak && $1.magnitude == peak }
        #expect(atPeak == 0)
    }

    @Test(arguments: AlarmPriority.allCases) func bothChannelsAreTheSame(priority: AlarmPriority) {
        let samples = Self.samples(priority)
        #expect(samples.count.isMultiple(of: 2))
        #expect(stride(from: 0, to: samples.count, by: 2).allSatisfy { samples[$0] == samples[$0 + 1] })
    }

    @Test(
        arguments: [
            (.emergency, Array(repeating: 523, count: 10)), (.infusion, [523, 440, 523]), (.call, [440, 349]),
            (.technical, [262]),
        ] as [(AlarmPriority, [Double])])
    func everyPulseHasItsPitchAndFourHarmonics(priority: AlarmPriority, pitches: [Double]) throws {
        let wave = Self.wave(priority)
        try #require(wave.pulses.count == pitches.count)
        for (pulse, pitch) in zip(wave.pulses, pitches) {
            let fundamental = wave.strength(of: pitch, in: pulse)
            #expect(fundamental > wave.peak / 10)
            let harmonics = (1...12).map { pitch * Double($0) }.filter { (300...4000).contains($0) }
            // Within 15 dB of the fundamental, up or down.
            let heard = harmonics.filter {
                let ratio = wave.strength(of: $0, in: pulse) / fundamental
                return ratio > 0.178 && ratio < 5.6
            }
            #expect(heard.count >= 4, "\(heard)")
            // Between two harmonics there is nothing: the meter tells one pitch from another.
            #expect(wave.strength(of: pitch * 1.5, in: pulse) < fundamental / 20)
        }
    }

    @Test(arguments: AlarmPriority.allCases) func risesAndFallsWithoutAClick(priority: AlarmPriority) {
        let wave = Self.wave(priority)
        for pulse in wave.pulses {
            let start = Int(Double(pulse.start) * 48)
            let attack = wave.values[start..<start + 48 * 3].reduce(0) { max($0, abs($1)) }
            let end = Int(Double(pulse.end) * 48)
            let release = wave.values[end - 48 * 3..<end].reduce(0) { max($0, abs($1)) }
            #expect(attack < wave.peak * 0.4)
            #expect(release < wave.peak * 0.4)
        }
    }

    @Test func moreUrgentIsLouderAndLonger() {
        let waves = AlarmPriority.allCases.sorted().map { Self.wave($0) }
        for (lower, higher) in zip(waves, waves.dropFirst()) {
            #expect(lower.peak <= higher.peak + 0.001)
            #expect(lower.pulses.count < higher.pulses.count)
        }
    }

    @Test func aCallSoundsAgainWithinTenSecondsAndAnEmergencyWithinFive() {
        let intervals = AlarmPriority.allCases.map { SoundPattern(for: $0).interval }
        #expect(intervals == [.seconds(16), .seconds(10), .seconds(10), .seconds(5)])
        for priority in AlarmPriority.allCases {
            let pattern = SoundPattern(for: priority)
            #expect(pattern.interval - pattern.burst >= .seconds(2.5))
        }
    }

    @Test func theBankIsLouderByLevel() throws {
        let bank = SoundBank(try SoundConfiguration(device: "null", volume: 40))
        let peaks = [1, 2, 3, 9].map { Waveform(interleaved: bank.samples(of: .emergency, level: $0)).peak }
        #expect(zip(peaks, [0.4, 0.7, 1, 1]).allSatisfy { abs($0 - $1) < 0.001 }, "\(peaks)")
    }
}
