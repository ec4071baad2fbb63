import BedsideDomain

/// SplitMix64: the same walk for the same seed, everywhere.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &self) }

    /// True once in so many.
    mutating func once(in sides: Int) -> Bool { roll(sides) == 0 }

    mutating func pick<Element>(_ list: [Element]) -> Element? { list.randomElement(using: &self) }

    mutating func duration(upTo seconds: Double) -> Duration { .seconds(Double.random(in: 0...seconds, using: &self)) }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }

    mutating func fixed<Tag>() -> FixedBytes<Tag> {
        guard let value = FixedBytes<Tag>(bytes(Tag.length)) else { return fixed() }
        return value
    }
}
