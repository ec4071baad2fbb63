/// An 18-place citizen number (GB 11643-1999): 6 region, 8 birth date, 3 sequence (odd male), 1 check character.
///
/// Covers mainland residents, residence permits of Hong Kong, Macau and Taiwan residents (regions 81, 82, 83) and the
/// foreign permanent residence card of 2023 (first digit 9; same form and check).
package struct ResidentNumber: Sendable, Hashable, Redacted {
    package enum Holder: Sendable, Hashable { case mainland, hongKong, macau, taiwan, foreignResident }

    /// 18 characters; the check character in upper case.
    package let text: Sensitive<String>
    package let holder: Holder
    package let birthDate: CivilDate
    package let sex: Sex

    /// Throws ``DomainError`` `invalidIdentity`, naming the rule that broke and never the number.
    ///
    /// - Parameter today: birth dates after it are refused.
    package init(_ raw: String, today: CivilDate) throws(DomainError) {
        let bytes = Array(raw.utf8).map { $0 == 0x78 ? 0x58 : $0 }
        guard bytes.count == 18, bytes.dropLast().allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Self.refused("it must be 17 digits and a check character")
        }
        guard bytes[17] == Self.checkCharacter(bytes) else {
            throw Self.refused("the check character does not fit the digits (GB 11643, ISO 7064 MOD 11-2)")
        }
        guard let holder = Self.holder(ofRegion: bytes) else { throw Self.refused("there is no such region") }
        let digits = bytes.dropLast().map { Int($0) - 0x30 }
        let year = digits[6...9].reduce(0) { $0 * 10 + $1 }
        guard let date = Self.date(year, digits[10] * 10 + digits[11], digits[12] * 10 + digits[13]), date <= today
        else {
            throw Self.refused("its birth date does not exist or lies in the future")
        }
        text = Sensitive(String(decoding: bytes, as: UTF8.self))
        self.holder = holder
        birthDate = date
        sex = digits[16] % 2 == 1 ? .male : .female
    }

    /// ISO 7064 MOD 11-2 over 17 digits.
    private static func checkCharacter(_ bytes: [UInt8]) -> UInt8 {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let map = Array("10X98765432".utf8)
        let sum = zip(weights, bytes).reduce(0) { $0 + $1.0 * (Int($1.1) - 0x30) }
        return map[sum % 11]
    }

    /// First two digits: GB/T 2260 provinces, the three permit regions, or 9 for a foreign resident.
    private static func holder(ofRegion bytes: [UInt8]) -> Holder? {
        switch Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30) {
        case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71: .mainland
        case 81: .hongKong
        case 82: .macau
        case 83: .taiwan
        case 90...99: .foreignResident
        default: nil
        }
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
        do { return try CivilDate(year: year, month: month, day: day) } catch { return nil }
    }

    private static func refused(_ rule: String) -> DomainError {
        DomainError(.invalidIdentity, "This is not a valid resident number: \(rule). Check it against the card.")
    }
}

package enum Sex: String, Sendable, Hashable, Codable, CaseIterable {
    case male, female
}
