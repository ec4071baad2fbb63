/// Who the patient is, as the admission order and the identity document say.
package struct Patient: Sendable, Hashable, Codable, Redacted {
    package let id: PatientID
    package var name: Sensitive<String>
    package var sex: Sex
    package var birthDate: CivilDate
    package var identityKind: IdentityDocument.Kind
    package var identityNumber: Sensitive<String>
    package var nationality: String
    package var ethnicity: String
    package var phone: Sensitive<String>
    package var address: Sensitive<String>
    package var contact: Contact

    /// Whom the ward calls when something happens.
    package struct Contact: Sendable, Hashable, Codable {
        package var name: Sensitive<String>
        package var relation: String
        package var phone: Sensitive<String>

        package init(name: Sensitive<String>, relation: String, phone: Sensitive<String>) {
            self.name = name
            self.relation = relation
            self.phone = phone
        }
    }

    package init(
        id: PatientID, name: Sensitive<String>, sex: Sex, birthDate: CivilDate, identityKind: IdentityDocument.Kind,
        identityNumber: Sensitive<String>, nationality: String, ethnicity: String, phone: Sensitive<String>,
        address: Sensitive<String>, contact: Contact
    ) {
        self.id = id
        self.name = name
        self.sex = sex
        self.birthDate = birthDate
        self.identityKind = identityKind
        self.identityNumber = identityNumber
        self.nationality = nationality
        self.ethnicity = ethnicity
        self.phone = phone
        self.address = address
        self.contact = contact
    }

    /// `张*明`.
    package var maskedName: String { masked(name: name.value) }
}

/// Who pays: decides whether a settlement needs an insurance result.
package enum PayerClass: String, Sendable, Hashable, Codable, CaseIterable {
    case selfPay = "self-pay"
    /// 职工医保
    case employee
    /// 居民医保
    case resident

    package var isInsured: Bool { self != .selfPay }
}

/// A bed of a ward; one patient at a time.
package struct Bed: Sendable, Hashable, Codable {
    package let id: BedID
    package let ward: WardID
    /// As on the wall: `12`.
    package let label: String

    package init(id: BedID, ward: WardID, label: String) {
        self.id = id
        self.ward = ward
        self.label = label
    }
}
