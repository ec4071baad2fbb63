/// One event with the kernel's stamp.
struct StampedKeyEvent {
    let event: KeyEvent
    /// Microseconds of the clock that the node was asked to use.
    let microseconds: Int64
}

/// `struct input_event` of 64-bit Linux: two 64-bit words of time, type, code, value; 24 bytes.
struct KeyEventParser {
    private static let size = 24
    /// A piece of an event; only emulated nodes ever split one.
    private var rest: [UInt8] = []

    /// All whole events so far.
    mutating func feed(_ bytes: ArraySlice<UInt8>) -> [StampedKeyEvent] {
        guard rest.isEmpty, bytes.count.isMultiple(of: Self.size) else {
            rest += bytes
            let whole = rest.prefix(rest.count / Self.size * Self.size)
            rest = Array(rest.dropFirst(whole.count))
            return Self.parse(whole)
        }
        return Self.parse(bytes)
    }

    /// What the kernel takes as an event, for lights.
    static func bytes(of event: KeyEvent) -> [UInt8] {
        let value = UInt32(bitPattern: event.value)
        return [UInt8](repeating: 0, count: 16)
            + [UInt8(event.type & 0xFF), UInt8(event.type >> 8), UInt8(event.code & 0xFF), UInt8(event.code >> 8)]
            + (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func parse(_ bytes: ArraySlice<UInt8>) -> [StampedKeyEvent] {
        unsafe bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count, by: size).map { start in
                unsafe StampedKeyEvent(
                    event: KeyEvent(
                        type: raw.loadUnaligned(fromByteOffset: start + 16, as: UInt16.self),
                        code: raw.loadUnaligned(fromByteOffset: start + 18, as: UInt16.self),
                        value: raw.loadUnaligned(fromByteOffset: start + 20, as: Int32.self)),
                    microseconds: raw.loadUnaligned(fromByteOffset: start, as: Int64.self) &* 1_000_000
                        &+ raw.loadUnaligned(fromByteOffset: start + 8, as: Int64.self))
            }
        }
    }
}
