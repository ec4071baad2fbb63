/// What the doctor's admission slip (住院通知单) orders; a slip is used once (services.md 4.1).
package struct AdmissionOrder: Sendable, Hashable, Codable, Redacted {
    package let id: AdmissionOrderID
    /// The inpatient number that the encounter will have, as on the wristband.
    package let encounter: EncounterID
    package let patient: Patient
    package let ward: WardID
    package let wardName: String
    package let bed: BedID
    package let bedLabel: String
    package let doctor: String
    package let diagnosisCode: String
    package let diagnosisName: Sensitive<String>
    /// 一般, 急, 危
    package let condition: String
    package let allergies: Sensitive<String>
    package let admissionCount: Int
    package let payer: PayerClass
    /// The e-voucher, card or person number at the payer; empty for self-pay.
    package let insuranceCredential: Sensitive<String>
    /// The insured place's code (insuplc_admdvs); empty for self-pay.
    package let insurancePlace: String
    /// What the hospital asks as deposit for this disease and payer (2025 rule: no flat figure).
    package let deposit: Money
    package let issuedAt: Timestamp

    package init(
        id: AdmissionOrderID, encounter: EncounterID, patient: Patient, ward: WardID, wardName: String, bed: BedID,
        bedLabel: String, doctor: String, diagnosisCode: String, diagnosisName: Sensitive<String>, condition: String,
        allergies: Sensitive<String>, admissionCount: Int, payer: PayerClass, insuranceCredential: Sensitive<String>,
        insurancePlace: String, deposit: Money, issuedAt: Timestamp
    ) {
        self.id = id
        self.encounter = encounter
        self.patient = patient
        self.ward = ward
        self.wardName = wardName
        self.bed = bed
        self.bedLabel = bedLabel
        self.doctor = doctor
        self.diagnosisCode = diagnosisCode
        self.diagnosisName = diagnosisName
        self.condition = condition
        self.allergies = allergies
        self.admissionCount = admissionCount
        self.payer = payer
        self.insuranceCredential = insuranceCredential
        self.insurancePlace = insurancePlace
        self.deposit = deposit
        self.issuedAt = issuedAt
    }

    /// The rules that a slip must keep before it may be stored or used.
    ///
    /// Throws ``DomainError``: identity, phone, or amount.
    package func validate(today: CivilDate) throws(DomainError) {
        guard !patient.name.value.allSatisfy(\.isWhitespace) else {
            throw DomainError(.invalidIdentity, "An admission order must carry the patient's name.")
        }
        let document = try IdentityDocument(
            kind: patient.identityKind, number: patient.identityNumber.value, today: today)
        try document.requireAgreement(sex: patient.sex, birthDate: patient.birthDate)
        guard patient.birthDate <= today else {
            throw DomainError(.invalidDate, "The birth date lies in the future.")
        }
        if !patient.phone.value.isEmpty { _ = try PhoneNumber(patient.phone.value) }
        guard !deposit.isNegative else { throw DomainError(.invalidAmount, "A deposit must not be negative.") }
        guard !payer.isInsured || !insuranceCredential.value.isEmpty else {
            throw DomainError(.invalidIdentity, "An insured patient's order must carry the insurance credential.")
        }
    }
}

/// The papers that a patient agrees to, one by one.
package enum Consent: String, Sendable, Hashable, Codable, CaseIterable {
    /// 入院须知
    case wardRules = "ward-rules"
    /// 个人信息处理 (PIPL article 29: separate consent)
    case personalData = "personal-data"
    /// 费用与结算
    case fees
}

/// What the patient has answered at the screen when a nurse confirms the identity.
package struct AdmissionAnswers: Sendable, Hashable, Codable {
    package var phone: PhoneNumber
    package var consents: [Consent]

    package init(phone: PhoneNumber, consents: [Consent]) {
        self.phone = phone
        self.consents = consents
    }

    /// Throws ``DomainError`` `wrongState` unless every consent was given.
    package func requireComplete() throws(DomainError) {
        guard Set(consents) == Set(Consent.allCases) else {
            throw DomainError(.wrongState, "Admission needs every consent; at least one was not given.")
        }
    }
}
