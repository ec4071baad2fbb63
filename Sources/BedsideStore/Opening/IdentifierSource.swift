import BedsideDomain

/// Where new numbers come from: injected, so that a test can repeat them.
package struct IdentifierSource: Sendable {
    private let random: @Sendable () -> UInt64

    /// - Parameter random: 64 bits that nobody can guess.
    package init(random: @escaping @Sendable () -> UInt64) { self.random = random }

    /// The system's cryptographic generator.
    package static let system = IdentifierSource { UInt64.random(in: .min ... .max) }

    /// Sixteen bytes.
    func sixteenBytes() -> [UInt8] { bigEndian(random()) + bigEndian(random()) }

    /// That many decimal digits, at most 18.
    func digits(_ count: Int) -> String {
        var text = ""
        var rest = random()
        for _ in 0..<count {
            text.append(Character(String(rest % 10)))
            rest /= 10
        }
        return text
    }

    /// 26 characters of Crockford's base 32: 48 bits of time, 80 of chance (ULID); sorts by time.
    func ulid(milliseconds: Int64) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        var high = (UInt64(bitPattern: milliseconds) << 16) | (random() & 0xFFFF)
        var low = random()
        var characters: [Character] = []
        for _ in 0..<26 {
            characters.append(alphabet[Int(low & 31)])
            low = (low >> 5) | (high << 59)
            high >>= 5
        }
        return String(characters.reversed())
    }
}
