/// One edge of a line: `struct gpio_v2_line_event`, 48 bytes.
struct GpioEvent: Sendable, Equatable {
    /// Nanoseconds of the monotonic clock.
    let nanoseconds: UInt64
    let isRising: Bool
    let line: UInt32
    /// Counts the edges of this line from 1; a number that is left out is an edge that was lost.
    let lineSequence: UInt32
}

/// Reads events from bytes; the kernel never splits one, a pipe may.
struct GpioEventParser {
    private static let size = 48
    private var rest: [UInt8] = []

    /// All whole events so far.
    mutating func feed(_ bytes: ArraySlice<UInt8>) -> [GpioEvent] {
        rest += bytes
        let count = rest.count / Self.size
        let events = unsafe rest.withUnsafeBytes { raw in
            (0..<count).map { index in
                let start = index * Self.size
                return unsafe GpioEvent(
                    nanoseconds: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self),
                    isRising: raw.loadUnaligned(fromByteOffset: start + 8, as: UInt32.self) == 1,
                    line: raw.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self),
                    lineSequence: raw.loadUnaligned(fromByteOffset: start + 20, as: UInt32.self))
            }
        }
        rest.removeFirst(count * Self.size)
        return events
    }
}
