/// Which keys of a device are down.
struct KeyBitmap: Sendable {
    private var words = [UInt64](repeating: 0, count: Int(KeyCode.count) / 64)

    /// Codes outside the kernel's range are never down.
    func contains(_ code: UInt16) -> Bool { code < KeyCode.count && words[Int(code) / 64] & mask(code) != 0 }

    mutating func insert(_ code: UInt16) {
        if code < KeyCode.count { words[Int(code) / 64] |= mask(code) }
    }

    mutating func remove(_ code: UInt16) {
        if code < KeyCode.count { words[Int(code) / 64] &= ~mask(code) }
    }

    mutating func removeAll() {
        for index in words.indices { words[index] = 0 }
    }

    private func mask(_ code: UInt16) -> UInt64 { 1 << UInt64(code % 64) }
}
