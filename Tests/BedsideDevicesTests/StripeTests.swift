import BedsideDevices
import BedsideDomain
import Testing

/// Magnetic cards as MagTek's readers send them.
@Suite struct StripeTests {
    private static let first = "%B6225880000001234^ZHANG/SAN^3012101000000000?"
    private static let second = ";6225880000001234=30121010000000000000?"
    private static let third = "+996225880000001234=1561560000000000000?"

    @Test(
        arguments: [
            first + second + third, first + second, second, second + third, third, first, "%E?" + second,
            first + ";E?", first + ";E?+E?", "%E?;E?" + third, "%?" + second, second + "0", second + "1",
            first.lowercased() + second,
        ])
    func theFirstGoodTracksAccountIsThePayload(_ message: String) throws {
        let outcomes = read(message + "\r")
        #expect(outcomes.map(shown) == ["'6225880000001234'"])
        guard case .scan(let reading)? = outcomes.first else { return }
        #expect(reading.content == .magneticStripe)
    }

    @Test(arguments: ["1", "7", ";", "+", "%", "?", "=", "!"])
    func aTrackMayBeFollowedByItsCheckCharacterWhateverItIs(_ check: String) {
        #expect(
            read(Self.first + check + Self.second + check + Self.third + check + "\r").map(shown) == [
                "'6225880000001234'"
            ])
        #expect(read(Self.first + Self.second + check + "\r").map(shown) == ["'6225880000001234'"])
    }

    @Test func driversLicencesOfAAMVAHaveTheirNumberOnTheSecondTrack() {
        let state = "%CAANYTOWN^DOE$JOHN^1 MAIN ST^?"
        let number = ";636014012345678=300119700101?"
        #expect(read(state + number + "#! 90001      C               M175?\r").map(shown) == ["'636014012345678'"])
        #expect(read(state + number + "%! 90001      C               M175?\r").map(shown) == ["'636014012345678'"])
    }

    @Test func insertionReadersFrameTheirMessages() {
        #expect(read("\u{2}\u{1B}%E?\(Self.second)0\r\u{3}").map(shown) == ["'6225880000001234'"])
        #expect(read("\u{2}\u{1B}\(Self.first)\(Self.second)1\u{3}").map(shown) == ["'6225880000001234'"])
        #expect(read("\u{2}\u{1B}1\r\u{3}") == [], "a card was put in")
        #expect(read("\u{2}0\r\u{3}\u{2}\u{1B}\(Self.second)0\r\u{3}").map(shown) == ["'6225880000001234'"])
    }

    @Test(arguments: [
        "%E?;E?", "%E?;E?+E?", ";E?0", "6225880000001234", ";6225880000001234", "%B^?", ";=?", ";12a4=1?", "%?;?+?",
        ";1=1?;2=2?;3=3?;4=4?", "+1?", "?;1?", ";" + String(repeating: "1", count: 38) + "?", "2",
    ])
    func aCardOfWhichNoTrackIsGoodIsRefused(_ message: String) {
        #expect(read(message + "\r").map(shown) == ["incomplete"])
    }

    @Test func aCardThatHoldsOnlyANumber() {
        #expect(read(";000123456?\r").map(shown) == ["'000123456'"])
        #expect(read("%000123456?\r").map(shown) == ["'000123456'"])
        #expect(read("%B4000 0012 3456^X^?\r").map(shown) == ["'400000123456'"])
    }

    @Test func aWedgeTypesTheSame() {
        var decoder = WedgeDecoder(format: PayloadFormat(kind: .magneticStripe))
        let script = KeyScript(typing: Self.first + Self.second)
        #expect(script.run(&decoder) == ["'6225880000001234'"])
        var plain = WedgeDecoder()
        #expect(KeyScript(typing: Self.second).run(&plain) == ["'\(Self.second)'"], "without being told it is a code")
    }

    private func read(_ text: String) -> [ScanOutcome] {
        var decoder = SerialDecoder(format: PayloadFormat(kind: .magneticStripe))
        return decoder.feed(Array(text.utf8).span, at: moment(0))
    }
}
