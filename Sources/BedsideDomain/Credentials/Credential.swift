/// A code that was scanned, once its meaning is known.
package enum Credential: Sendable, Hashable {
    case admissionSlip(AdmissionOrderID)
    case wristband(EncounterID)
    case staffBadge(StaffID)
    case specimenSlip(SpecimenID)
    case residentID(ResidentNumber)
    /// The opaque code of the national insurance e-voucher.
    case insuranceVoucher(Sensitive<String>)
    case paymentCode(PaymentCode)
    /// The code on a cashier's payment slip.
    case paymentSlip(PaymentOrderID)

    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case admissionSlip = "admission-slip"
        case wristband
        case staffBadge = "staff-badge"
        case specimenSlip = "specimen-slip"
        case residentID = "resident-id"
        case insuranceVoucher = "insurance-voucher"
        case paymentCode = "payment-code"
        case paymentSlip = "payment-slip"
    }

    package var kind: Kind {
        switch self {
        case .admissionSlip: .admissionSlip
        case .wristband: .wristband
        case .staffBadge: .staffBadge
        case .specimenSlip: .specimenSlip
        case .residentID: .residentID
        case .insuranceVoucher: .insuranceVoucher
        case .paymentCode: .paymentCode
        case .paymentSlip: .paymentSlip
        }
    }
}

/// The patient's own pay code as a wallet shows it; a key to money, never logged.
package struct PaymentCode: Sendable, Hashable {
    package enum Wallet: String, Sendable, Hashable { case weChat, alipay, unionPay }

    package let wallet: Wallet
    package let text: Sensitive<String>

    /// Nil when the digits are no wallet's form: WeChat 18 digits from 10 to 15, Alipay 16 to 24 digits from 25 to 30,
    /// UnionPay 19 digits from 62 (devices.md 2.7).
    package init?(_ raw: String) {
        guard allDigits(Substring(raw)), let head = Int(raw.prefix(2)) else { return nil }
        switch (head, raw.utf8.count) {
        case (10...15, 18): wallet = .weChat
        case (25...30, 16...24): wallet = .alipay
        case (62, 19): wallet = .unionPay
        default: return nil
        }
        text = Sensitive(raw)
    }
}

/// Where in a flow a scan falls; it decides what an ambiguous code means.
package enum ScanContext: String, Sendable, Hashable, Codable, CaseIterable {
    /// Who are you: a slip, a wristband, an identity card, a voucher, or a specimen slip.
    case identify
    /// A patient is at the screen: the wristband again, a specimen slip, a badge when staff come.
    case patient
    /// A payment is open.
    case payment
    /// A badge is asked for.
    case staff
}

/// What a scan turned out to be in its context.
package enum Recognition: Sendable, Hashable {
    case credential(Credential)
    /// A code that we know, but not one for this moment.
    case unexpected(Credential.Kind)
    /// It looks like this kind, but its check digit, date or length is wrong.
    case damaged(Credential.Kind)
    /// Nothing that Bedside knows.
    case unknown
}
