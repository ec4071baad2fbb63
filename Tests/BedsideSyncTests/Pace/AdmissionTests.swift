import BedsideSync
import BedsideWire
import Testing

@testable import BedsideSimulation

/// Sixty thousand terminals by their rule alone (sync.md 6 row 9): after an outage they come spread out.
@Suite(.serialized) struct AdmissionTests {
    private static let terminals = 60_000

    /// Arrivals in each second.
    private func arrivals(until end: Int, _ outcome: (Int) -> LineError?) async -> [Int] {
        var dice = Dice(seed: 20_260_101)
        var arrivals = [Int](repeating: 0, count: end)
        var backoffs = [Backoff](repeating: Backoff(SyncPace()), count: Self.terminals)
        // By seconds: within one, the order does not matter.
        var due = [[(at: Duration, terminal: Int)]](repeating: [], count: end)
        func wait(_ terminal: Int, after error: LineError, from now: Duration) {
            let at = now + backoffs[terminal].wait(after: error, using: &dice)
            if at < .seconds(end) { due[Int(at.components.seconds)].append((at, terminal)) }
        }
        // All of them lose their long poll in the same moment.
        for terminal in 0..<Self.terminals { wait(terminal, after: .cut(""), from: .zero) }
        for second in 0..<end {
            let error = outcome(second)
            await Task.yield()
            while let (at, terminal) = due[second].popLast() {
                arrivals[second] += 1
                if let error { wait(terminal, after: error, from: at) }
            }
        }
        return arrivals
    }

    @Test func aRestartIsNoPeak() async {
        let arrivals = await arrivals(until: 120) { _ in nil }
        #expect((arrivals.max() ?? 0) < 1200)
        #expect(arrivals[..<61].reduce(0, +) == Self.terminals)
    }

    @Test func anOutageEndsWithoutAPeak() async {
        let arrivals = await arrivals(until: 1050) { $0 < 700 ? .unreachable("") : nil }
        // A mean wait of two and a half minutes each: about 400 a second, and no second has much more.
        #expect((arrivals[700...].max() ?? 0) < 700)
        // Everybody is in again when the longest back-off is over.
        #expect(arrivals[700...1000].reduce(0, +) == Self.terminals)
    }

    @Test func anHourOf503WithOneEndForAllIsSpread() async {
        let arrivals = await arrivals(until: 3700) { second in
            second < 3600 ? Sample.refusal(.busy, status: 503, after: .seconds(3600 - second)) : nil
        }
        #expect(arrivals[70..<3600].reduce(0, +) < 200)
        #expect((arrivals[3600...].max() ?? 0) < 1300)
        #expect(arrivals[3600...].reduce(0, +) > Self.terminals - 200)
    }

    /// A control: without jitter they would all come in one second.
    @Test func withoutJitterThereWouldBeAPeak() {
        var least = Loaded()
        var backoff = Backoff(SyncPace())
        let error = Sample.refusal(.busy, status: 503, after: .seconds(100))
        #expect(
            (0..<100).allSatisfy { _ in
                backoff.succeeded()
                return backoff.wait(after: error, using: &least) == .seconds(100)
            })
    }
}
