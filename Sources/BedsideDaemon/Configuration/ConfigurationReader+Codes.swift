import BedsideDomain

extension ConfigurationReader {
    /// The hospital's own codes, and how GS1's numbers of people map to them.
    static func credentialReader(_ root: YAMLSection) -> CredentialReader {
        let codes = root.section("codes")
        let gs1 = codes.section("gs1")
        defer { for section in [gs1, codes] { section.finish() } }
        var prefixes = CredentialReader.Prefixes()
        func prefix(_ key: String, _ path: WritableKeyPath<CredentialReader.Prefixes, String>) {
            prefixes[keyPath: path] = codes.string(key, default: prefixes[keyPath: path], "must be 1 to 6 of A-Z") {
                (1...6).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            }
        }
        prefix("admission_slip", \.admissionSlip)
        prefix("wristband", \.wristband)
        prefix("staff_badge", \.staffBadge)
        prefix("specimen_slip", \.specimenSlip)
        prefix("payment_slip", \.paymentSlip)
        let all = [
            prefixes.admissionSlip, prefixes.wristband, prefixes.staffBadge, prefixes.specimenSlip,
            prefixes.paymentSlip,
        ]
        if all.contains(where: { one in all.filter { $0.hasPrefix(one) }.count > 1 }) {
            codes.notes.add(nil, "codes", "no prefix may begin with another; codes could not be told apart")
        }
        guard codes.contains("gs1") else { return CredentialReader(prefixes: prefixes) }
        let company = gs1.string("company_prefix", "must be 6 to 12 digits") { (6...12).contains($0.utf8.count) }
        let wristband = gs1.integer("wristband_digits", default: 10, in: 4...11)
        let badge = gs1.integer("badge_digits", default: 6, in: 4...11)
        let rules = gs1.check("company_prefix") { () throws(DomainError) in
            try GSRNRules(companyPrefix: company, wristbandDigits: wristband, badgeDigits: badge)
        }
        return CredentialReader(prefixes: prefixes, gsrn: rules)
    }
}
