import BedsideDomain
import BedsideSync
import BedsideWire
import Testing

struct UplinkTests {
    private var random = Loaded()

    /// Has said what it owes at the start and rests.
    private mutating func resting(last: Int64 = 10) -> Uplink {
        var uplink = Uplink(SyncPace())
        let question = Sample.batch(after: last, count: 0)
        #expect(uplink.handle(.started, at: .zero, using: &random) == [.wake(at: .zero)])
        #expect(uplink.handle(.woken, at: .zero, using: &random).count == 1)
        #expect(uplink.handle(.read(question), at: .zero, using: &random) == [.send(question)])
        _ = uplink.handle(.answered(Sample.answer(last), ownHead: Sample.hash(2)), at: .zero, using: &random)
        _ = uplink.handle(.saved, at: .zero, using: &random)
        #expect(uplink.phase == .idle(until: .seconds(30)))
        return uplink
    }

    private mutating func flying(_ batch: OutboxBatch) -> Uplink {
        var uplink = resting()
        _ = uplink.handle(.committed, at: .zero, using: &random)
        #expect(uplink.handle(.read(batch), at: .zero, using: &random) == [.send(batch)])
        return uplink
    }

    @Test mutating func theFirstContactIsSpreadOverAMinute() {
        var most = Loaded(isMost: true)
        var uplink = Uplink(SyncPace())
        #expect(uplink.handle(.started, at: .seconds(5), using: &most) == [.wake(at: .seconds(65))])
        #expect(uplink.handle(.committed, at: .seconds(6), using: &most).isEmpty)
        #expect(uplink.handle(.woken, at: .seconds(64), using: &most) == [.wake(at: .seconds(65))])
    }

    @Test mutating func withoutABellItLooksByItself() {
        var uplink = resting()
        #expect(uplink.handle(.woken, at: .seconds(30), using: &random) == [.read(events: 100, bytes: 256 << 10)])
    }

