package import BedsideDomain

/// How this terminal stands with the central store: `central` of `bedside status --json`.
package struct CentralMessage: Sendable, Codable, Hashable {
    /// `not-enrolled`, `in-step`, `behind`, `offline`, `frozen`, `revoked`
    package let state: String
    /// Why it stopped; nil while it works.
    package let reason: String?
    package let url: String?
    package let hospital: String?
    package let ward: String?
    /// Facts that are not acknowledged.
    package let backlog: Int
    package let oldestUnsent: Timestamp?
    /// Facts that the central store keeps for a person to look at.
    package let quarantined: Int
    package let lastContact: Timestamp?
    /// This terminal's clock minus the central store's, in milliseconds.
    package let clockOffsetMs: Int64?
    package let certificateEnds: Timestamp?
    /// Terminals of the ward that ought to be linked with this one and are not.
    package let lostLinks: [String]
    /// The last row of the hospital's feed that was applied here; nil before the first snapshot.
    package let feed: Int64?

    package init(
        state: String, reason: String?, url: String?, hospital: String?, ward: String?, backlog: Int,
        oldestUnsent: Timestamp?, quarantined: Int, lastContact: Timestamp?, clockOffsetMs: Int64?,
        certificateEnds: Timestamp?, lostLinks: [String], feed: Int64?
    ) {
        self.state = state
        self.reason = reason
        self.url = url
        self.hospital = hospital
        self.ward = ward
        self.backlog = backlog
        self.oldestUnsent = oldestUnsent
        self.quarantined = quarantined
        self.lastContact = lastContact
        self.clockOffsetMs = clockOffsetMs
        self.certificateEnds = certificateEnds
        self.lostLinks = lostLinks
        self.feed = feed
    }
}

/// `POST /v1/enrol` on `admin.sock`: `bedside enrol URL TOKEN`. Answered with a ``CentralMessage``.
package struct EnrolCommandMessage: Sendable, Codable {
    package let url: String
    package let token: Sensitive<String>

    package init(url: String, token: Sensitive<String>) {
        self.url = url
        self.token = token
    }
}
