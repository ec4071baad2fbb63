/// How an append to the alarm journal ended. Whichever it is, the alarm is annunciated (alarms.md 5.5).
package enum JournalOutcome: Sendable {
    /// These records and all that were appended before them outlive a power cut.
    case durable
    /// No answer within the limit: the disk is slow or hangs. They are kept in memory and written as soon as it answers.
    case late
    /// They are kept in memory and tried again with the next append or ``AlarmJournal/retry(within:)``.
    case failed(StoreError)
}

/// How the alarm journal is: anything but healthy and undamaged is a technical alarm.
package struct JournalCondition: Sendable, Equatable {
    /// Whether records become durable.
    package enum Writing: Sendable, Equatable {
        case healthy
        /// The disk has not answered since then.
        case late(since: ContinuousClock.Instant)
        /// The disk has refused since then; the kernel's errno of the newest refusal.
        case failing(since: ContinuousClock.Instant, errno: Int32)
    }

    package internal(set) var writing: Writing = .healthy
    /// Places where bit rot took records away, and segments that the disk does not give back, since the opening.
    package internal(set) var damage: Int
    /// Whether a power cut tore a write that nobody had been promised.
    package let wasTorn: Bool
    /// Episodes whose newest record is not yet durable.
    package internal(set) var waiting = 0

    package var isHealthy: Bool { writing == .healthy && damage == 0 }
}
