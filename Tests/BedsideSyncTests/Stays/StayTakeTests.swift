import BedsideDomain
import BedsideSync
import BedsideWire
import Testing

struct StayTakeTests {
    private var random = Loaded()
    private let encounter = EncounterID(trusted: "E1")

    private func answer(_ holdMs: Int64 = 30_000, _ stay: StayRow = Sample.stay()) -> StayTakeEvent {
        .answered(TakeAnswer(hold: Sample.hold(), holdMs: holdMs, stay: stay))
    }

    private mutating func posting() -> StayTake {
        var (take, actions) = StayTake.begin(encounter, patience: .seconds(20), at: .zero)
        #expect(actions == [.ask(wait: 20)])
        #expect(take.handle(answer(), at: .seconds(1), using: &random) == [.check(Sample.stay())])
        #expect(take.handle(.checked(true), at: .seconds(1), using: &random) == [.post(Sample.hold())])
        return take
    }

    @Test mutating func askHoldPostWrite() {
        var take = posting()
        #expect(
            take.handle(.posted, at: .seconds(2), using: &random) == [.save(Sample.stay(), hold: Sample.hold())])
        #expect(take.handle(.saved, at: .seconds(2), using: &random) == [.tell(.taken), .end])
    }

    @Test mutating func whatCannotBeWrittenIsNeverTakenForGood() {
        var (take, _) = StayTake.begin(encounter, patience: .seconds(20), at: .zero)
        _ = take.handle(answer(), at: .seconds(1), using: &random)
        #expect(take.handle(.checked(false), at: .seconds(1), using: &random) == [.tell(.inUse), .end])
    }

    @Test mutating func theHoldCountsFromBeforeTheRequest() {
        var (take, _) = StayTake.begin(encounter, patience: .seconds(60), at: .zero)
        let actions = take.handle(answer(5000), at: .seconds(5), using: &random)
        #expect(actions == [.wake(at: .seconds(5))])
        #expect(take.handle(.woken, at: .seconds(5), using: &random) == [.ask(wait: 20)])
    }

    @Test mutating func anotherStayThanWasAskedForIsNoAnswer() {
        var (take, _) = StayTake.begin(encounter, patience: .seconds(60), at: .zero)
        #expect(take.handle(answer(5000, Sample.stay("E2")), at: .zero, using: &random) == [.wake(at: .zero)])
    }

    @Test mutating func aPostIsRepeatedUntilItIsKnown() {
        var take = posting()
        _ = take.handle(.failed(.late), at: .seconds(10), using: &random)
        #expect(take.handle(.woken, at: .seconds(11), using: &random) == [.post(Sample.hold())])
        // The caller's patience is over; the machine's is not.
        let actions = take.handle(.failed(.unreachable("")), at: .seconds(30), using: &random)
        #expect(actions.first == .tell(.unresolved))
        _ = take.handle(.woken, at: .seconds(31), using: &random)
        #expect(
            take.handle(.failed(Sample.refusal(.busy, status: 503)), at: .seconds(32), using: &random).count == 1)
        _ = take.handle(.woken, at: .seconds(40), using: &random)
        _ = take.handle(.posted, at: .seconds(41), using: &random)
        #expect(take.handle(.saved, at: .seconds(42), using: &random) == [.end])
    }

    @Test mutating func aHoldThatEndedIsNotUsed() {
        var take = posting()
        #expect(
            take.handle(.failed(Sample.refusal(.holdEnded)), at: .seconds(2), using: &random)
                == [.tell(.inUse), .end])
    }

    @Test mutating func aStoreThatFailsIsTriedAgainAfterThePost() {
        var take = posting()
        _ = take.handle(.posted, at: .seconds(2), using: &random)
        #expect(take.handle(.storeFailed, at: .seconds(2), using: &random) == [.wake(at: .seconds(2))])
        #expect(
            take.handle(.woken, at: .seconds(3), using: &random) == [.save(Sample.stay(), hold: Sample.hold())])
    }

    @Test(arguments: [
        (Sample.refusal(.stayInUse), TakeOutcome.inUse), (Sample.refusal(.notFound, status: 404), .unknown),
        (Sample.refusal(.revoked, status: 403), .refused),
    ])
    mutating func refusals(error: LineError, outcome: TakeOutcome) {
        var (take, _) = StayTake.begin(encounter, patience: .seconds(20), at: .zero)
        #expect(take.handle(.failed(error), at: .seconds(1), using: &random) == [.tell(outcome), .end])
    }

    @Test mutating func withoutTheNetworkNobodyIsLeftWaiting() {
        var (take, _) = StayTake.begin(encounter, patience: .seconds(20), at: .zero)
        #expect(take.handle(.failed(.unreachable("")), at: .seconds(21), using: &random) == [.tell(.offline), .end])
    }
}
