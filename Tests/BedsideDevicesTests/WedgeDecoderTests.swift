import BedsideDevices
import Testing

@Suite struct WedgeDecoderTests {
    @Test func everyCharacterOfTheUSKeyboardIsReadAsTyped() {
        let all = String((0x20...0x7E).map { Character(Unicode.Scalar(UInt8($0))) })
        #expect(KeyScript(typing: all).outcomes() == ["'\(all)'"])
        #expect(KeyScript(typing: all, shift: "RIGHTSHIFT").outcomes() == ["'\(all)'"])
    }

    @Test(arguments: ["ENTER", "KPENTER", "TAB", "LINEFEED"])
    func everyEndingKeyEnds(_ ending: String) {
        #expect(KeyScript(typing: "P0042", ending: ending).outcomes() == ["'P0042'"])
    }

    @Test(arguments: ["J", "M", "I"])
    func controlKeysThatMeanAnEndingEnd(_ letter: String) {
        let scan = KeyScript("0 +1\n1 -1\n2 +LEFTCTRL\n3 +\(letter)\n4 -\(letter)\n5 -LEFTCTRL")
        #expect(scan.outcomes() == ["'1'"])
    }

    @Test func carriageReturnAndLineFeedAreOneEnding() {
        var decoder = WedgeDecoder()
        let first = KeyScript("0 +1\n1 -1\n2 +ENTER\n3 -ENTER\n4 +LEFTCTRL\n5 +J\n6 -J\n7 -LEFTCTRL")
        #expect(first.run(&decoder) == ["'1'"])
        #expect(KeyScript(typing: "22", from: 10).run(&decoder) == ["'22'"])
    }

    @Test func anEndingBeforeTheCodeIsNoScan() {
        #expect(KeyScript("0 +ENTER\n1 -ENTER\n2 +7\n3 -7\n4 +ENTER\n5 -ENTER").outcomes() == ["'7'"])
    }

