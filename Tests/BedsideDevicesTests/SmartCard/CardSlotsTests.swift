import BedsideDomain
import Testing

@testable import BedsideDevices

/// Which looks at a reader mean a card that was not read yet. States are pcscd's: `0x10` empty, `0x20` present, `0x2`
/// changed, the upper half counts.
@Suite struct CardSlotsTests {
    @Test func aCardInIsReadOnceAndAgainAfterItWasOut() {
        var slots = CardSlots()
        slots.list(["A"])
        #expect(slots.take(0x0000_0012, of: "A") == false)
        #expect(slots.take(0x0001_0022, of: "A") == true)
        #expect(slots.known == [0x0001_0020])
        #expect(slots.take(0x0001_0122, of: "A") == false, "another program uses it")
        #expect(slots.take(0x0002_0012, of: "A") == false)
        #expect(slots.take(0x0003_0022, of: "A") == true)
    }

    @Test func aSwapBetweenTwoLooksShowsInTheCounter() {
        var slots = CardSlots()
        slots.list(["A"])
        #expect(slots.take(0x0001_0022, of: "A") == true)
        #expect(slots.isNews(scan("04A2"), of: "A") == true)
        #expect(slots.take(0x0003_0022, of: "A") == true)
        #expect(slots.isNews(scan("04A2"), of: "A") == true, "the same card was put in again")
    }

    @Test func aRestartUnderALyingCardTellsNothingNew() {
        var slots = CardSlots()
        slots.list(["A"])
        #expect(slots.take(0x0001_0022, of: "A") == true)
        #expect(slots.isNews(scan("04A2"), of: "A") == true)
        slots.forgetStates()
        #expect(slots.known == [0])
        #expect(slots.take(0x0001_0022, of: "A") == true, "it has to be looked at")
        #expect(slots.isNews(scan("04A2"), of: "A") == false)
        slots.forgetStates()
        #expect(slots.take(0x0001_0022, of: "A") == true)
        #expect(slots.isNews(scan("0BAD"), of: "A") == true, "another card was put in meanwhile")
    }

    @Test func readersDoNotMixAndAReaderThatGoesIsForgotten() {
        var slots = CardSlots()
        slots.list(["A", "B"])
        #expect(slots.take(0x0001_0022, of: "B") == true)
        #expect(slots.known == [0, 0x0001_0020])
        #expect(slots.isNews(scan("04A2"), of: "B") == true)
        #expect(slots.isNews(scan("04A2"), of: "A") == true)
        slots.list(["A"])
        slots.list(["A", "B"])
        #expect(slots.known == [0, 0])
        #expect(slots.isNews(scan("04A2"), of: "B") == true)
        #expect(slots.take(0x0000_000E, of: "A") == false, "unavailable")
    }

    private func scan(_ text: String) -> ScanOutcome { .scan(Reading(Array(text.utf8), .smartCard)) }
}