    @Test mutating func aBellDuringASaveIsNotLost() {
        var uplink = flying(Sample.batch(after: 10, count: 2))
        #expect(uplink.handle(.committed, at: .zero, using: &random).isEmpty)
        let answer = Sample.answer(12)
        #expect(
            uplink.handle(.answered(answer, ownHead: answer.head), at: .zero, using: &random)
                == [.save(ack: 12, verdicts: [])])
        #expect(uplink.handle(.saved, at: .zero, using: &random) == [.read(events: 100, bytes: 256 << 10)])
    }

    @Test mutating func aLostAnswerBringsTheSameBatchAgain() {
        let batch = Sample.batch(after: 10, count: 2)
        var uplink = flying(batch)
        var most = Loaded(isMost: true)
        #expect(uplink.handle(.failed(.late), at: .seconds(40), using: &most) == [.wake(at: .seconds(41))])
        #expect(uplink.handle(.committed, at: .seconds(40), using: &most).isEmpty)
        #expect(uplink.handle(.woken, at: .seconds(41), using: &most).count == 1)
        #expect(uplink.handle(.read(batch), at: .seconds(41), using: &most) == [.send(batch)])
    }

    @Test mutating func heldEventsAreToldToTheStoreAndBlockNothing() {
        var uplink = flying(Sample.batch(after: 10, count: 2, last: 20))
        let answer = UpAnswer(
            ack: 12, head: Sample.hash(2), held: [.init(seq: 11, code: "unknown-kind")], serverTime: 0,
            hint: .init(batch: 7, waitMs: 250))
        #expect(
            uplink.handle(.answered(answer, ownHead: answer.head), at: .zero, using: &random)
                == [.save(ack: 12, verdicts: [OutboxVerdict(seq: 11, code: "unknown-kind")])])
        // More is there: the central store's wish is heeded.
        #expect(uplink.handle(.saved, at: .zero, using: &random) == [.wake(at: .milliseconds(250))])
        #expect(
            uplink.handle(.woken, at: .milliseconds(250), using: &random) == [.read(events: 7, bytes: 256 << 10)])
    }

    @Test mutating func aGapGoesBack() {
        var uplink = flying(Sample.batch(after: 10, count: 2))
        #expect(
            uplink.handle(.failed(Sample.refusal(.gap, expect: 4)), at: .zero, using: &random) == [.rewind(to: 4)])
        #expect(uplink.handle(.rewound(true), at: .zero, using: &random) == [.read(events: 100, bytes: 256 << 10)])
    }

    @Test mutating func theSameGapAgainIsNoCircleAtFullSpeed() {
        var uplink = flying(Sample.batch(after: 10, count: 2))
        _ = uplink.handle(.failed(Sample.refusal(.gap, expect: 11)), at: .zero, using: &random)
        guard case .waiting = uplink.phase else {
            Issue.record("it does not wait")
            return
        }
    }

    @Test mutating func aRestoredCentralStoreIsFoundByTheQuestion() {
        var uplink = resting(last: 100)
        #expect(uplink.handle(.centralChanged, at: .seconds(1), using: &random).count == 1)
        let question = Sample.batch(after: 100, count: 0)
        #expect(uplink.handle(.read(question), at: .seconds(1), using: &random) == [.send(question)])
        #expect(
            uplink.handle(.answered(Sample.answer(40), ownHead: Sample.hash(2)), at: .seconds(1), using: &random)
                == [.rewind(to: 41)])
        #expect(uplink.handle(.rewound(false), at: .seconds(1), using: &random) == [.stopped(.historyGone)])
    }

    @Test(arguments: [
        (SyncRefusal.Code.fork, SyncStop.fork), (.frozen, .frozen), (.storeWentBack, .storeWentBack),
        (.brokenChain, .brokenChain), (.wrongEpoch, .wrongEpoch), (.revoked, .revoked),
    ])
    mutating func itStopsUntilAPersonEnrolsIt(code: SyncRefusal.Code, stop: SyncStop) {
        var uplink = flying(Sample.batch(after: 10, count: 2))
        #expect(uplink.handle(.failed(Sample.refusal(code)), at: .zero, using: &random) == [.stopped(stop)])
        for event in [UplinkEvent.woken, .committed, .linkUp, .centralChanged, .started] {
            #expect(uplink.handle(event, at: .seconds(1_000_000), using: &random).isEmpty)
        }
        #expect(uplink.handle(.enrolled, at: .zero, using: &random) == [.read(events: 100, bytes: 256 << 10)])
    }

    @Test mutating func aStopOfAnEarlierRunStands() {
        var uplink = Uplink(SyncPace(), stopped: .fork)
        #expect(uplink.handle(.started, at: .zero, using: &random).isEmpty)
    }

    @Test mutating func moreThereThanHereIsAStoreThatWentBack() {
        let batch = Sample.batch(after: 10, count: 2)
        var uplink = flying(batch)
        // The central store hears of it before this terminal says nothing any more.
        #expect(
            uplink.handle(.answered(Sample.answer(13), ownHead: nil), at: .zero, using: &random) == [.confess(batch)])
        #expect(
            uplink.handle(.failed(Sample.refusal(.storeWentBack)), at: .zero, using: &random)
                == [.stopped(.storeWentBack)])
        var other = flying(Sample.batch(after: 10, count: 2))
        #expect(
            other.handle(.failed(Sample.refusal(.gap, expect: 14)), at: .zero, using: &random)
                == [.stopped(.storeWentBack)])
    }

    @Test mutating func whatCouldNotBeConfessedIsFoundOutAgain() {
        let batch = Sample.batch(after: 10, count: 2)
        var uplink = flying(batch)
        _ = uplink.handle(.answered(Sample.answer(13), ownHead: nil), at: .zero, using: &random)
        guard case .wake(let time) = uplink.handle(.failed(.late), at: .zero, using: &random).first else {
            Issue.record("no time at which it goes on")
            return
        }
        #expect(uplink.handle(.woken, at: time, using: &random) == [.read(events: 100, bytes: 256 << 10)])
    }

    @Test mutating func anotherHashUnderTheSameNumberIsAFork() {
        var uplink = flying(Sample.batch(after: 10, count: 2))
        #expect(
            uplink.handle(.answered(Sample.answer(12), ownHead: Sample.hash(3)), at: .zero, using: &random)
                == [.stopped(.fork)])
    }

    @Test mutating func aBodyThatIsTooLargeBecomesSmaller() {
        var uplink = flying(Sample.batch(after: 10, count: 8, body: "{\"a\":1}"))
        _ = uplink.handle(.failed(Sample.refusal(.init(rawValue: "x"), status: 413)), at: .zero, using: &random)
        #expect(uplink.handle(.woken, at: .seconds(400), using: &random) == [.read(events: 4, bytes: 28)])
    }

    @Test mutating func nothingTakenIsNoProgress() {
        var uplink = flying(Sample.batch(after: 10, count: 2))
        _ = uplink.handle(.answered(Sample.answer(10), ownHead: Sample.hash(2)), at: .zero, using: &random)
        guard case .waiting = uplink.phase else {
            Issue.record("it does not wait")
            return
        }
    }

    @Test mutating func anExpiredCertificateIsRenewed() {
        var uplink = flying(Sample.batch(after: 10, count: 2))
        let actions = uplink.handle(
            .failed(Sample.refusal(.certificateExpired, status: 401)), at: .zero, using: &random)
        #expect(actions.first == .renew)
    }
}
