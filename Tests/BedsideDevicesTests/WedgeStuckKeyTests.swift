import BedsideDevices
import Testing

/// A scanner holds a key for milliseconds; one that stays down is told, once.
@Suite struct WedgeStuckKeyTests {
    @Test func aStuckKeyIsAFaultOnceAndEndsWhenItComesUp() {
        var decoder = WedgeDecoder()
        #expect(KeyScript("0 +5").run(&decoder) == [])
        #expect(decoder.expire(at: moment(300)).map(shown) == ["incomplete"])
        #expect(decoder.deadline == moment(3000))
        #expect(decoder.expire(at: moment(2999)) == [])
        #expect(decoder.expire(at: moment(3000)).map(shown) == ["stuck-key"])
        #expect(decoder.deadline == nil, "told once: nothing to wait for")
        #expect(KeyScript("3100 *5\n3133 *5\n9000 *5").run(&decoder) == [])
        #expect(KeyScript("9100 -5\n9101 +6\n9102 -6\n9103 +ENTER\n9104 -ENTER").run(&decoder) == ["'6'"])
        #expect(KeyScript("10000 +5\n13000 *5").run(&decoder) == ["stuck-key"], "again: a second time")
    }

    @Test func theKernelsRepetitionAloneTellsItToo() {
        // The press came before the grab.
        let repeats = (0...100).map { "\($0 * 33) *5" }.joined(separator: "\n")
        #expect(KeyScript(repeats).outcomes() == ["stuck-key"])
    }

    @Test func oneKeyStuckBehindAnotherIsSeen() {
        var decoder = WedgeDecoder()
        #expect(KeyScript("0 +NUMLOCK\n100 +5\n101 -5\n102 +ENTER\n103 -ENTER").run(&decoder) == ["'5'"])
        #expect(decoder.expire(at: moment(3000)).map(shown) == ["stuck-key"])
    }

    @Test func aModifierOrAButtonThatIsHeldIsNone() {
        #expect(KeyScript("0 +LEFTSHIFT\n4000 *LEFTSHIFT\n4001 +BTN_LEFT").outcomes(silenceAfter: true) == [])
        #expect(KeyScript("0 +BTN_LEFT\n4000 *BTN_LEFT\n9000 -BTN_LEFT").outcomes() == [])
    }

    @Test func aKeyOfWhichTheReleaseWasLostWithAFullRingIsNotStuck() {
        var decoder = WedgeDecoder()
        #expect(KeyScript("0 +5\n1 DROPPED\n1 SYN").run(&decoder) == ["events-lost"])
        #expect(decoder.expire(at: moment(9000)) == [])
        #expect(decoder.deadline == nil)
    }
}
