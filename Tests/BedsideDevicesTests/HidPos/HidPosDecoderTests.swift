import BedsideDomain
import Testing

@testable import BedsideDevices

@Suite struct HidPosDecoderTests {
    @Test func oneReportIsOneScanWithItsKind() throws {
        var decoder = try decoder()
        let outcomes = decoder.feed(HidFixtures.report("4006381333931", aim: "]E0")[...], at: moment(0))
        guard case .scan(let reading) = outcomes.first else {
            Issue.record("no scan: \(outcomes)")
            return
        }
        #expect(outcomes.count == 1)
        #expect(reading.payload.value == Array("4006381333931".utf8))
        #expect(reading.content == .code(AimIdentifier(code: 0x45, modifier: 0x30)))
        #expect(decoder.deadline == nil)
    }

    @Test func aScannersWordsOfItselfAreNoScans() throws {
        var decoder = try decoder()
        for (index, report) in HidFixtures.revisionInfo.enumerated() {
            #expect(report.count == 64)
            #expect(decoder.take(report, at: Double(index)) == [])
        }
        #expect(decoder.deadline == nil)
        #expect(decoder.take(HidFixtures.report("7"), at: 9) == ["'7'"])
    }

    @Test func theSamePacketsAsACodeAreJoined() throws {
        var decoder = try decoder()
        var told: [String] = []
        for (index, report) in HidFixtures.revisionInfo.dropLast().enumerated() {
            let lines = report.map { $0 == 13 || $0 == 10 ? UInt8(ascii: "|") : $0 }
            told += decoder.take(
                lines.replacing([0x5D, 0x58, 0x30], with: [0x5D, 0x51, 0x31]), at: Double(index * 10))
        }
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("'Product Name: Voyager 1602g||Boot Revision: : 8992||Software Part") == true)
        #expect(told.first?.hasSuffix("Checksum: N/A||'") == true)
    }

    @Test func severalReportsInOneReadAreCutByTheirSize() throws {
        var decoder = try decoder()
        let pipe = [0xF0] + [UInt8](repeating: 0x41, count: 63)
        let stream =
            HidFixtures.report("one") + pipe + HidFixtures.report("two", continued: true) + HidFixtures.report("-three")
        #expect(decoder.take(stream, at: 0) == ["'one'", "'two-three'"])
        #expect(decoder.take([0x77] + HidFixtures.report("lost"), at: 1) == [], "an id that was never declared")
    }

    @Test func aReplyInTheMiddleOfACodeDisturbsNothing() throws {
        var decoder = try decoder()
        #expect(decoder.take(HidFixtures.report("a", continued: true), at: 0) == [])
        #expect(decoder.take(HidFixtures.revisionInfo[6], at: 1) == [])
        #expect(decoder.take(HidFixtures.report("b"), at: 2) == ["'ab'"])
    }

    @Test func aGapBetweenContinuedReportsIsAFaultAndTheRestIsNotGlued() throws {
        var decoder = try decoder()
        #expect(decoder.take(HidFixtures.report("half", continued: true), at: 0) == [])
        #expect(decoder.deadline == moment(300))
        #expect(decoder.take(HidFixtures.report("whole"), at: 300) == ["incomplete", "'whole'"])
        #expect(decoder.take(HidFixtures.report("half", continued: true), at: 400) == [])
        #expect(decoder.expire(at: moment(699)) == [])
        #expect(decoder.expire(at: moment(700)).map(shown) == ["incomplete"])
        #expect(decoder.deadline == nil)
    }

    @Test func anotherCodeInTheMiddleIsNeverMixedIn() throws {
        var decoder = try decoder()
        #expect(decoder.take(HidFixtures.report("a", aim: "]Q1", continued: true), at: 0) == [])
        #expect(decoder.take(HidFixtures.report("b", aim: "]C0"), at: 1) == ["events-lost"])
        #expect(decoder.take(HidFixtures.report("c"), at: 2) == ["'c'"])
    }

    @Test func lengthIsLimitedAndTheRestDropped() throws {
        var decoder = try decoder(framing: try ScanFraming(limit: 100))
        let full = HidFixtures.report(String(repeating: "7", count: 56), continued: true)
        var told: [String] = []
        for time in 0..<10 { told += decoder.take(full, at: Double(time)) }
        told += decoder.take(HidFixtures.report("end"), at: 11)
        #expect(told == ["too-long"])
        #expect(decoder.take(HidFixtures.report("next"), at: 12) == ["'next'"])
    }

    @Test func aShortReportAndAnImpossibleCountAreFaults() throws {
        var decoder = try decoder()
        #expect(decoder.take(Array(HidFixtures.report("cut").prefix(63)), at: 0) == ["events-lost"])
        #expect(decoder.take(HidFixtures.report("end of it"), at: 1) == [], "the rest of that code")
        var report = HidFixtures.report("text")
        report[1] = 57
        #expect(decoder.take(report, at: 2) == ["events-lost"])
    }

    @Test func whatIsNoTextIsRefusedAndEndingsAreCut() throws {
        var decoder = try decoder()
        #expect(decoder.take(HidFixtures.report("住院号\r\n"), at: 0) == ["'住院号'"])
        #expect(decoder.take(HidFixtures.report("a\u{1B}[2J"), at: 1) == ["control-characters"])
        var binary = HidFixtures.report("xx")
        binary[5] = 0xFF
        #expect(decoder.take(binary, at: 2) == ["not-text"])
        #expect(decoder.take(HidFixtures.report("\r"), at: 3) == [])
    }

    @Test func unplugReportsAPartialCode() throws {
        var decoder = try decoder()
        _ = decoder.take(HidFixtures.report("half", continued: true), at: 0)
        #expect(decoder.close().map(shown) == ["unplugged"])
        #expect(decoder.close() == [])
    }

    private func decoder(framing: ScanFraming = .standard) throws -> HidPosDecoder {
        HidPosDecoder(layout: try #require(HidPosLayout(descriptor: HidFixtures.honeywell)), framing: framing)
    }
}

extension HidPosDecoder {
    fileprivate mutating func take(_ bytes: [UInt8], at milliseconds: Double) -> [String] {
        feed(bytes[...], at: moment(milliseconds)).map(shown)
    }
}