    @Test func anEndingThatIsNotConfiguredSpoilsTheScan() throws {
        let framing = try ScanFraming(endings: [.carriageReturn])
        #expect(
            KeyScript("0 +1\n1 -1\n2 +TAB\n3 -TAB\n4 +2\n5 -2\n6 +ENTER\n7 -ENTER").outcomes(framing: framing) == [
                "control-characters"
            ])
    }

    @Test func oneOfTwoShiftsStillHolds() {
        let script = "0 +LEFTSHIFT\n1 +RIGHTSHIFT\n2 -LEFTSHIFT\n3 +A\n4 -A\n5 -RIGHTSHIFT\n6 +A\n7 -A\n8 +ENTER"
        #expect(KeyScript(script).outcomes() == ["'Aa'"])
    }

    @Test func capsLockReversesShiftOnLettersOnly() {
        let script = """
            0 +CAPSLOCK
            1 -CAPSLOCK
            2 +A
            3 -A
            4 +LEFTSHIFT
            5 +B
            6 -B
            7 +1
            8 -1
            9 -LEFTSHIFT
            10 +2
            11 -2
            12 +CAPSLOCK
            13 -CAPSLOCK
            14 +C
            15 -C
            16 +ENTER
            """
        #expect(KeyScript(script).outcomes() == ["'Ab!2c'"])
        #expect(KeyScript(typing: "aB1").outcomes(capsLock: true) == ["'Ab1'"])
    }

    @Test func keypadTypesDigitsWhateverNumLockIs() {
        let keys = [
            "KP0", "KP1", "KP2", "KP3", "KP4", "KP5", "KP6", "KP7", "KP8", "KP9", "KPDOT", "KPSLASH", "KPMINUS",
        ]
        let presses = keys.map { "1 +\($0)\n2 -\($0)" }.joined(separator: "\n")
        let expected = ["'0123456789./-'"]
        #expect(KeyScript(presses + "\n3 +KPENTER").outcomes() == expected)
        #expect(KeyScript("0 +NUMLOCK\n1 -NUMLOCK\n" + presses + "\n3 +KPENTER").outcomes() == expected)
    }

    @Test func theKernelsRepetitionOfAHeldKeyIsIgnored() {
        #expect(KeyScript("0 +5\n250 *5\n283 *5\n290 -5\n291 +ENTER\n600 *ENTER\n610 -ENTER").outcomes() == ["'5'"])
    }

    @Test func keysMayOverlap() {
        #expect(
            KeyScript("0 +1\n1 +2\n2 -1\n3 +ENTER\n4 -2\n5 +3\n6 -ENTER\n7 -3\n8 +TAB").outcomes() == ["'12'", "'3'"])
    }

    @Test(arguments: ["LEFTALT", "RIGHTALT", "LEFTMETA", "RIGHTMETA", "LEFTCTRL", "RIGHTCTRL"])
    func anotherModifierSpoilsTheScanOnce(_ modifier: String) {
        let script =
            "0 +1\n1 -1\n2 +\(modifier)\n3 +A\n4 -A\n5 +B\n6 -B\n7 -\(modifier)\n8 +2\n9 -2\n10 +ENTER\n11 -ENTER"
        var decoder = WedgeDecoder()
        #expect(KeyScript(script).run(&decoder) == ["unsupported-key"])
        #expect(KeyScript(typing: "next", from: 20).run(&decoder) == ["'next'"])
    }

    @Test func aModifierWithoutAKeyIsNothing() {
        #expect(KeyScript("0 +1\n1 -1\n2 +LEFTALT\n3 -LEFTALT\n4 +2\n5 -2\n6 +ENTER").outcomes() == ["'12'"])
    }

    @Test func aKeyWithoutTextSpoilsTheScan() {
        #expect(KeyScript("0 +1\n1 -1\n2 +F8\n3 -F8\n4 +2\n5 -2\n6 +ENTER").outcomes() == ["unsupported-key"])
        #expect(KeyScript("0 +BTN_LEFT\n1 -BTN_LEFT\n2 +2\n3 -2\n6 +ENTER").outcomes() == ["'2'"])
    }

    @Test func silenceDiscardsAPartialScanAndIsNeverGlued() {
        var decoder = WedgeDecoder()
        #expect(KeyScript(typing: "690123", ending: nil).run(&decoder) == [])
        let deadline = decoder.deadline
        #expect(deadline == moment(11 + 300))
        #expect(decoder.expire(at: moment(310)) == [])
        #expect(KeyScript(typing: "6901234567892", from: 400).run(&decoder) == ["incomplete", "'6901234567892'"])
        #expect(decoder.deadline == nil)
    }

    @Test func silenceIsTheEndWhereNoEndingIsConfigured() {
        #expect(
            KeyScript(typing: "4006381333931", ending: nil).outcomes(framing: .silence, silenceAfter: true) == [
                "'4006381333931'"
            ])
        let twoInARow = KeyScript("0 +1\n1 -1\n2 +2\n3 -2\n160 +3\n161 -3")
        #expect(twoInARow.outcomes(framing: .silence, silenceAfter: true) == ["'12'", "'3'"])
    }

    @Test func aHoleOf35MillisecondsIsNoGap() {
        #expect(KeyScript("0 +4\n1 -4\n36 +2\n37 -2\n161 +3\n162 -3\n163 +ENTER").outcomes() == ["'423'"])
    }

    @Test func aFullRingRejectsTheScanAndForgetsModifiers() {
        var decoder = WedgeDecoder()
        let script = """
            0 +LEFTSHIFT
            1 +A
            2 -A
            3 DROPPED
            3 +RIGHTSHIFT ; means nothing until the report ends
            3 SYN
            4 +C
            5 -C
            6 +ENTER
            7 -ENTER
            """
        #expect(KeyScript(script).run(&decoder) == ["events-lost"])
        #expect(KeyScript(typing: "next", from: 10).run(&decoder) == ["'next'"])
    }

    @Test func aFullRingBeforeTheFirstKeyIsToldToo() {
        #expect(
            KeyScript("0 DROPPED\n0 SYN\n1 +C\n2 -C\n3 +ENTER\n4 -ENTER\n5 +D\n6 -D\n7 +ENTER").outcomes() == [
                "events-lost", "'d'",
            ])
    }

    @Test func capsLockOfALostScanDoesNotTurnTheNext() {
        let script = "0 +A\n1 -A\n2 DROPPED\n2 SYN\n3 +CAPSLOCK\n4 -CAPSLOCK\n5 +ENTER\n6 -ENTER\n7 +A\n8 -A\n9 +ENTER"
        #expect(KeyScript(script).outcomes() == ["events-lost", "'a'"])
    }

    @Test func aKeyThatGoesDownTwiceOrComesUpUnpressedMeansLoss() {
        #expect(KeyScript("0 +1\n1 -1\n2 +2\n3 +2\n4 -2\n5 +ENTER").outcomes() == ["events-lost"])
        #expect(KeyScript("0 +1\n1 -1\n2 -2\n3 +3\n4 -3\n5 +ENTER").outcomes() == ["events-lost"])
        #expect(KeyScript("0 -ENTER\n1 +3\n2 -3\n3 +ENTER").outcomes() == ["'3'"], "a key held at the grab comes up")
    }

    @Test func aReleaseThatWasLostIsForgottenInTheSilence() {
        #expect(KeyScript("0 +1\n1 -1\n2 +ENTER\n900 +2\n901 -2\n902 +ENTER").outcomes() == ["'1'", "'2'"])
    }

    @Test func lengthIsLimitedTo4096() {
        let longest = String(repeating: "7", count: 4096)
        #expect(KeyScript(typing: longest).outcomes() == ["'\(longest)'"])
        #expect(KeyScript(typing: longest + "7" + longest).outcomes() == ["too-long"])
    }

    @Test func whatFollowsATooLongScanIsDroppedUpToItsEnd() throws {
        let framing = try ScanFraming(limit: 3)
        let script = KeyScript(typing: "12345678901234567890").steps + KeyScript(typing: "abc", from: 60).steps
        var decoder = WedgeDecoder(framing: framing)
        #expect(
            script.flatMap { decoder.feed($0.event, at: moment($0.milliseconds)) }.map(shown) == ["too-long", "'abc'"])
    }

    @Test func unplugReportsAPartialScan() {
        var decoder = WedgeDecoder()
        #expect(KeyScript(typing: "690", ending: nil).run(&decoder) == [])
        #expect(decoder.close().map(shown) == ["unplugged"])
        #expect(decoder.close() == [])
    }
}
