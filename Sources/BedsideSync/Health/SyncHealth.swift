package import BedsideDomain

/// How this terminal stands with the central store: for `bedside status` and the staff page, never for patients.
package struct SyncHealth: Sendable, Hashable {
    package enum Standing: Sendable, Hashable {
        case neverEnrolled
        /// Everything that is older than a minute is at the central store.
        case inStep
        /// In contact, and facts older than a minute are not there yet.
        case behind(since: Timestamp)
        /// No contact since then; nil: none since the start.
        case offline(since: Timestamp?)
        /// Nothing is sent until a person enrols the terminal again.
        case frozen(SyncStop)
        case revoked
    }

    package let standing: Standing
    package let backlog: Int
    package let oldestUnsent: Timestamp?
    /// Facts that the central store holds for a person.
    package let held: Int
    package let lastContact: Timestamp?
    /// This clock minus the central store's, in milliseconds; nil when it was never measured.
    package let clockOffset: Int64?
    /// By the central store's clock; nil without a certificate.
    package let certificateDays: Int?

    /// Off by more than two minutes: papers carry wrong times.
    package var isClockWrong: Bool { clockOffset.map { $0.magnitude > 120_000 } ?? false }

    package init(
        standing: Standing, backlog: Int, oldestUnsent: Timestamp?, held: Int, lastContact: Timestamp?,
        clockOffset: Int64?, certificateDays: Int?
    ) {
        self.standing = standing
        self.backlog = backlog
        self.oldestUnsent = oldestUnsent
        self.held = held
        self.lastContact = lastContact
        self.clockOffset = clockOffset
        self.certificateDays = certificateDays
    }
}

extension SyncHealth.Standing {
    /// `never-enrolled`, `in-step`, `behind`, `offline`, `frozen`, `revoked`
    package var word: String {
        switch self {
        case .neverEnrolled: "never-enrolled"
        case .inStep: "in-step"
        case .behind: "behind"
        case .offline: "offline"
        case .frozen: "frozen"
        case .revoked: "revoked"
        }
    }
}
