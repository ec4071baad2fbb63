import BedsideDomain
import Synchronization

/// Who stands at the screen, for the papers that come out only into their patient's hands.
final class Presence: Sendable {
    /// Whose session is open.
    struct Person: Sendable, Hashable {
        let encounter: EncounterID
        /// Holds a specimen slip: may have that report and nothing else.
        let isVisitor: Bool
    }

    private struct State {
        var person: Person?
        /// A stay that an effect of the open session has just made, whose screen is not yet there.
        var newcomer: (encounter: EncounterID, until: Duration)?
        /// Has just left the screen and waits at the printer; nobody else has come since.
        var leaver: (person: Person, until: Duration)?
    }

    /// Between the commit of an admission and its screen lie milliseconds; nobody stays a newcomer longer than this.
    private static let grace = Duration.seconds(10)
    /// Who has pressed the last key goes to the printer, which lays out six papers in some seconds and may warm up first.
    private static let way = Duration.seconds(60)

    private let state = Mutex(State())

    /// The flow's word after each event. Returns whether it changed anything.
    func set(_ person: Person?, at now: Duration) -> Bool {
        state.withLock { state in
            guard state.person != person else { return false }
            state.newcomer = nil
            // Their pages come out for a while yet; once somebody else stands there, those still queued are held.
            state.leaver = if person == nil, let before = state.person { (before, now + Self.way) } else { nil }
            state.person = person
            return true
        }
    }

    /// A patient who stands there was admitted just now.
    func arrived(_ encounter: EncounterID, at now: Duration) {
        state.withLock { $0.newcomer = (encounter, now + Self.grace) }
    }

    /// Whether this patient is at the screen, or was a moment ago.
    func isThere(_ encounter: EncounterID, at now: Duration) -> Bool {
        state.withLock { state in
            if let newcomer = state.newcomer, newcomer.encounter == encounter, now < newcomer.until { return true }
            return state.person?.encounter == encounter
        }
    }

    var isAnyone: Bool { state.withLock { $0.person != nil || $0.newcomer != nil } }

    /// Whether a page would come out into the hands of whoever may have it.
    func attends(_ job: PrintJob, at now: Duration) -> Bool {
        state.withLock { state in
            if let newcomer = state.newcomer, newcomer.encounter == job.encounter, now < newcomer.until { return true }
            var there = state.person
            if there == nil, let leaver = state.leaver, now < leaver.until { there = leaver.person }
            guard let there, there.encounter == job.encounter else { return false }
            return !there.isVisitor || job.paper.kind == .report
        }
    }
}
