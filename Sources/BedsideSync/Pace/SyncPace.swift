/// The times of the sync (sync.md 2). Tests and the demo use shorter ones.
package struct SyncPace: Sendable, Hashable {
    /// The longest wait before the first contact after the link or the central store came back.
    package var firstContact: Duration = .seconds(60)
    /// The first back-off's longest wait; doubled with each failure.
    package var base: Duration = .seconds(1)
    /// No back-off is longer.
    package var ceiling: Duration = .seconds(300)
    /// A central store that asks for more is not believed.
    package var longestRetryAfter: Duration = .seconds(3600)
    /// How often the outbox is looked at when nobody rang.
    package var look: Duration = .seconds(30)
    /// How often the central store is asked where it stands when there is nothing to send.
    package var probe: Duration = .seconds(3600)
    /// The wait of one long poll, in seconds.
    package var poll = 25
    package var pulse: Duration = .seconds(60)

    package init() {}
}
