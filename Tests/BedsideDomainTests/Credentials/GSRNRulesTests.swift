import BedsideDomain
import Testing

@Suite("GS1 wristbands and badges as the hospital's own codes")
struct GSRNRulesTests {
    private let rules: GSRNRules
    private let reader: CredentialReader

    init() throws {
        rules = try GSRNRules(companyPrefix: "6901234", wristbandDigits: 8, badgeDigits: 5)
        reader = CredentialReader(gsrn: rules)
    }

    @Test("a wristband is the encounter's own code, with or without its service instance")
    func wristband() throws {
        let gsrn = try #require(rules.gsrn(ofDigits: "20240001"))
        #expect(gsrn.hasPrefix("69012340020240001") && gsrn.count == 18)
        let own = try EncounterID(reader.code("WD", digits: "20240001"))
        #expect(try read("(8018)\(gsrn)") == .credential(.wristband(own)))
        #expect(try read("(8018)\(gsrn)(8019)12", .patient) == .credential(.wristband(own)))
        #expect(try read("(8018)\(gsrn)", .staff) == .unexpected(.wristband))
    }

    @Test("a badge is the colleague's own code")
    func badge() throws {
        let gsrn = try #require(rules.gsrn(ofDigits: "10023"))
        #expect(
            try read("(8017)\(gsrn)", .staff) == .credential(.staffBadge(StaffID(reader.code("GH", digits: "10023")))))
    }

    @Test("a wrong check digit, both numbers at once: damage")
    func damaged() throws {
        let gsrn = try #require(rules.gsrn(ofDigits: "20240001"))
        let wrong = String(gsrn.dropLast()) + (gsrn.hasSuffix("0") ? "1" : "0")
        #expect(try read("(8018)\(wrong)") == .damaged(.wristband))
        #expect(try read("(8017)\(wrong)") == .damaged(.staffBadge))
        #expect(try read("(8017)\(gsrn)(8018)\(gsrn)") == .damaged(.wristband))
    }

    @Test("another hospital's, a number too long for us, and what is no person: unknown")
    func unknown() throws {
        let other = try GSRNRules(companyPrefix: "6909999", wristbandDigits: 8, badgeDigits: 5)
        #expect(try read("(8018)\(try #require(other.gsrn(ofDigits: "20240001")))") == .unknown)
        #expect(try read("(8018)\(try #require(rules.gsrn(ofDigits: "1020240001")))") == .unknown)
        #expect(try read("(01)04006381333931(10)A") == .unknown)
        #expect(try read("(8019)1") == .unknown)
        #expect(try read("(8018)") == .unknown)
    }

    @Test("off until a site sets rules")
    func off() throws {
        let gsrn = try #require(rules.gsrn(ofDigits: "20240001"))
        let scan = try ScanText(Array("(8018)\(gsrn)".utf8))
        #expect(CredentialReader().read(scan, context: .identify, today: Sample.today) == .unknown)
    }

    @Test("rules that cannot work")
    func invalid() {
        for prefix in ["", "12345", "1234567890123", "69012a4"] {
            #expect(throws: DomainError.self) {
                try GSRNRules(companyPrefix: prefix, wristbandDigits: 5, badgeDigits: 5)
            }
        }
        for digits in [3, 11, 0, -1, .max] {
            #expect(throws: DomainError.self) {
                try GSRNRules(companyPrefix: "6901234", wristbandDigits: digits, badgeDigits: 5)
            }
            #expect(throws: DomainError.self) {
                try GSRNRules(companyPrefix: "6901234", wristbandDigits: 5, badgeDigits: digits)
            }
        }
    }

    private func read(_ text: String, _ context: ScanContext = .identify) throws -> Recognition {
        reader.read(try ScanText(Array(text.utf8)), context: context, today: Sample.today)
    }
}
