import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// Each code that does not fit gets a sentence of its own, and none of its content is ever shown.
@Suite struct ScanTests {
    static let codes: [(String, String)] = [
        (Sample.weChatCode, "这是付款码"), ("WD202511220179", "腕带没有扫清楚"), ("RY12345678", "入院单没有扫清楚"),
        ("370000198808081239", "身份证没有扫清楚"), ("javascript:alert(1)", "这个码在这里用不上"),
        ("' OR 1=1 --", "这个码在这里用不上"), (Sample.paymentSlip, "这是缴费单"),
    ]

    @Test(arguments: codes) func sayWhatItIs(_ code: String, _ sentence: String) {
        var bench = Bench()
        bench.choose(2)
        bench.scan(code)
        #expect(bench.screen.heading == sentence)
        #expect(!bench.screen.says(code))
        #expect(bench.effects.isEmpty)
        // The right one may be scanned at once, without a key in between.
        bench.scan(Sample.wristband)
        #expect(bench.asked == .lookUp(.wristband(Sample.encounter.id)))
    }

    @Test func sayWhatIsWantedHere() {
        var bench = Bench()
        bench.choose(2)
        bench.scan(Sample.weChatCode)
        #expect(bench.screen.says("请扫描您的腕带。"))
        bench.arrive()
        bench.giveAnswers()
        bench.scan(Sample.weChatCode)
        #expect(bench.screen.says("工牌"))
    }

    @Test(arguments: ScanRefusal.allCases) func everyRefusalHasItsSentence(_ refusal: ScanRefusal) {
        var bench = Bench()
        bench.send(.badScan(refusal))
        #expect(bench.name == "scan-again")
        bench.press(.enter)
        #expect(bench.name == "welcome")
    }

    @Test func anIdentityCardOrVoucherCanStandIn() {
        var bench = Bench()
        bench.choose(1)
        bench.scan(Sample.residentNumber)
        if case .lookUp(.residentID) = bench.asked {} else { Issue.record("\(String(describing: bench.asked))") }
        bench.answer(.admissionOrder(Sample.order))
        #expect(bench.name == "admission-order")
    }

    @Test func aWristbandWhereASlipIsAskedForOpensTheStay() {
        var bench = Bench()
        bench.choose(1)
        bench.home()
        #expect(bench.name == "home")
    }

    @Test func aScanTakesANoticeAway() {
        var bench = Bench()
        bench.scan("HELLO")
        bench.scan(Sample.slip)
        #expect(bench.name == "welcome")
        bench.answer(.admissionOrder(Sample.order))
        #expect(bench.name == "admission-order")
    }
}
