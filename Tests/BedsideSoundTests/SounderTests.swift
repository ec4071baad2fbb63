import BedsideDomain
import Foundation
import Synchronization
import Testing

@testable import BedsideSound

/// The thread itself, with real time only where nothing waits for it.
@Suite(.timeLimit(.minutes(1))) struct SounderTests {
    @Test func tellsTheStateAndSoundsAtOnce() async throws {
        let (events, gate) = AsyncStream.makeStream(of: FakeCard.Event.self)
        let (states, teller) = AsyncStream.makeStream(of: SoundState.self)
        let card = FakeCard { gate.yield($0) }
        let sounder = AlsaSounder(card: card, bank: try SharedBank.bank.get()) { teller.yield($0) }
        #expect(sounder.state() == nil)
        sounder.start()
        #expect(await states.first { _ in true } == .working)
        #expect(sounder.state() == .working)
        let called = ContinuousClock.now
        sounder.play(.alarm(.emergency, level: 1))
        #expect(await events.first { $0 == .wrote(14_400) } != nil)
        sounder.play(.silence)
        #expect(await events.first { $0 == .cut } != nil)
        // The thread was woken: by itself it looks at the card after 30 s.
        #expect(ContinuousClock.now - called < .seconds(25))
        sounder.stop()
        #expect(card.events().last == .closed)
    }

    @Test func playsThroughTheRealLibrary() async throws {
        let (states, teller) = AsyncStream.makeStream(of: SoundState.self)
        let configuration = try SoundConfiguration(device: "null", volume: 50)
        let sounder = AlsaSounder(configuration) { teller.yield($0) }
        sounder.start()
        #expect(await states.first { _ in true } == .working)
        sounder.stop()
    }

    @Test func tellsThatTheRealDeviceIsMissing() async throws {
        let (states, teller) = AsyncStream.makeStream(of: SoundState.self)
        let configuration = try SoundConfiguration(device: "hw:99", volume: 50)
        let sounder = AlsaSounder(configuration) { teller.yield($0) }
        sounder.start()
        #expect(await states.first { _ in true } == .failed(.missing))
        #expect(sounder.state() == .failed(.missing))
        sounder.stop()
    }

    /// A driver that never returns: no caller waits for it, and it shows in the state.
    @Test func aDriverThatHangsHoldsUpNobodyAndIsSeen() async throws {
        let entered = DispatchSemaphore(value: 0)
        let release = DispatchSemaphore(value: 0)
        let ended = DispatchSemaphore(value: 0)
        let hours = Mutex(0)
        let origin = ContinuousClock.now
        let sounder = AlsaSounder(
            card: HangingCard(entered: entered, release: release), bank: try SharedBank.bank.get(),
            now: { origin + .seconds(3600 * hours.withLock { $0 }) }, onState: { _ in ended.signal() })
        sounder.start()
        wait(for: entered)
        sounder.play(.alarm(.emergency, level: 1))
        #expect(sounder.state() == nil)
        hours.withLock { $0 = 1 }
        #expect(sounder.state() == .failed(.notAnswering))
        sounder.stop()
        release.signal()
        wait(for: ended)
        #expect(sounder.state() == .failed(.missing))
    }

    @Test func startAndStopAreOnce() throws {
        let card = FakeCard()
        let sounder = AlsaSounder(card: card, bank: try SharedBank.bank.get()) { _ in }
        sounder.stop()
        sounder.start()
        #expect(card.events() == [])
        #expect(sounder.state() == nil)
    }

    private func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }
}

private struct HangingCard: SoundCard {
    let entered: DispatchSemaphore
    let release: DispatchSemaphore

    func open() throws(SoundFault) -> any SoundStream {
        entered.signal()
        release.wait()
        throw .missing
    }
}
