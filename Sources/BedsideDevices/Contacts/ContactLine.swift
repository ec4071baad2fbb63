/// The work of one contact input, on a thread of its own: a slave that hangs or a line that floods delays no other input.
///
/// It opens its device, opens it again after a loss (``Backoff``), and returns only when `stop` was rung.
protocol ContactLine: Sendable {
    func run(until stop: Wakeup, into context: ContactContext)
}

/// Where a line leaves what it saw: its events for the one that owns the alarms, and its counts for the status.
struct ContactContext: Sendable {
    let input: InputName
    let outlet: ContactOutlet
    let counters: ContactCounters

    /// Tells events, and counts the presses and changes and the input's state among them; a line counts only the rest
    /// (``ContactCounter``) and says when it heard something (``ContactCounters/heard(at:)``).
    func put(_ events: [ContactEvent]) {
        for event in events { counters.note(event, of: input) }
        outlet.put(events)
    }
}
