import BedsideDomain

/// A PIN's hash as the store keeps it: `scrypt$N$r$p$salt$hash`, salt and hash in lower-case hexadecimal.
///
/// The daemon computes scrypt; the store only knows the form. N is a power of two from 2^14 to 2^17 (security.md 3).
package struct PinHash: Sendable, Hashable {
    package let cost: Int
    package let blockSize: Int
    package let parallelism: Int
    package let salt: [UInt8]
    package let hash: [UInt8]

    /// Nil when the text breaks the form.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = hexBytes(String(parts[4])),
            let hash = hexBytes(String(parts[5])), [1 << 14, 1 << 15, 1 << 16, 1 << 17].contains(cost), blockSize == 8,
            (1...4).contains(parallelism), (16...64).contains(salt.count), hash.count == 32
        else { return nil }
        self.cost = cost
        self.blockSize = blockSize
        self.parallelism = parallelism
        self.salt = salt
        self.hash = hash
    }
}
