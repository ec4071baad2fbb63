/// A phone number that a ward can call: a mainland mobile (11 digits from 13 to 19), or 7 to 15 digits for others.
package struct PhoneNumber: Sendable, Hashable, Codable {
    package let text: Sensitive<String>

    /// Throws ``DomainError`` `invalidPhone`.
    package init(_ raw: String) throws(DomainError) {
        let isMobile = raw.utf8.count == 11 && raw.utf8.first == 0x31
        guard allDigits(Substring(raw)), (7...15).contains(raw.utf8.count) else {
            throw DomainError(.invalidPhone, "A phone number is 7 to 15 digits.")
        }
        if isMobile, !("3"..."9").contains(String(raw.dropFirst().prefix(1))) {
            throw DomainError(.invalidPhone, "A mobile number of 11 digits begins with 13 to 19.")
        }
        text = Sensitive(raw)
    }

    package init(from decoder: any Decoder) throws { try self.init(decoder.singleValueContainer().decode(String.self)) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text.value)
    }
}
