import BedsideDevices
import Testing

/// Real streams are decoded to what their labels say; those with lost events are refused, and say so.
@Suite struct RecordedWedgeTests {
    @Test func controlShiftJEndsAndTheDamagedScanIsRefused() {
        #expect(KeyScript(RecordedWedges.controlShiftJ).outcomes(silenceAfter: true) == ["'12'", "events-lost"])
    }

    @Test func shiftStarLabels() {
        for recorded in RecordedWedges.shiftStar {
            #expect(KeyScript(recorded.script).outcomes() == ["'\(recorded.label)'"])
        }
    }

    @Test func numLockBeforeAnAddressIsNoCharacter() {
        #expect(KeyScript(RecordedWedges.numLockFirst).outcomes() == ["'https://pay.example/52109618'"])
    }

    @Test func altCodesAreRefusedOnceAndNotReadAsDigits() {
        #expect(KeyScript(RecordedWedges.altDecimal).outcomes(silenceAfter: true) == ["unsupported-key"])
        #expect(KeyScript(RecordedWedges.altByteWithHole).outcomes(silenceAfter: true) == ["unsupported-key"])
    }
}
