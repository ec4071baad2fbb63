import BedsideDomain
import Testing

@testable import BedsideDevices

/// The same code twice, and too many codes.
@Suite struct ScanLimiterTests {
    private static func limiter(_ limits: ScanLimits) -> ScanLimiter { ScanLimiter(limits: limits, salt: 1) }

    @Test("The same code twice within the window is one scan")
    func sameCodeTwice() throws {
        var limiter = Self.limiter(.standard)
        let code = Reading(Array("WD1".utf8))
        #expect(limiter.judge(code, at: moment(0)) == .pass)
        #expect(limiter.judge(code, at: moment(1499)) == .repeated)
        // A code that stays before the scanner is one scan for as long as it stays.
        #expect(limiter.judge(code, at: moment(2900)) == .repeated)
        #expect(limiter.judge(code, at: moment(4400)) == .pass)
    }

    @Test func anotherCodeBetweenDoesNotMakeTheFirstNew() {
        var limiter = Self.limiter(.standard)
        let (one, two) = (Reading(Array("1".utf8)), Reading(Array("2".utf8)))
        #expect(limiter.judge(one, at: moment(0)) == .pass)
        #expect(limiter.judge(two, at: moment(100)) == .pass)
        #expect(limiter.judge(one, at: moment(200)) == .repeated)
    }

    @Test func theSameNumberOnAnotherThingIsAnotherScan() {
        var limiter = Self.limiter(.standard)
        #expect(limiter.judge(Reading(Array("1".utf8)), at: moment(0)) == .pass)
        #expect(limiter.judge(Reading(Array("1".utf8), .smartCard), at: moment(1)) == .pass)
    }

    @Test("Above the rate: told once, dropped until the scanner is calm")
    func flood() throws {
        var limiter = Self.limiter(.standard)
        var verdicts: [ScanVerdict] = []
        for index in 0..<200 {
            verdicts.append(limiter.judge(Reading(Array("\(index)".utf8)), at: moment(Double(index) * 10)))
        }
        // Ten at once, and five more a second while they come.
        #expect(verdicts.prefix(10).allSatisfy { $0 == .pass })
        #expect(verdicts.count { $0 == .pass } == 10)
        #expect(verdicts[10] == .tooFast)
        #expect(verdicts.dropFirst(11).allSatisfy { $0 == .dropped })
        #expect(limiter.judge(Reading(Array("calm".utf8)), at: moment(1990 + 999)) == .dropped)
        #expect(limiter.judge(Reading(Array("calm again".utf8)), at: moment(1990 + 999 + 1000)) == .pass)
    }

    @Test func fiveASecondForEverPass() {
        var limiter = Self.limiter(.standard)
        for index in 0..<500 {
            #expect(limiter.judge(Reading(Array("\(index)".utf8)), at: moment(Double(index) * 200)) == .pass)
        }
    }

    @Test func withoutLimitsAllPass() {
        var limiter = Self.limiter(.none)
        for _ in 0..<1000 { #expect(limiter.judge(Reading([0x31]), at: moment(0)) == .pass) }
    }

    @Test func whatIsRememberedIsNotTheCode() {
        var limiter = Self.limiter(.standard)
        _ = limiter.judge(Reading(Array("6901234567892".utf8)), at: moment(0))
        var shown = ""
        dump(limiter, to: &shown)
        #expect(!shown.contains("6901234567892") && !shown.contains("- 54\n"))
    }
}

extension HubTests {
    /// The same through the hub.
    @Suite struct LimitTests {
        @Test func repeatsAndFloodsAreCountedAndAFloodIsToldOnce() async throws {
            let rig = try HubRig("desk", limits: .standard)
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            line.send("same\rsame\rsame\r")
            #expect(await rig.next() == "desk 'same'")
            for index in 0..<30 { line.send("\(index)\r") }
            for index in 0..<9 { #expect(await rig.next() == "desk '\(index)'") }
            #expect(await rig.next() == "desk !too-fast")
            while rig.hub.snapshot()[0].dropped < 21 { await Task.yield() }
            let status = rig.hub.snapshot()[0]
            #expect(status.scans == 10 && status.repeats == 2 && status.faults == 1 && status.lastFault == .tooFast)
            #expect(status.lastContent == "code")
        }
    }
}
