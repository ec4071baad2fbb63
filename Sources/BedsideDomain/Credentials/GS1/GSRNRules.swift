/// How a hospital's GS1 numbers of people (GSRN) map to its own codes, so that a GS1 wristband or badge is read like one
/// that carries the own code.
///
/// A GSRN is 18 digits: the hospital's GS1 company prefix, a service reference, a check digit. Our own code's digits are
/// the last ``wristbandDigits`` or ``badgeDigits`` of the reference; those before them must be zeros.
package struct GSRNRules: Sendable, Hashable {
    /// The hospital's own: 6 to 12 digits. A GSRN of another one is nobody's here.
    package let companyPrefix: String
    /// Digits of an own wristband code before its check digit.
    package let wristbandDigits: Int
    /// Digits of an own badge code before its check digit.
    package let badgeDigits: Int

    /// Throws ``DomainError`` `invalidIdentifier` for a prefix of other than 6 to 12 digits, or for digits that the
    /// reference has no room for or that are fewer than 4, the least of an own code.
    package init(companyPrefix: String, wristbandDigits: Int, badgeDigits: Int) throws(DomainError) {
        guard (6...12).contains(companyPrefix.utf8.count), allDigits(companyPrefix[...]) else {
            throw DomainError(
                .invalidIdentifier,
                "A GS1 company prefix must be 6 to 12 digits (got \(companyPrefix.utf8.count) characters).")
        }
        let room = 17 - companyPrefix.utf8.count
        for digits in [wristbandDigits, badgeDigits] where !(4...room).contains(digits) {
            throw DomainError(
                .invalidIdentifier,
                "A GSRN of this company prefix has room for 4 to \(room) digits of an own code (got \(digits)).")
        }
        self.companyPrefix = companyPrefix
        self.wristbandDigits = wristbandDigits
        self.badgeDigits = badgeDigits
    }

    /// The last digits of a GSRN's service reference; nil when it is of another company or does not fit.
    func reference(of gsrn: String, digits: Int) -> String? {
        guard gsrn.utf8.count == 18, gsrn.hasPrefix(companyPrefix) else { return nil }
        let reference = gsrn.dropFirst(companyPrefix.utf8.count).dropLast()
        guard digits <= reference.count, reference.dropLast(digits).allSatisfy({ $0 == "0" }) else { return nil }
        return String(reference.suffix(digits))
    }

    /// The GSRN of an own code's digits, the inverse, for wristbands and badges; nil when they do not fit.
    package func gsrn(ofDigits digits: String) -> String? {
        let room = 17 - companyPrefix.utf8.count
        guard allDigits(digits[...]), digits.utf8.count <= room else { return nil }
        let body = companyPrefix + String(repeating: "0", count: room - digits.utf8.count) + digits
        return body + String(decoding: [gs1CheckDigit(Array(body.utf8))], as: UTF8.self)
    }
}
