/// Tells codes apart. The hospital's own codes are a two-letter prefix, digits, and a Luhn check digit.
package struct CredentialReader: Sendable, Hashable {
    /// The prefixes of the hospital's own codes, as its slips print them.
    package struct Prefixes: Sendable, Hashable, Codable {
        package var admissionSlip = "RY"
        package var wristband = "WD"
        package var staffBadge = "GH"
        package var specimenSlip = "BB"
        package var paymentSlip = "JF"

        package init() {}
    }

    package let prefixes: Prefixes
    /// How GS1 wristbands and badges are read; nil where a hospital has none.
    package let gsrn: GSRNRules?
    /// Digits of a national insurance e-voucher code; opaque otherwise (devices.md 2.7).
    package static let voucherLength = 28

    package init(prefixes: Prefixes = Prefixes(), gsrn: GSRNRules? = nil) {
        self.prefixes = prefixes
        self.gsrn = gsrn
    }

    /// Reads a scan in its context.
    ///
    /// - Parameter today: resident numbers with a later birth date are damaged.
    package func read(_ scan: ScanText, context: ScanContext, today: CivilDate) -> Recognition {
        let text = scan.text.value
        if let own = readOwn(text) ?? readGSRN(text) {
            guard case .credential(let credential) = own else { return own }
            return allowed(credential.kind, in: context) ? own : .unexpected(credential.kind)
        }
        // A WeChat pay code has an identity number's shape: where an identity is asked for, only area, date and check
        // digit make it one; where a payment is open, it is money.
        let payment = PaymentCode(text).map(Credential.paymentCode)
        if context == .payment, let payment { return .credential(payment) }
        if let resident = resident(text, today: today) {
            return allowed(.residentID, in: context) ? .credential(.residentID(resident)) : .unexpected(.residentID)
        }
        if payment != nil { return .unexpected(.paymentCode) }
        if isResidentShaped(text) { return .damaged(.residentID) }
        if text.utf8.count == Self.voucherLength, allDigits(Substring(text)) {
            let voucher = Credential.insuranceVoucher(Sensitive(text))
            return allowed(.insuranceVoucher, in: context) ? .credential(voucher) : .unexpected(.insuranceVoucher)
        }
        return .unknown
    }

    /// The hospital's own code for a kind and a number; the inverse of reading, for papers and demo slips.
    package func code(_ prefix: String, digits: String) -> String { prefix + digits + String(luhnDigit(digits)) }

    private func allowed(_ kind: Credential.Kind, in context: ScanContext) -> Bool {
        switch context {
        case .identify: kind != .paymentCode && kind != .paymentSlip
        case .patient: kind == .wristband || kind == .specimenSlip || kind == .staffBadge
        case .payment: kind == .paymentCode || kind == .staffBadge
        case .staff: kind == .staffBadge || kind == .paymentSlip
        }
    }

    /// Nil when no prefix fits.
    private func readOwn(_ text: String) -> Recognition? {
        let kinds: [(String, Credential.Kind)] = [
            (prefixes.admissionSlip, .admissionSlip), (prefixes.wristband, .wristband),
            (prefixes.staffBadge, .staffBadge), (prefixes.specimenSlip, .specimenSlip),
            (prefixes.paymentSlip, .paymentSlip),
        ]
        guard let (prefix, kind) = kinds.first(where: { text.hasPrefix($0.0) }) else { return nil }
        let digits = text.dropFirst(prefix.count)
        guard allDigits(digits) else { return nil }
        guard (5...30).contains(digits.utf8.count), luhnDigit(String(digits.dropLast())) == digits.last else {
            return .damaged(kind)
        }
        switch kind {
        case .admissionSlip: return .credential(.admissionSlip(AdmissionOrderID(trusted: text)))
        case .wristband: return .credential(.wristband(EncounterID(trusted: text)))
        case .staffBadge: return .credential(.staffBadge(StaffID(trusted: text)))
        case .specimenSlip: return .credential(.specimenSlip(SpecimenID(trusted: text)))
        case .paymentSlip: return .credential(.paymentSlip(PaymentOrderID(trusted: text)))
        case .residentID, .insuranceVoucher, .paymentCode: return nil
        }
    }

    /// A GS1 wristband (8018) or badge (8017) as the own code that it stands for. Nil when the text is no such code or no
    /// rules are set; a number of another hospital is nil too.
    private func readGSRN(_ text: String) -> Recognition? {
        guard let gsrn, let code = GS1ElementString(bracketed: text) else { return nil }
        let kind: Credential.Kind
        let own: String?
        if let number = code[.careRecipient] {
            kind = .wristband
            own = gsrn.reference(of: number, digits: gsrn.wristbandDigits).map {
                self.code(prefixes.wristband, digits: $0)
            }
        } else if let number = code[.careProvider] {
            kind = .staffBadge
            own = gsrn.reference(of: number, digits: gsrn.badgeDigits).map {
                self.code(prefixes.staffBadge, digits: $0)
            }
        } else {
            return nil
        }
        if code.fault != nil { return .damaged(kind) }
        return own.flatMap(readOwn)
    }

    private func resident(_ text: String, today: CivilDate) -> ResidentNumber? {
        do { return try ResidentNumber(text, today: today) } catch { return nil }
    }

    private func isResidentShaped(_ text: String) -> Bool {
        text.utf8.count == 18 && allDigits(text.dropLast()) && "0123456789Xx".contains(text.suffix(1))
    }
}

/// The Luhn (ISO/IEC 7812-1 annex B) check digit of a run of digits.
package func luhnDigit(_ digits: String) -> Character {
    var sum = 0
    for (position, byte) in digits.utf8.reversed().enumerated() {
        let digit = Int(byte) - 0x30
        let doubled = position % 2 == 0 ? digit * 2 : digit
        sum += doubled > 9 ? doubled - 9 : doubled
    }
    return Character(String((10 - sum % 10) % 10))
}
