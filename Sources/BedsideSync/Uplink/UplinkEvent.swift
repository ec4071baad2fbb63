package import BedsideDomain
package import BedsideWire

/// What the uplink hears.
package enum UplinkEvent: Sendable {
    case started
    /// The time of an ``UplinkAction/wake(at:)`` came. One too many does no harm.
    case woken
    /// The store has a new fact. A bell only: nothing depends on it.
    case committed
    /// The network came back.
    case linkUp
    /// A person enrolled this terminal anew.
    case enrolled
    /// The feed shows another central store than before: a restored one may miss what it acknowledged.
    case centralChanged
    /// What was asked for by ``UplinkAction/read(events:bytes:)``.
    case read(OutboxBatch)
    /// The hashes of what was read do not follow from each other.
    case damaged
    /// The store could not be read or written.
    case storeFailed
    /// The answer, with the own hash at the answer's `ack`: nil when that row is not kept any more.
    case answered(UpAnswer, ownHead: EventHash?)
    case failed(LineError)
    case saved
    case rewound(Bool)
}

/// What the uplink wants done. At most one of read, send, save and rewind is under way, and its end is told.
package enum UplinkAction: Sendable, Hashable {
    /// The first unacknowledged events.
    case read(events: Int, bytes: Int)
    case send(OutboxBatch)
    /// Tell the central store that this disk is an older copy; the answer is told as that of ``send(_:)``.
    case confess(OutboxBatch)
    case save(ack: Int64, verdicts: [OutboxVerdict])
    /// The central store lost everything from that event on.
    case rewind(to: Int64)
    /// Only the last one counts.
    case wake(at: Duration)
    /// The certificate is not good any more: renew it.
    case renew
    case stopped(SyncStop)
}
