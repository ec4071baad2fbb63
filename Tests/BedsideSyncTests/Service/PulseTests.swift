import BedsideDomain
import BedsideWire
import Synchronization
import Testing

@testable import BedsideSimulation
@testable import BedsideSync

/// Every minute, soon after a change, never in a crowd, and never before the central store wants it.
@Suite struct PulseTests {
    private var least = Loaded()
    private var rhythm = PulseRhythm(SyncPace())

    @Test mutating func theFirstIsSpreadOverAMinute() {
        var most = Loaded(isMost: true)
        rhythm.start(at: .seconds(100), using: &most)
        #expect(rhythm.next == .seconds(160))
        // Who comes back with all the others does not hurry because something changed.
        rhythm.changed(at: .seconds(101))
        #expect(rhythm.next == .seconds(160))
        rhythm.start(at: .seconds(100), using: &least)
        #expect(rhythm.next == .seconds(100))
    }

    @Test mutating func oneAMinuteAndAfterAChangeInFiveSeconds() {
        rhythm.sent(at: .seconds(10))
        #expect(rhythm.next == .seconds(70))
        // The crowd goes together with its first one.
        for second in 30...34 { rhythm.changed(at: .seconds(second)) }
        #expect(rhythm.next == .seconds(35))
        rhythm.sent(at: .seconds(35))
        // Right after a pulse it is five seconds too; a change never puts off what is due.
        rhythm.changed(at: .seconds(35))
        #expect(rhythm.next == .seconds(40))
        rhythm.sent(at: .seconds(40))
        rhythm.changed(at: .seconds(98))
        #expect(rhythm.next == .seconds(100))
    }

    @Test mutating func aFailureWaitsAMinuteAtLeastAndAChangeDoesNotShortenIt() {
        rhythm.failed(.late, at: .seconds(10), using: &least)
        #expect(rhythm.next == .seconds(70))
        rhythm.changed(at: .seconds(11))
        #expect(rhythm.next == .seconds(70))
        // The central store's word wins.
        rhythm.failed(Sample.refusal(.busy, status: 503, after: .seconds(500)), at: .seconds(70), using: &least)
        #expect(rhythm.next == .seconds(570))
        rhythm.changed(at: .seconds(71))
        #expect(rhythm.next == .seconds(570))
        rhythm.sent(at: .seconds(570))
        #expect(rhythm.next == .seconds(630))
    }

    @Test mutating func manyFailuresWaitLongerAndASuccessForgetsThem() {
        var most = Loaded(isMost: true)
        var now = Duration.zero
        for _ in 0..<12 {
            rhythm.failed(.late, at: now, using: &most)
            #expect(rhythm.next - now >= .seconds(60) && rhythm.next - now <= .seconds(300))
            now = rhythm.next
        }
        rhythm.failed(.late, at: now, using: &most)
        #expect(rhythm.next - now == .seconds(300))
        rhythm.sent(at: now)
        rhythm.failed(.late, at: now, using: &most)
        #expect(rhythm.next - now == .seconds(60))
    }

    // MARK: The loop

    /// Tells how it is, every minute by the clock that it was given.
    @Test(.timeLimit(.minutes(1))) func theLoopTellsTheTerminalsState() async throws {
        let rig = try await ContextRig()
        let told = try await pulses(3, rig) { _ in .success(PulseAnswer(serverTime: EnrolmentRig.now.milliseconds)) }
        #expect(told.map(\.pulse.version) == ["1", "1", "1"])
        #expect(told[0].at == .zero)
        for (before, after) in zip(told, told.dropFirst()) { #expect(after.at - before.at >= .seconds(60)) }
        #expect(rig.context.gauge.central(at: rig.clock.monotonic) != nil)
    }

    @Test(.timeLimit(.minutes(1))) func aChangeIsToldSoonerAndNotAtOnce() async throws {
        let rig = try await ContextRig()
        let told = try await pulses(4, rig, ring: .changed) { _ in
            .success(PulseAnswer(serverTime: EnrolmentRig.now.milliseconds))
        }
        for (before, after) in zip(told, told.dropFirst()) { #expect(after.at - before.at >= .seconds(5)) }
    }

    @Test(.timeLimit(.minutes(1))) func whatIsNotHeardIsToldAgainLater() async throws {
        let rig = try await ContextRig()
        let told = try await pulses(3, rig, ring: .changed) { _ in .failure(.late) }
        for (before, after) in zip(told, told.dropFirst()) { #expect(after.at - before.at >= .seconds(60)) }
    }

    /// Turns the clock on, second by second, ringing each time, until so many pulses were told.
    private func pulses(
        _ count: Int, _ rig: ContextRig, ring: PulseRing = .woken,
        _ answer: @escaping @Sendable (Pulse) -> Result<PulseAnswer, LineError>
    ) async throws -> [(pulse: Pulse, at: Duration)] {
        let told = Told()
        let clock = rig.clock
        rig.line.answers.withLock {
            $0.pulse = { pulse in
                told.list.withLock { $0.append((pulse, clock.monotonic)) }
                return answer(pulse)
            }
        }
        let loop = Task { try await PulseLoop(context: rig.context, source: NoFigures()).run() }
        while told.list.withLock({ $0.isEmpty }) { await Task.yield() }
        while told.list.withLock({ $0.count < count }) {
            clock.turn(.seconds(1))
            rig.context.pulse.ring(ring)
            for _ in 0..<50 { await Task.yield() }
        }
        loop.cancel()
        try await loop.value
        return Array(told.list.withLock { $0 }.prefix(count))
    }

    private final class Told: Sendable { let list = Mutex<[(pulse: Pulse, at: Duration)]>([]) }
}
