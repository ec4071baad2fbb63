import Foundation

/// Random numbers that a seed brings again (SplitMix64); BEDSIDE_SEED=n replays a run.
struct Dice: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init() {
        let told = ProcessInfo.processInfo.environment["BEDSIDE_SEED"].flatMap { UInt64($0) }
        seed = told ?? .random(in: 0 ... .max)
        state = seed
    }

    /// Dice of its own for something that runs beside.
    init(_ seed: UInt64) {
        self.seed = seed
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
