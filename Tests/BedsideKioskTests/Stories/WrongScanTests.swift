import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// Every kind of code in every context, in both languages: what is not for the moment is named, and what is for the moment
/// is said. Nothing is ever met with silence or with a code's content.
@Suite struct WrongScanTests {
    /// A code of each kind.
    private static func code(_ kind: Credential.Kind) -> String {
        switch kind {
        case .admissionSlip: Sample.otherSlip
        case .wristband: Sample.otherWristband
        case .staffBadge: Sample.badge
        case .specimenSlip: Sample.specimen
        case .residentID: Sample.residentNumber
        case .insuranceVoucher: String(repeating: "47", count: 14)
        case .paymentCode: Sample.weChatCode
        case .paymentSlip: Sample.paymentSlip
        }
    }

    /// A screen of each context.
    private static func bench(_ context: ScanContext, _ language: Language) -> Bench {
        var bench = Bench(language: language)
        switch context {
        case .identify: bench.choose(1)
        case .patient: bench.home()
        case .payment: bench.payByPhone()
        case .staff: bench.scan(Sample.otherBadge)
        }
        return bench
    }

    /// What a kind is called in the heading, by a word of it.
    private static func word(_ kind: Credential.Kind, _ language: Language) -> String {
        let words: (chinese: String, english: String) =
            switch kind {
            case .admissionSlip: ("入院单", "admission slip")
            case .wristband: ("腕带", "wristband")
            case .staffBadge: ("工牌", "badge")
            case .specimenSlip: ("回执单", "slip")
            case .residentID: ("身份证", "identity card")
            case .insuranceVoucher: ("医保", "insurance")
            case .paymentCode: ("付款码", "pay")
            case .paymentSlip: ("缴费单", "payment slip")
            }
        return language == .chinese ? words.chinese : words.english
    }

    /// What each context asks for instead, by a word of it.
    private static func wanted(_ context: ScanContext, _ language: Language) -> String {
        let words: (chinese: String, english: String) =
            switch context {
            case .identify: ("入院单", "admission slip")
            case .patient: ("数字选择", "choose by number")
            case .payment: ("手机", "phone")
            case .staff: ("工牌", "badge")
            }
        return language == .chinese ? words.chinese : words.english
    }

    /// The kinds that lead on in a context: those it asks for, and those that say who is there, which count everywhere.
    private static func leadsOn(_ kind: Credential.Kind, _ context: ScanContext) -> Bool {
        switch kind {
        case .admissionSlip, .wristband, .staffBadge, .specimenSlip: true
        case .residentID, .insuranceVoucher: context == .identify
        case .paymentCode, .paymentSlip: false
        }
    }

    @Test(
        "A code for another context is named, and what is wanted is said", arguments: Credential.Kind.allCases,
        ScanContext.allCases)
    func everyPair(_ kind: Credential.Kind, _ context: ScanContext) {
        for language in Language.allCases {
            var bench = Self.bench(context, language)
            let before = bench.effects.count
            let code = Self.code(kind)
            bench.scan(code)
            let screen = bench.screen
            #expect(!screen.says(code))
            if Self.leadsOn(kind, context) {
                #expect(!bench.name.hasPrefix("scan-"), "\(language)")
                #expect(bench.effects.count > before || kind == .staffBadge, "\(language)")
                continue
            }
            #expect(bench.name == "scan-unexpected", "\(language): \(bench.name)")
            #expect(bench.effects.count == before)
            #expect(screen.heading.contains(Self.word(kind, language)), "\(screen.heading)")
            #expect(screen.says(Self.wanted(context, language)), "\(screen)")
        }
    }
}
