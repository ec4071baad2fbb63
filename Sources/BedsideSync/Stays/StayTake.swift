package import BedsideDomain
package import BedsideWire

/// What came of asking for a stay.
package enum TakeOutcome: Sendable, Hashable {
    /// This terminal keeps it.
    case taken
    /// Its keeper cannot give it up now; try again later.
    case inUse
    /// The central store knows no such stay, or it is not for this ward.
    case unknown
    /// No contact: nobody can say who keeps it.
    case offline
    /// It was asked to be taken for good and the answer is not known yet: the feed will tell. Not to be used meanwhile.
    case unresolved
    /// This terminal may not.
    case refused
}

package enum StayTakeEvent: Sendable {
    case answered(TakeAnswer)
    /// Whether the own store could take it.
    case checked(Bool)
    case posted
    case failed(LineError)
    case saved
    case storeFailed
    case woken
}

package enum StayTakeAction: Sendable, Hashable {
    case ask(wait: Int)
    /// Could the own store take it? What it could not is never taken for good.
    case check(StayRow)
    case post(OperationID)
    /// Into the own store.
    case save(StayRow, hold: OperationID)
    case wake(at: Duration)
    /// Told once; after ``TakeOutcome/unresolved`` the machine goes on by itself.
    case tell(TakeOutcome)
    /// Nothing more is to do.
    case end
}

/// Takes over one stay from another terminal: ask, hold, take for good, write down. Only what was written down may be used.
package struct StayTake: Sendable {
    package enum Phase: Sendable, Hashable {
        case asking(since: Duration)
        case waitingToAsk
        case checking(HeldStay)
        case posting(HeldStay)
        case waitingToPost(HeldStay)
        case saving(HeldStay)
        case waitingToSave(HeldStay)
        case ended
    }

    /// What the central store holds for this terminal.
    package struct HeldStay: Sendable, Hashable {
        package let hold: OperationID
        package let stay: StayRow
    }

    package private(set) var phase: Phase
    private let deadline: Duration
    private let encounter: EncounterID
    private var backoff: Backoff
    private var isTold = false

    /// The longest that a request waits at the central store, in seconds.
    private static let longestAsk: Int64 = 20

    private init(_ encounter: EncounterID, now: Duration, deadline: Duration) {
        self.encounter = encounter
        self.deadline = deadline
        phase = .asking(since: now)
        // Somebody stands before the terminal.
        var pace = SyncPace()
        pace.firstContact = .seconds(1)
        pace.base = .milliseconds(500)
        pace.ceiling = .seconds(5)
        backoff = Backoff(pace)
    }

    /// Begins at `now`; the caller hears something `patience` later at the latest.
    package static func begin(
        _ encounter: EncounterID, patience: Duration, at now: Duration
    ) -> (StayTake, [StayTakeAction]) {
        var take = StayTake(encounter, now: now, deadline: now + patience)
        return (take, take.ask(at: now))
    }

    package mutating func handle(
        _ event: StayTakeEvent, at now: Duration, using random: inout some RandomNumberGenerator
    ) -> [StayTakeAction] {
        switch (phase, event) {
        case (.asking(let since), .answered(let answer)):
            // Counted from before the request: the central store's hold never ends before ours.
            guard answer.stay.encounter == encounter, now - since < .milliseconds(answer.holdMs) else {
                return again(after: .late, at: now, using: &random)
            }
            backoff.succeeded()
            let held = HeldStay(hold: answer.hold, stay: answer.stay)
            phase = .checking(held)
            return [.check(held.stay)]
        case (.asking, .failed(let error)):
            switch error {
            case .refused(let refusal, _, _) where refusal.code == .stayInUse: return tell(.inUse)
            case .refused(let refusal, _, _) where refusal.code == .notFound: return tell(.unknown)
            case .refused(_, let status, _) where status == 401 || status == 403: return tell(.refused)
            default: return again(after: error, at: now, using: &random)
            }
        case (.checking(let held), .checked(let isPossible)): return isPossible ? post(held) : tell(.inUse)
        case (.checking, .storeFailed): return tell(.refused)
        case (.waitingToAsk, .woken): return ask(at: now)
        case (.posting(let held), .posted): return save(held)
        case (.posting(let held), .failed(let error)):
            switch error {
            case .refused(let refusal, _, _) where refusal.code == .holdEnded || refusal.code == .notFound:
                return tell(.inUse)
            case .refused(_, let status, _) where status == 401 || status == 403: return tell(.refused)
            default:
                // It may have been taken for good: asked until it is known.
                phase = .waitingToPost(held)
                return wait(after: error, at: now, using: &random)
            }
        case (.waitingToPost(let held), .woken): return post(held)
        case (.saving, .saved): return tell(.taken)
        case (.saving(let held), .storeFailed):
            phase = .waitingToSave(held)
            return wait(after: nil, at: now, using: &random)
        case (.waitingToSave(let held), .woken): return save(held)
        default: return []
        }
    }

    private mutating func ask(at now: Duration) -> [StayTakeAction] {
        phase = .asking(since: now)
        return [.ask(wait: Int(min(Self.longestAsk, max(0, (deadline - now).components.seconds))))]
    }

    private mutating func again(
        after error: LineError, at now: Duration, using random: inout some RandomNumberGenerator
    ) -> [StayTakeAction] {
        let wait = backoff.wait(after: error, using: &random)
        // The central store gives the hold back by itself when nobody takes it for good.
        guard now + wait < deadline else { return tell(error.isContact ? .inUse : .offline) }
        phase = .waitingToAsk
        return [.wake(at: now + wait)]
    }

    private mutating func post(_ held: HeldStay) -> [StayTakeAction] {
        phase = .posting(held)
        return [.post(held.hold)]
    }

    private mutating func save(_ held: HeldStay) -> [StayTakeAction] {
        phase = .saving(held)
        return [.save(held.stay, hold: held.hold)]
    }

    private mutating func wait(
        after error: LineError?, at now: Duration, using random: inout some RandomNumberGenerator
    ) -> [StayTakeAction] {
        let wake = StayTakeAction.wake(at: now + backoff.wait(after: error, using: &random))
        guard now >= deadline, !isTold else { return [wake] }
        isTold = true
        return [.tell(.unresolved), wake]
    }

    private mutating func tell(_ outcome: TakeOutcome) -> [StayTakeAction] {
        phase = .ended
        return isTold ? [.end] : [.tell(outcome), .end]
    }
}
