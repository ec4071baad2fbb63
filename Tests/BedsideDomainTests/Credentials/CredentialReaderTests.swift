import BedsideDomain
import Testing

@Suite("Codes told apart by context")
struct CredentialReaderTests {
    private static let reader = CredentialReader()

    /// One code of each kind, and in which contexts it counts.
    private static let codes: [(Credential.Kind, String, Set<ScanContext>)] = [
        (.admissionSlip, reader.code("RY", digits: "20240001"), [.identify]),
        (.wristband, reader.code("WD", digits: "20240001"), [.identify, .patient]),
        (.staffBadge, reader.code("GH", digits: "0031"), [.identify, .patient, .payment, .staff]),
        (.specimenSlip, reader.code("BB", digits: "20240001"), [.identify, .patient]),
        (.paymentSlip, reader.code("JF", digits: "20240001"), [.staff]),
        (.residentID, "370000198808081238", [.identify]),
        (.insuranceVoucher, "3301001234567890123456789012", [.identify]),
        (.paymentCode, "134567890123456789", [.payment]),
        (.paymentCode, "6212345678901234567", [.payment]),
        (.paymentCode, "281234567890123456", [.payment]),
    ]

    @Test("every kind in every context", arguments: codes, ScanContext.allCases)
    func table(code: (kind: Credential.Kind, text: String, contexts: Set<ScanContext>), context: ScanContext) throws {
        switch try read(code.text, context) {
        case .credential(let credential):
            #expect(credential.kind == code.kind)
            #expect(code.contexts.contains(context))
        case .unexpected(let kind):
            #expect(kind == code.kind)
            #expect(!code.contexts.contains(context))
        case .damaged, .unknown: Issue.record("\(code.kind) was not known in \(context)")
        }
    }

    /// 110101… is Beijing's region and begins as WeChat's codes do.
    @Test(
        "a WeChat code with a valid identity's shape is what the context asks for",
        arguments: ["110101199003070011", "110101202311012176", "110101200002290034"])
    func ambiguous(text: String) throws {
        let number = try ResidentNumber(text, today: Sample.today)
        let code = try #require(PaymentCode(text))
        #expect(code.wallet == .weChat)
        #expect(try read(text, .identify) == .credential(.residentID(number)))
        #expect(try read(text, .payment) == .credential(.paymentCode(code)))
        #expect(try read(text, .patient) == .unexpected(.residentID))
        #expect(try read(text, .staff) == .unexpected(.residentID))
    }

    @Test("with X for its check character it is no wallet's code, also while a payment is open")
    func checkX() throws {
        #expect(try read("11010119900307002X", .payment) == .unexpected(.residentID))
        #expect(
            try read("11010119900307002x", .identify)
                == .credential(
                    .residentID(ResidentNumber("11010119900307002X", today: Sample.today))))
    }

    @Test("a WeChat code whose region, date or check digit is no identity's is never taken for one")
    func plainWeChat() throws {
        for text in ["101234567890123456", "110101199013070010", "110101199003070012", "159999999999999999"] {
            #expect(try read(text, .identify) == .unexpected(.paymentCode))
        }
    }

    @Test(
        "a wrong check digit or length is damage, not another code",
        arguments: [
            ("RY202400011", .admissionSlip), ("WD1234", .wristband), ("GH1", .staffBadge), ("BB123456", .specimenSlip),
            ("JF" + String(repeating: "0", count: 31), .paymentSlip), ("370000198808081237", .residentID),
            ("37000019880808123X", .residentID), ("370000198802301232", .residentID),
        ] as [(String, Credential.Kind)])
    func damaged(text: String, kind: Credential.Kind) throws {
        for context in ScanContext.allCases { #expect(try read(text, context) == .damaged(kind)) }
    }

    @Test(
        "unknown",
        arguments: [
            "X", "RY", "RYABC", "ry202400010", "RY2024 0001", "' OR 1=1 --", "https://example.org/", "WD１２３４５", "12345",
            "床12", "123456789012345678901234567", "61234567890123456789", "RY-1", "1234567890123456789012345678X",
        ])
    func unknown(text: String) throws {
        for context in ScanContext.allCases { #expect(try read(text, context) == .unknown) }
    }

    @Test("whatever one digit of an own code becomes, it is not taken", arguments: ["RY", "WD", "GH", "BB", "JF"])
    func oneWrongDigit(prefix: String) throws {
        let code = Array(Self.reader.code(prefix, digits: "2024003107"))
        for place in 2..<code.count {
            for other in "0123456789" where other != code[place] {
                var changed = code
                changed[place] = other
                guard case .damaged = try read(String(changed), .identify) else {
                    Issue.record("a changed digit was taken")
                    return
                }
            }
        }
    }

    @Test("codes made for papers are read back with their whole text", arguments: 0..<30)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let text = Self.reader.code("WD", digits: random.digits(Int(random.int(4...29))))
        #expect(try read(text, .identify) == .credential(.wristband(EncounterID(text))))
    }

    @Test("a hospital's own prefixes")
    func prefixes() throws {
        var prefixes = CredentialReader.Prefixes()
        prefixes.wristband = "ZY"
        let reader = CredentialReader(prefixes: prefixes)
        let text = reader.code("ZY", digits: "0001")
        let scan = try ScanText(Array(text.utf8))
        #expect(
            reader.read(scan, context: .identify, today: Sample.today)
                == .credential(.wristband(EncounterID(trusted: text))))
        #expect(try read(text, .identify) == .unknown)
    }

    @Test(
        "wallets by their form",
        arguments: [
            ("100000000000000000", .weChat), ("159999999999999999", .weChat), ("160000000000000000", nil),
            ("10000000000000000", nil), ("1000000000000000000", nil), ("2500000000000000", .alipay),
            ("300000000000000000000000", .alipay), ("250000000000000", nil), ("3000000000000000000000000", nil),
            ("310000000000000000", nil), ("6200000000000000000", .unionPay), ("620000000000000000", nil), ("", nil),
            ("1", nil), ("10000000000000000X", nil),
        ] as [(String, PaymentCode.Wallet?)])
    func wallets(text: String, wallet: PaymentCode.Wallet?) {
        #expect(PaymentCode(text)?.wallet == wallet)
    }

    private func read(_ text: String, _ context: ScanContext) throws -> Recognition {
        Self.reader.read(try ScanText(Array(text.utf8)), context: context, today: Sample.today)
    }
}

@Suite("Luhn's check digit (ISO/IEC 7812-1)")
struct LuhnTests {
    @Test(
        "published numbers",
        arguments: [("7992739871", "3"), ("1789372997", "4"), ("411111111111111", "1"), ("0", "0"), ("", "0")])
    func known(digits: String, check: Character) {
        #expect(luhnDigit(digits) == check)
    }
}
