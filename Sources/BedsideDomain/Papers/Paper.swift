/// Everything that Bedside prints, as values frozen when the print was asked for: printed again it is the same bytes.
package enum Paper: Sendable, Hashable, Codable {
    case admissionSheet(AdmissionSheet)
    case wardGuide(WardGuide)
    case wristband(Wristband)
    case depositReceipt(DepositReceipt)
    case paymentSlip(PaymentSlip)
    case dailyBill(DailyBillPaper)
    case itemisedList(ItemisedList)
    case settlementSlip(SettlementSlip)
    case dischargeCertificate(DischargeCertificatePaper)
    case medicineCard(MedicineCard)
    case report(ReportPaper)
    case shiftReport(ShiftReport)

    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case admissionSheet = "admission-sheet"
        case wardGuide = "ward-guide"
        case wristband
        case depositReceipt = "deposit-receipt"
        case paymentSlip = "payment-slip"
        case dailyBill = "daily-bill"
        case itemisedList = "itemised-list"
        case settlementSlip = "settlement-slip"
        case dischargeCertificate = "discharge-certificate"
        case medicineCard = "medicine-card"
        case report
        case shiftReport = "shift-report"

        /// Which of a terminal's printers it goes to.
        package var tray: PaperTray { self == .wristband ? .label : .sheet }
    }

    package var kind: Kind {
        switch self {
        case .admissionSheet: .admissionSheet
        case .wardGuide: .wardGuide
        case .wristband: .wristband
        case .depositReceipt: .depositReceipt
        case .paymentSlip: .paymentSlip
        case .dailyBill: .dailyBill
        case .itemisedList: .itemisedList
        case .settlementSlip: .settlementSlip
        case .dischargeCertificate: .dischargeCertificate
        case .medicineCard: .medicineCard
        case .report: .report
        case .shiftReport: .shiftReport
        }
    }
}

package enum PaperTray: String, Sendable, Hashable, Codable, CaseIterable {
    case sheet, label
    /// An 80 or 58 mm roll, where the site has one.
    case receipt
}

/// The head that every paper of a patient carries.
package struct PaperHead: Sendable, Hashable, Codable, Redacted {
    package let hospital: String
    package let ward: String
    package let bed: String
    package let name: Sensitive<String>
    package let sex: Sex
    package let age: Int
    package let encounter: EncounterID
    package let admittedOn: CivilDate
    package let madeAt: Timestamp
    package let clock: HospitalClock

    package init(
        hospital: String, ward: String, bed: String, name: Sensitive<String>, sex: Sex, age: Int,
        encounter: EncounterID,
        admittedOn: CivilDate, madeAt: Timestamp, clock: HospitalClock
    ) {
        self.hospital = hospital
        self.ward = ward
        self.bed = bed
        self.name = name
        self.sex = sex
        self.age = age
        self.encounter = encounter
        self.admittedOn = admittedOn
        self.madeAt = madeAt
        self.clock = clock
    }
}

/// 入院登记表
package struct AdmissionSheet: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let order: AdmissionOrder
    package let phone: PhoneNumber
    package let consents: [Consent]
    package let consentedAt: Timestamp
    package let confirmedBy: String

    package init(
        head: PaperHead, order: AdmissionOrder, phone: PhoneNumber, consents: [Consent], consentedAt: Timestamp,
        confirmedBy: String
    ) {
        self.head = head
        self.order = order
        self.phone = phone
        self.consents = consents
        self.consentedAt = consentedAt
        self.confirmedBy = confirmedBy
    }
}

/// 入院须知: texts of the ward, from configuration.
package struct WardGuide: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let sections: [Section]

    package struct Section: Sendable, Hashable, Codable {
        package let title: String
        package let text: String

        package init(title: String, text: String) {
            self.title = title
            self.text = text
        }
    }

    package init(head: PaperHead, sections: [Section]) {
        self.head = head
        self.sections = sections
    }
}

/// 腕带: name, sex, age, inpatient number, allergies; its code is the encounter's.
package struct Wristband: Sendable, Hashable, Codable {
    package let head: PaperHead
    package let allergies: Sensitive<String>

    package init(head: PaperHead, allergies: Sensitive<String>) {
        self.head = head
        self.allergies = allergies
    }
}
