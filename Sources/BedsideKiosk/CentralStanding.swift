package import BedsideDomain

/// How this terminal stands with the hospital's central store, for staff and IT. Patients never read of it: everything
/// that they do works without it.
package struct CentralStanding: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case inStep
        /// It is reached, and facts are still on their way.
        case behind
        /// Not reached since then.
        case offline(since: Timestamp)
        /// Nothing is sent until a person has looked: `frozen`, `revoked`, ...
        case stopped(code: String)
    }

    package let state: State
    /// Facts that are not yet acknowledged.
    package let waiting: Int
    /// Facts that the central store keeps for a person to look at.
    package let held: Int

    package init(state: State, waiting: Int, held: Int) {
        self.state = state
        self.waiting = waiting
        self.held = held
    }
}
