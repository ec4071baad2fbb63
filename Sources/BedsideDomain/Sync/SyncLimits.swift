/// Sizes of the sync protocol that both ends keep. Bytes unless said otherwise.
package enum SyncLimits {
    /// Events of one batch.
    package static let batchEvents = 100
    /// Bodies of one batch together; one event alone may be as large as ``eventBody``.
    package static let batchBytes = 256 << 10
    /// The body of one event: the outbox refuses a larger fact before it is written.
    package static let eventBody = 64 << 10
    /// A request as it arrives, after it was unpacked.
    package static let request = 1 << 20
    /// One page of the feed; a single larger row is sent alone.
    package static let feedPage = 1 << 20
    package static let feedPageRows = 500
    /// The body of one feed row: a price list of some 200,000 items.
    package static let feedRow = 48 << 20
    /// A whole snapshot.
    package static let snapshot = 512 << 20
    /// A report's page.
    package static let blob = 8 << 20
    /// The longest wait of one long poll, in seconds.
    package static let longestWait = 55
    /// How long an acknowledged event stays in the outbox, in days: a central store that was restored asks for it again.
    package static let keptDays = 30
    /// How long a certificate is good, in days; it is renewed after two thirds.
    package static let certificateDays = 30
    /// How long after its end a certificate may still be renewed, unless it was revoked, in days.
    package static let certificateGraceDays = 90
    /// How long a token for enrolment is good, in seconds.
    package static let tokenSeconds: Int64 = 900
}
