/// Makes UUIDs of version 7 (RFC 9562) as a pure value: milliseconds of wall time, a counter within each (6.2, method 1),
/// then numbers of a seeded generator. What is made later sorts later, also when the clock is set back.
package struct AlarmIDMaker: Sendable, Hashable {
    private var state: UInt64
    private var time: UInt64 = 0
    /// 12 bits; begins in the lower quarter, so that there is room for thousands in a millisecond.
    private var counter: UInt64 = 0

    /// - Parameter seed: from the system's random numbers, or a test's own.
    package init(seed: UInt64) { state = seed }

    mutating func next(at moment: Timestamp) -> AlarmID {
        let now = UInt64(clamping: moment.milliseconds) & 0xFFFF_FFFF_FFFF
        if now <= time, counter < 0x0FFF {
            counter += 1
        } else {
            // A full counter borrows the next millisecond.
            time = max(now, time + 1) & 0xFFFF_FFFF_FFFF
            counter = random() & 0x03FF
        }
        let high = time << 16 | 0x7000 | counter
        let low = 0x8000_0000_0000_0000 | (random() & 0x3FFF_FFFF_FFFF_FFFF)
        let digits = hex(high) + hex(low)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return AlarmID(trusted: text)
    }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    private func hex(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
