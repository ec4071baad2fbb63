import BedsideDevices
import Testing

/// Real streams are decoded to what their labels say; those with lost events are refused, and say so.
@Suite struct RecordedWedgeTests {
    @Test func controlShiftJEndsAndTheDamagedScanIsRefused() {
        #expect(KeyScript(evdev: RecordedWedges.controlShiftJ).outcomes(silenceAfter: true) == ["'12'", "events-lost"])
    }

    @Test func shiftStarLabels() {
        for recorded in RecordedWedges.shiftStar {
            #expect(KeyScript(bootReports: recorded.reports).outcomes() == ["'\(recorded.label)'"])
        }
    }

    @Test func numLockBeforeAnAddressIsNoCharacter() {
        #expect(KeyScript(usages: RecordedWedges.numLockFirst).outcomes() == ["'https://revpay.uk/52109618'"])
    }

    @Test func chineseAsDecimalCodePoints() {
        let script = KeyScript(chords: RecordedWedges.altDecimal)
        #expect(script.outcomes(framing: .silence, silenceAfter: true) == ["'笔记本-01'"])
        #expect(script.outcomes(silenceAfter: true) == ["incomplete"], "the log has no ending")
    }

    @Test func aSeparatorTypedAsAnAltCode() {
        var gs1 = WedgeDecoder(format: PayloadFormat(kind: .gs1))
        #expect(KeyScript(chords: RecordedWedges.separatorAsAltCode).run(&gs1) == ["'(10)a(21)b'"])
        #expect(KeyScript(chords: RecordedWedges.separatorAsAltCode).outcomes() == ["control-characters"])
    }

    @Test func aHoleInsideAnAltCodeIsALoss() {
        #expect(KeyScript(RecordedWedges.altByteWithHole).outcomes(silenceAfter: true) == ["events-lost"])
    }

    @Test func keysThatAreNoScansMakeNone() {
        #expect(KeyScript(evdev: RecordedWedges.knob).outcomes(silenceAfter: true) == [])
        #expect(KeyScript(evdev: RecordedWedges.enterTwice).outcomes(silenceAfter: true) == [])
        for keyboard in [RecordedWedges.keyboard, RecordedWedges.keyboardWithRepetition] {
            #expect(KeyScript(evdev: keyboard).outcomes(silenceAfter: true) == ["unsupported-key"], "Ctrl+C")
        }
    }

    @Test func buttonsAndMovementsAreNoKeys() {
        var decoder = WedgeDecoder()
        for step in RecordedWedges.headset {
            #expect(
                decoder.feed(KeyEvent(type: 1, code: step.code, value: step.value), at: moment(step.milliseconds)) == []
            )
        }
        for step in RecordedWedges.trackball {
            let event = KeyEvent(type: step.type, code: step.code, value: step.value)
            #expect(decoder.feed(event, at: moment(6000 + step.milliseconds)) == [])
        }
        #expect(decoder.deadline == nil)
    }
}
