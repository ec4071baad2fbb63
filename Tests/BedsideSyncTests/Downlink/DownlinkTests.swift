import BedsideDomain
import BedsideSync
import BedsideWire
import Testing

struct DownlinkTests {
    private var random = Loaded()

    private mutating func polling(_ seq: Int64 = 10) -> Downlink {
        var downlink = Downlink(SyncPace())
        _ = downlink.handle(.started, at: .zero, using: &random)
        #expect(downlink.handle(.woken, at: .zero, using: &random) == [.read])
        #expect(
            downlink.handle(.read(Sample.cursor(seq)), at: .zero, using: &random)
                == [.poll(after: Sample.cursor(seq), wait: 25)])
        return downlink
    }

    private func answer(_ rows: [FeedRow], _ cursor: FeedCursor, more: Bool = false) -> DownlinkEvent {
        .answered(DownAnswer(rows: rows, cursor: cursor, more: more, serverTime: 0))
    }

    @Test mutating func rowsAreAppliedAndThenTheNextAreAskedFor() {
        var downlink = polling()
        let rows = [Sample.row(12), Sample.row(15)]
        #expect(
            downlink.handle(answer(rows, Sample.cursor(16), more: true), at: .zero, using: &random)
                == [.apply(rows, Sample.cursor(16))])
        // More is there: no wait.
        #expect(
            downlink.handle(.applied(Sample.cursor(16)), at: .zero, using: &random)
                == [.poll(after: Sample.cursor(16), wait: 0)])
    }

    @Test mutating func anEmptyPollIsRepeatedAtOnceUnlessItCameTooSoon() {
        var downlink = polling()
        #expect(
            downlink.handle(answer([], Sample.cursor(10)), at: .seconds(25), using: &random)
                == [.poll(after: Sample.cursor(10), wait: 25)])
        _ = downlink.handle(answer([], Sample.cursor(10)), at: .seconds(25.1), using: &random)
        #expect(downlink.phase == .waiting(until: .seconds(26.1)))
    }

    @Test(arguments: [
        ([Sample.row(10)], Sample.cursor(11)), ([Sample.row(12), Sample.row(12)], Sample.cursor(12)),
        ([Sample.row(14)], Sample.cursor(13)), ([], Sample.cursor(9)),
        (
            [Sample.row(11)],
            FeedCursor(generation: FeedGeneration(Array(repeating: 1, count: 16)) ?? Sample.generation, seq: 11)
        ),
    ])
    mutating func rowsOutOfOrderAreNotApplied(rows: [FeedRow], cursor: FeedCursor) {
        var downlink = polling()
        _ = downlink.handle(answer(rows, cursor), at: .seconds(2), using: &random)
        guard case .waiting = downlink.phase else {
            Issue.record("it does not wait")
            return
        }
    }

    @Test mutating func aCursorThatIsGoneBringsASnapshot() {
        var downlink = polling()
        #expect(
            downlink.handle(.failed(Sample.refusal(.cursorGone, status: 410)), at: .zero, using: &random) == [.snapshot]
        )
        #expect(
            downlink.handle(.replaced(Sample.cursor(90)), at: .zero, using: &random)
                == [.centralChanged, .poll(after: Sample.cursor(90), wait: 0)])
    }

    @Test mutating func aCentralStoreThatWasSilentIsAskedWhereItStands() {
        var downlink = polling()
        _ = downlink.handle(.failed(.cut("")), at: .zero, using: &random)
        _ = downlink.handle(.woken, at: .seconds(1000), using: &random)
        _ = downlink.handle(.read(Sample.cursor(10)), at: .seconds(1000), using: &random)
        let answer = DownAnswer(rows: [], cursor: Sample.cursor(10), more: false, serverTime: 0)
        let first = downlink.handle(.answered(answer), at: .seconds(1060), using: &random)
        #expect(first.first == .centralChanged)
        let second = downlink.handle(.answered(answer), at: .seconds(1120), using: &random)
        #expect(!second.contains(.centralChanged))
    }

    @Test mutating func aTerminalWithoutACursorBeginsWithASnapshot() {
        var downlink = Downlink(SyncPace())
        #expect(downlink.handle(.enrolled, at: .zero, using: &random) == [.read])
        #expect(downlink.handle(.read(nil), at: .zero, using: &random) == [.snapshot])
        // One that is refused so is no circle.
        _ = downlink.handle(.failed(Sample.refusal(.cursorGone, status: 410)), at: .zero, using: &random)
        guard case .waiting = downlink.phase else {
            Issue.record("it does not wait")
            return
        }
    }

    @Test mutating func aStoreThatFailsIsAskedAgainLater() {
        var downlink = polling()
        _ = downlink.handle(answer([Sample.row(11)], Sample.cursor(11)), at: .zero, using: &random)
        let actions = downlink.handle(.storeFailed, at: .zero, using: &random)
        #expect(actions == [.wake(at: .zero)])
        #expect(downlink.handle(.woken, at: .zero, using: &random) == [.read])
    }

    @Test mutating func aRevokedTerminalHearsNothingMore() {
        var downlink = polling()
        #expect(
            downlink.handle(.failed(Sample.refusal(.revoked, status: 403)), at: .zero, using: &random)
                == [.stopped(.revoked)])
        #expect(downlink.handle(.woken, at: .seconds(999), using: &random).isEmpty)
    }
}
