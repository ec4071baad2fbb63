import BedsideWire
import Foundation
import Testing

@testable import BedsideCommands

/// What a person reads of a trace, and how the setup page is recorded.
@Suite struct TraceTests {
    @Test func stepsAreLines() {
        func line(_ step: TraceStepMessage) -> String {
            TraceText.line(TraceMessage(microseconds: 1_234_567, lost: 0, step: step))
        }
        #expect(line(.key(type: 1, code: 17, value: 1)) == "    1.234  key       down KEY_W (17)")
        #expect(line(.key(type: 0, code: 3, value: 0)).contains("LOST"))
        #expect(
            line(.bytes(hex: "024142431b", payload: 1, length: 3))
                == "    1.234  02 41 42 43 1b  |.ABC.|".replacing("  02", with: "  bytes     02"))
        #expect(line(.scan(text: "aa99", bytes: 4, content: "code")).hasSuffix("SCAN      'aa99' (4 bytes, code)"))
        #expect(line(.fault(code: "too-long", sentence: "S.")).hasSuffix("FAULT     too-long: S."))
        #expect(
            TraceText.line(TraceMessage(microseconds: 0, lost: 7, step: .detached(reason: "removed"))).contains(
                "7 steps lost"))
    }

    @Test func brokenHexadecimalIsShownAsFarAsItGoes() {
        #expect(
            TraceText.line(TraceMessage(microseconds: 0, lost: 0, step: .bytes(hex: "4", payload: 0, length: 1)))
                .contains("bytes"))
    }

    @Test func aCodeOfTheSetupPageIsOverAfterASecondOfSilence() throws {
        var recorder = SetupRecorder(codes: ["one", "two"])
        let start = ContinuousClock.now
        func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }
        func take(_ milliseconds: Int, _ step: TraceStepMessage) throws {
            let message = TraceMessage(microseconds: milliseconds * 1000, lost: 0, step: step)
            recorder.take(message, Array(try JSONEncoder().encode(message)), at: at(milliseconds))
        }
        try take(0, .begin(version: 1, scanner: "a", isRevealed: true, settings: []))
        func tick(_ milliseconds: Int) -> Bool { recorder.tick(at: at(milliseconds)) }
        #expect(!tick(5000) && recorder.wanted == "one")
        try take(6000, .bytes(hex: "31", payload: 0, length: 1))
        try take(6900, .bytes(hex: "0d", payload: 0, length: 1))
        #expect(!tick(7800))
        #expect(tick(7900) && recorder.wanted == "two")
        try take(9000, .bytes(hex: "32", payload: 0, length: 1))
        #expect(tick(10_000) && recorder.isDone)
        // What comes later belongs to nothing.
        try take(11_000, .bytes(hex: "33", payload: 0, length: 1))
        let steps = try recorder.lines.split(separator: 0x0A).map {
            try JSONDecoder().decode(TraceMessage.self, from: Data($0)).step
        }
        let words = steps.map { step in
            switch step {
            case .begin: "begin"
            case .mark(let text): text
            case .bytes(let hex, _, _): hex
            default: "?"
            }
        }
        #expect(words == ["begin", "code 1", "31", "0d", "code 2", "32"])
    }
}
