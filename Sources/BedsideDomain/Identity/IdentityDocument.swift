/// The paper that says who a patient is. Each kind has its own form; a number that breaks it is refused.
package enum IdentityDocument: Sendable, Hashable {
    case resident(ResidentNumber)
    /// Home-return permit of Hong Kong and Macau residents: `H` or `M` and 8 or 10 digits.
    case hongKongMacauPermit(Sensitive<String>)
    /// Mainland travel permit for Taiwan residents: 8 digits, or 10 digits and a letter in brackets dropped.
    case taiwanPermit(Sensitive<String>)
    /// Foreign permanent residence card before 2023: 3 letters and 12 digits.
    case foreignResidentOld(Sensitive<String>)
    /// A passport: 5 to 15 letters and digits.
    case passport(Sensitive<String>)
    /// None yet: a nurse confirms the identity from other evidence.
    case none

    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case resident
        case hongKongMacauPermit = "hk-macau-permit"
        case taiwanPermit = "taiwan-permit"
        case foreignResidentOld = "foreign-resident-old"
        case passport
        case none
    }

    package var kind: Kind {
        switch self {
        case .resident: .resident
        case .hongKongMacauPermit: .hongKongMacauPermit
        case .taiwanPermit: .taiwanPermit
        case .foreignResidentOld: .foreignResidentOld
        case .passport: .passport
        case .none: .none
        }
    }

    /// Throws ``DomainError`` `invalidIdentity` when the number breaks its kind's form.
    package init(kind: Kind, number: String, today: CivilDate) throws(DomainError) {
        // Only ASCII has an upper case that is the same number: "ß" would become "SS".
        let upper = number.utf8.allSatisfy { $0 < 0x80 } ? number.uppercased() : number
        switch kind {
        case .resident: self = .resident(try ResidentNumber(number, today: today))
        case .hongKongMacauPermit:
            guard let first = upper.first, "HM".contains(first), [9, 11].contains(upper.count),
                allDigits(upper.dropFirst())
            else { throw Self.refused("a permit of Hong Kong or Macau is H or M and 8 or 10 digits") }
            self = .hongKongMacauPermit(Sensitive(upper))
        case .taiwanPermit:
            guard [8, 10].contains(upper.count), allDigits(Substring(upper)) else {
                throw Self.refused("a Taiwan permit is 8 or 10 digits")
            }
            self = .taiwanPermit(Sensitive(upper))
        case .foreignResidentOld:
            guard upper.count == 15, upper.prefix(3).utf8.allSatisfy({ (0x41...0x5A).contains($0) }),
                allDigits(upper.dropFirst(3))
            else { throw Self.refused("the old foreign residence card is 3 letters and 12 digits") }
            self = .foreignResidentOld(Sensitive(upper))
        case .passport:
            guard (5...15).contains(upper.utf8.count),
                upper.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
            else { throw Self.refused("a passport number is 5 to 15 letters and digits") }
            self = .passport(Sensitive(upper))
        case .none: self = .none
        }
    }

    /// The number as printed on the document; empty for none.
    package var number: Sensitive<String> {
        switch self {
        case .resident(let number): number.text
        case .hongKongMacauPermit(let text), .taiwanPermit(let text), .foreignResidentOld(let text),
            .passport(let text):
            text
        case .none: Sensitive("")
        }
    }

    /// Whether sex and birth date on a form agree with what the number itself says (only resident numbers say it).
    ///
    /// Throws ``DomainError`` `invalidIdentity`, naming which of the two disagrees.
    package func requireAgreement(sex: Sex, birthDate: CivilDate) throws(DomainError) {
        guard case .resident(let number) = self else { return }
        guard number.sex == sex else { throw Self.refused("the sex on the form differs from the number's 17th digit") }
        guard number.birthDate == birthDate else {
            throw Self.refused("the birth date on the form differs from the number's digits 7 to 14")
        }
    }

    private static func refused(_ rule: String) -> DomainError {
        DomainError(.invalidIdentity, "This is not a valid identity: \(rule). Check it against the document.")
    }
}

/// True for one or more ASCII digits and nothing else.
func allDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
}
