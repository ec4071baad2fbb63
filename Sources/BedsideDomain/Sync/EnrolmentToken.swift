/// What an administrator hands to a new terminal: a secret that works once, and the fingerprint of the hospital's
/// authority, so that the terminal knows the right central store from a false one at its first word.
///
/// Typed or scanned: Crockford's base 32, in any case, with dashes or spaces between.
package struct EnrolmentToken: Sendable, Redacted {
    /// 32 random bytes.
    package let secret: [UInt8]
    /// SHA-256 of the authority's certificate in DER.
    package let authority: EventHash

    /// Nil unless there are 32 bytes.
    package init?(secret: [UInt8], authority: EventHash) {
        guard secret.count == 32 else { return nil }
        self.secret = secret
        self.authority = authority
    }

    /// 103 characters in groups of 8.
    package var text: String {
        let letters = Array(Self.encode(secret + authority.bytes))
        return stride(from: 0, to: letters.count, by: 8).map { String(letters[$0..<min($0 + 8, letters.count)]) }
            .joined(separator: "-")
    }

    /// The secret as it goes over the line.
    package var secretText: Sensitive<String> { Sensitive(hexText(secret)) }

    /// Nil for anything that is no token.
    package init?(text: String) {
        guard text.utf8.count <= 200, let bytes = Self.decode(text), bytes.count == 64,
            let authority = EventHash(bytes[32...])
        else { return nil }
        secret = Array(bytes[..<32])
        self.authority = authority
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    private static func encode(_ bytes: [UInt8]) -> String {
        var text = ""
        var bits = 0
        var value = 0
        for byte in bytes {
            value = (value << 8 | Int(byte)) & 0xFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[value >> bits & 31])
            }
        }
        if bits > 0 { text.append(alphabet[value << (5 - bits) & 31]) }
        return text
    }

    /// I and L read as 1, O as 0, as Crockford has it. Nil for other signs.
    private static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits = 0
        var value = 0
        for sign in text.uppercased() where sign != "-" && sign != " " {
            let plain: Character =
                switch sign {
                case "I", "L": "1"
                case "O": "0"
                default: sign
                }
            guard let digit = alphabet.firstIndex(of: plain) else { return nil }
            value = (value << 5 | digit) & 0xFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(value >> bits & 255))
            }
        }
        // The bits that are left over are none.
        guard value & ((1 << bits) - 1) == 0, bits < 5 else { return nil }
        return bytes
    }
}
