import Glibc

/// What an ear or a meter finds in samples: written against the samples only, not against the code that made them.
struct Waveform {
    /// The left channel, -1 to 1.
    let values: [Double]
    let peak: Double
    let pulses: [Pulse]
    static let rate = 48_000.0

    /// - Parameter interleaved: two channels.
    init(interleaved: [Int16]) {
        values = stride(from: 0, to: interleaved.count, by: 2).map { Double(interleaved[$0]) / 32_768 }
        peak = values.reduce(0) { max($0, abs($1)) }
        pulses = Self.pulses(of: values, above: peak / 100)
    }

    struct Pulse: Equatable {
        /// Milliseconds from the start.
        let start: Int
        let end: Int
        var length: Int { end - start }
    }

    /// Stretches that are louder than a hundredth of the peak; silence within them of 10 ms or less does not end them.
    private static func pulses(of values: [Double], above threshold: Double) -> [Pulse] {
        guard threshold > 0 else { return [] }
        var pulses: [Pulse] = []
        for (frame, value) in values.enumerated() where abs(value) > threshold {
            let time = Int(Double(frame) * 1000 / Self.rate)
            if let last = pulses.last, time - last.end <= 10 {
                pulses[pulses.count - 1] = Pulse(start: last.start, end: time)
            } else {
                pulses.append(Pulse(start: time, end: time))
            }
        }
        return pulses
    }

    /// Milliseconds of silence between one pulse and the next.
    var gaps: [Int] { zip(pulses, pulses.dropFirst()).map { $1.start - $0.end } }

    /// Goertzel: amplitude of one frequency in the middle half of a pulse.
    func strength(of frequency: Double, in pulse: Pulse) -> Double {
        let from = Int(Double(pulse.start + pulse.length / 4) * Self.rate / 1000)
        let count = Int(Double(pulse.length / 2) * Self.rate / 1000)
        let coefficient = 2 * cos(2 * .pi * frequency / Self.rate)
        var (before, last) = (0.0, 0.0)
        for (offset, value) in values[from..<from + count].enumerated() {
            // A window, so that a neighbour that is no whole number of periods does not leak in.
            let window = 0.5 - 0.5 * cos(2 * .pi * Double(offset) / Double(count))
            (before, last) = (last, value * window + coefficient * last - before)
        }
        return 4 * sqrt(max(0, before * before + last * last - coefficient * before * last)) / Double(count)
    }
}

/// Where two sound tracks part; nil when they are the same. `#expect(a == b)` would look for the shortest edit between
/// two long arrays, and not return.
func firstDifference(_ heard: [Int16], _ expected: [Int16]) -> Int? {
    guard heard != expected else { return nil }
    return zip(heard, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        ?? min(heard.count, expected.count)
}
