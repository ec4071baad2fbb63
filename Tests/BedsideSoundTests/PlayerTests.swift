import BedsideDomain
import Synchronization
import Testing

@testable import BedsideSound

/// The player on a card that notes everything, with a clock turned by hand.
@Suite struct PlayerTests {
    private let card = FakeCard()
    private let bank: SoundBank
    private var rig: PlayerRig

    init() throws {
        bank = try SharedBank.bank.get()
        rig = PlayerRig(card, bank)
    }

    @Test mutating func looksAtTheCardAtTheStartAndEveryThirtySeconds() {
        rig.pass(.zero)
        #expect(card.events() == [.opened, .closed])
        #expect(rig.takeNews() == [.working])
        rig.pass(.milliseconds(29_999))
        #expect(card.events() == [])
        rig.pass(.milliseconds(1))
        #expect(card.events() == [.opened, .closed])
        #expect(rig.takeNews() == [])
        #expect(rig.steps == 2)
    }

    @Test(arguments: [.missing, .busy, .refused("no right."), .failed("broken.")] as [SoundFault])
    mutating func aCardThatWentIsToldBeforeAnAlarmNeedsIt(fault: SoundFault) {
        rig.pass(.zero)
        card.behaviour.withLock { $0.fault = fault }
        rig.pass(.seconds(30))
        #expect(rig.takeNews() == [.working, .failed(fault)])
        rig.pass(.seconds(60))
        #expect(rig.takeNews() == [])
        card.behaviour.withLock { $0.fault = nil }
        rig.pass(.seconds(30))
        #expect(rig.takeNews() == [.working])
    }

    @Test mutating func playsWholeBurstsInTheRhythm() {
        rig.play(.alarm(.emergency, level: 1))
        rig.pass(.seconds(14))
        let burst = bank.samples(of: .emergency, level: 1)
        #expect(firstDifference(card.heard, burst + burst + burst) == nil)
        #expect(Waveform(interleaved: card.heard).pulses.count == 30)
    }

    @Test mutating func handsOverNoMoreThanTheLead() {
        rig.play(.alarm(.emergency, level: 1))
        #expect(card.events() == [.opened, .wrote(14_400)])
        rig.pass(.milliseconds(100))
        #expect(card.events() == [.wrote(4800)])
    }

    @Test mutating func silenceCutsAtOnceAndClosesAfterThirtySeconds() {
        rig.play(.alarm(.emergency, level: 1))
        rig.pass(.milliseconds(250))
        _ = card.events()
        rig.play(.silence)
        #expect(card.events() == [.cut])
        rig.pass(.milliseconds(29_999))
        #expect(card.events() == [])
        rig.pass(.milliseconds(1))
        #expect(card.events() == [.closed, .opened, .closed])
    }

