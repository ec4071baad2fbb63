import BedsideDevices
import BedsideWire
import Foundation
import Testing

@testable import BedsideDaemon

/// Recordings as they come over the socket: written by this program, or by anybody.
@Suite struct RecordingFileTests {
    private static let settings = ScannerSettingsMessage(
        kind: "serial", layout: "us", endings: ["CR"], prefix: "\\x02", suffix: "", idleGapMilliseconds: 300)

    private func lines(_ steps: TraceStepMessage...) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, step) in steps.enumerated() {
            bytes += try JSONEncoder().encode(TraceMessage(microseconds: index * 1000, lost: 0, step: step)) + [0x0A]
        }
        return bytes
    }

    private var begin: TraceStepMessage {
        .begin(version: TraceFormat.version, scanner: "desk", isRevealed: false, settings: [Self.settings])
    }

    @Test func aRecordingIsDecodedWithItsOwnSettings() throws {
        let file = try RecordingFile(
            lines: try lines(
                begin, .attached(kind: "serial", node: "/dev/x", model: "", descriptor: nil),
                .bytes(hex: "0241390d", payload: 0, length: 4), .scan(text: "a9", bytes: 2, content: "code")))
        #expect(file.kind == .serial)
        let results = try Replay.run(file.recording, settings: try file.configurations())
        #expect(results.map(\.outcome) == [.scan(Reading(Array("A9".utf8)))])
    }

    @Test func marksPartTheCodes() throws {
        let file = try RecordingFile(
            lines: try lines(
                begin, .bytes(hex: "00", payload: 0, length: 1), .mark(text: "1"),
                .bytes(hex: "31", payload: 0, length: 1), .mark(text: "2"), .bytes(hex: "32", payload: 0, length: 1)))
        #expect(file.parts.map { $0.steps.map(\.event) } == [[.bytes([0x31])], [.bytes([0x32])]])
    }

    @Test(arguments: [
        "", "x", "{}", #"{"lost":0,"microseconds":0,"step":{"mark":{"text":""}}}"#,
        #"{"lost":0,"microseconds":-1,"step":{"mark":{"text":""}}}"#,
        #"{"lost":0,"microseconds":0,"step":{"begin":{"version":9,"scanner":"","isRevealed":false,"settings":[]}}}"#,
        #"{"lost":0,"microseconds":0,"step":{"key":{"type":1,"code":99999,"value":1}}}"#,
        #"{"lost":0,"microseconds":0,"step":{"bytes":{"hex":"0g","payload":0,"length":1}}}"#,
        #"{"lost":0,"microseconds":0,"step":{"attached":{"kind":"toaster","node":"","model":""}}}"#,
    ]) func whatIsNoRecordingIsRefused(_ text: String) {
        #expect(throws: APIProblem.self) { try RecordingFile(lines: Array(text.utf8)) }
    }

    @Test func settingsThatNoConfigurationCouldHaveAreRefused() throws {
        for broken in [
            ScannerSettingsMessage(
                kind: "x", layout: nil, endings: [], prefix: "", suffix: "", idleGapMilliseconds: 300),
            ScannerSettingsMessage(
                kind: "evdev", layout: "xx", endings: [], prefix: "", suffix: "", idleGapMilliseconds: 300),
            ScannerSettingsMessage(
                kind: "evdev", layout: nil, endings: ["NUL"], prefix: "", suffix: "", idleGapMilliseconds: 300),
            ScannerSettingsMessage(
                kind: "evdev", layout: nil, endings: [], prefix: "\\", suffix: "", idleGapMilliseconds: 300),
            ScannerSettingsMessage(
                kind: "evdev", layout: nil, endings: [], prefix: "", suffix: "", idleGapMilliseconds: 1 << 60),
            ScannerSettingsMessage(
                kind: "evdev", layout: nil, endings: [], prefix: "", suffix: "", idleGapMilliseconds: 300, aim: "x"),
        ] {
            #expect(throws: DeviceError.self) { try broken.configuration() }
        }
    }

    @Test func settingsSurviveTheWire() throws {
        for kind in [ScannerKind.evdev, .serial] {
            let match: ScannerMatch =
                kind == .evdev ? .evdev(try UdevMatch(["ID_SERIAL": "x"])) : .serial(try UdevMatch(["ID_SERIAL": "x"]))
            let scanner = ScannerConfiguration(
                name: try ScannerName("a"), match: match,
                framing: try ScanFraming(
                    endings: [.tab], idleGap: .milliseconds(420), prefix: [2], suffix: Array("\\C".utf8)),
                layout: .fr, format: PayloadFormat(encoding: .gbk, aim: .prefix, kind: .gs1))
            let back = try ScannerSettingsMessage(scanner).configuration()
            #expect(back.framing == scanner.framing && back.format == scanner.format)
            #expect(back.layout == (kind == .evdev ? .fr : .us))
            #expect(back.match.kind == kind)
        }
    }

    @Test(arguments: ["", "B", "\\x02\\\\ab", "'\"#: "]) func marksSurviveTheFile(_ text: String) throws {
        let bytes = try #require(ByteText.bytes(text))
        #expect(ByteText.text(bytes) == text)
    }

    @Test(arguments: ["\\", "\\x", "\\x1", "\\xzz", "ü", "\u{1}"]) func otherFormsAreRefused(_ text: String) {
        #expect(ByteText.bytes(text) == nil)
    }
}
