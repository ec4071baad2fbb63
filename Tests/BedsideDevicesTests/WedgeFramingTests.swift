import BedsideDevices
import Testing

/// Prefixes, suffixes and endings as wedges have them in the field (devices.md 2.2).
@Suite struct WedgeFramingTests {
    @Test func lettersAroundACode() throws {
        let framing = try ScanFraming(endings: [], prefix: Array("B".utf8), suffix: Array("C".utf8))
        #expect(typed("S+B 4 0 0 6 S+C", framing) == ["'4006'"])
        #expect(typed("S+B 4 S+C 6 S+C", framing) == ["'4C6'"])
        #expect(typed("4 0 0 6 S+C", framing) == ["incomplete"], "no prefix")
        #expect(typed("S+B 4 0 0 6", framing) == ["incomplete"], "no suffix")
        #expect(typed("S+B 4 0 S+C S+B 0 6 S+C", framing) == ["incomplete"], "two codes, never glued")
        #expect(typed("S+B S+C", framing) == ["incomplete"], "nothing between")
        #expect(typed("S+B", framing) == ["incomplete"])
    }

    @Test func lettersAndAnEnding() throws {
        let framing = try ScanFraming(prefix: Array("B".utf8), suffix: Array("C".utf8))
        #expect(typed("S+B 4 0 S+C ENTER S+B 6 S+C C+J", framing) == ["'40'", "'6'"])
        #expect(typed("S+B 4 0 ENTER S+B 6 S+C ENTER", framing) == ["incomplete", "'6'"])
        #expect(typed("4 0 S+C ENTER S+B 6 S+C ENTER", framing) == ["incomplete", "'6'"])
    }

    @Test func startAndEndOfTextAsControlKeysOrCodes() throws {
        let framing = try ScanFraming(endings: [], prefix: [0x02], suffix: [0x03])
        #expect(typed("C+B 4 0 C+C C+B 6 C+C", framing) == ["'40'", "'6'"], "ETX ends at once")
        #expect(typed("KP:002 4 0 KP:003", framing) == ["'40'"])
        #expect(typed("C+B 4 0 C+D C+C C+B 6 C+C", framing) == ["unsupported-key", "'6'"])
        #expect(typed("4 0 C+C C+B 6 C+C", framing) == ["incomplete", "'6'"])
        #expect(typed("C+B 1 C+C", .standard) == ["unsupported-key"], "not without being told")
    }

    @Test func enterBeforeTheCodeInsteadOfAfterIt() throws {
        let framing = try ScanFraming(endings: [], prefix: [0x0D])
        #expect(typed("ENTER 1 2 3", framing) == ["'123'"])
        #expect(typed("1 2 3", framing) == ["incomplete"])
        #expect(typed("ENTER 1 2 ENTER 3 4", framing) == ["incomplete"], "two codes, never glued")
    }

    @Test(arguments: ["C+J", "C+S+J", "S+C+J", "ENTER C+J", "ENTER C+S+J", "TAB", "KPENTER", "C+M", "C+I"])
    func everyWayToEnd(_ ending: String) {
        #expect(typed("1 2 \(ending) 3 4 \(ending)", .standard) == ["'12'", "'34'"])
    }

    @Test func aRadioTagReaderIsAWedgeOfTenDigits() {
        #expect(typed("0 0 1 3 7 4 8 9 1 1 ENTER", .standard) == ["'0013748911'"])
    }

    @Test func marksAreLimited() {
        #expect(throws: DeviceError.self) { try ScanFraming(prefix: [UInt8](repeating: 0x41, count: 17)) }
        #expect(throws: DeviceError.self) { try ScanFraming(suffix: [0x0D]) }
        #expect(throws: DeviceError.self) { try ScanFraming(prefix: [0x80]) }
        #expect(throws: DeviceError.self) { try ScanFraming(suffix: [0x1D]) }
        #expect(throws: DeviceError.self) { try ScanFraming(endings: [], prefix: [0x00]) }
    }

    @Test func marksDoNotCountAsPayload() throws {
        let framing = try ScanFraming(limit: 3, prefix: Array("B".utf8), suffix: Array("C".utf8))
        #expect(typed("S+B 1 2 3 S+C ENTER", framing) == ["'123'"])
        #expect(typed("S+B 1 2 3 4 S+C ENTER 1 ENTER", framing) == ["too-long", "incomplete"])
    }

    private func typed(_ chords: String, _ framing: ScanFraming) -> [String] {
        var decoder = WedgeDecoder(framing: framing)
        return decoder.take(chords)
    }
}