    @Test mutating func aHigherPriorityCutsIn() {
        rig.play(.alarm(.call, level: 1))
        rig.pass(.milliseconds(150))
        let before = card.heard.count
        _ = card.events()
        rig.play(.alarm(.emergency, level: 1))
        #expect(card.events() == [.cut, .wrote(14_400)])
        #expect(
            firstDifference(Array(card.heard[before...]), Array(bank.samples(of: .emergency, level: 1).prefix(28_800)))
                == nil)
    }

    @Test mutating func theSamePlanDoesNotRestart() {
        rig.play(.alarm(.emergency, level: 1))
        for _ in 0..<20 {
            rig.pass(.milliseconds(50))
            rig.play(.alarm(.emergency, level: 1))
        }
        #expect(!card.events().contains(.cut))
        #expect(
            firstDifference(card.heard, Array(bank.samples(of: .emergency, level: 1).prefix(card.heard.count))) == nil)
    }

    @Test mutating func anEscalationIsLouderFromTheNextBurstOn() throws {
        let bank = SoundBank(try SoundConfiguration(device: "fake", volume: 40))
        rig = PlayerRig(card, bank)
        rig.play(.alarm(.call, level: 1))
        rig.pass(.milliseconds(100))
        rig.play(.alarm(.call, level: 3))
        rig.pass(.seconds(11))
        #expect(
            firstDifference(card.heard, bank.samples(of: .call, level: 1) + bank.samples(of: .call, level: 3)) == nil)
    }

    @Test mutating func aCardThatIsMissingWhenItIsNeededIsTriedEverySecond() {
        card.behaviour.withLock { $0.fault = .missing }
        rig.play(.alarm(.emergency, level: 1))
        rig.pass(.seconds(3))
        #expect(card.events() == Array(repeating: .refused(.missing), count: 4))
        #expect(rig.takeNews() == [.failed(.missing)])
        card.behaviour.withLock { $0.fault = nil }
        rig.pass(.seconds(1))
        #expect(card.events().prefix(2) == [.opened, .wrote(14_400)])
        rig.pass(.seconds(3))
        #expect(rig.takeNews() == [.working])
        #expect(firstDifference(card.heard, bank.samples(of: .emergency, level: 1)) == nil)
    }

    @Test mutating func aCardThatIsUnpluggedWhileItPlaysIsToldAndTheBurstBeginsAgain() {
        rig.pass(.zero)
        rig.play(.alarm(.emergency, level: 1))
        rig.pass(.milliseconds(500))
        card.behaviour.withLock { $0.writeFault = .missing }
        rig.pass(.milliseconds(100))
        #expect(rig.takeNews() == [.working, .failed(.missing)])
        #expect(card.events().last == .closed)
        let before = card.heard.count
        card.behaviour.withLock { $0.writeFault = nil }
        rig.pass(.seconds(4))
        #expect(rig.takeNews() == [.working])
        #expect(firstDifference(Array(card.heard[before...]), bank.samples(of: .emergency, level: 1)) == nil)
    }

    /// Its clock stands still: it opens, takes a buffer's worth and plays nothing.
    @Test(arguments: AlarmPriority.allCases) mutating func aCardThatTakesButDoesNotPlayIsTold(priority: AlarmPriority) {
        rig.pass(.zero)
        card.behaviour.withLock { $0.stuckBuffer = 24_000 }
        rig.play(.alarm(priority, level: 1))
        rig.pass(.seconds(20))
        // Once and not again with each try: it never works in between.
        #expect(rig.takeNews() == [.working, .failed(.failed("it takes samples but does not play them."))])
        card.behaviour.withLock { $0.stuckBuffer = nil }
        rig.pass(.seconds(20))
        #expect(rig.takeNews() == [.working])
    }

    @Test mutating func aMachineThatWasHeldUpIsNoFaultOfTheCard() {
        rig.pass(.zero)
        rig.play(.alarm(.emergency, level: 1))
        rig.hold(.seconds(20))
        rig.pass(.seconds(4))
        #expect(rig.takeNews() == [.working])
    }

    @Test mutating func aBurstThatWasCutShowsNothingOfTheCard() {
        rig.pass(.zero)
        // Less than what is handed over ahead: full at once.
        card.behaviour.withLock { $0.stuckBuffer = 10_000 }
        rig.play(.alarm(.emergency, level: 1))
        rig.pass(.milliseconds(150))
        rig.play(.silence)
        #expect(card.events().last == .cut)
        #expect(rig.takeNews() == [.working])
    }

    @Test mutating func whatWasNotTriedIsNotToldToWork() {
        card.behaviour.withLock { $0.fault = .busy }
        rig.pass(.zero)
        rig.play(.silence)
        rig.pass(.seconds(1))
        rig.play(.silence)
        #expect(rig.takeNews() == [.failed(.busy)])
    }

    @Test mutating func aTestSoundsOnceAndTheCardIsClosedAfterIt() {
        rig.play(.test(.call))
        rig.pass(.seconds(31))
        #expect(firstDifference(card.heard, bank.samples(of: .call, level: 1)) == nil)
        #expect(card.events().suffix(4) == [.cut, .closed, .opened, .closed])
        #expect(rig.takeNews() == [.working])
    }

    @Test mutating func restsBetweenBursts() {
        rig.play(.alarm(.technical, level: 1))
        rig.pass(.seconds(15))
        #expect(rig.steps <= 5)
    }
}
