import BedsideDomain
import BedsideWire

/// Sends the outbox in order, each batch until it is answered: the same batch again is all that a lost answer needs.
///
/// Woken by a commit and by time; wherever it stands it always has a time at which it goes on, unless it is stopped.
package struct Uplink: Sendable {
    package enum Phase: Sendable, Hashable {
        case new
        /// Nothing to do before that time, unless somebody rings.
        case idle(until: Duration)
        /// Not before that time, whoever rings.
        case waiting(until: Duration)
        case reading
        case flying(OutboxBatch)
        /// More of this terminal is at the central store than here: it hears so before anything stops.
        case confessing(OutboxBatch)
        case saving(isAll: Bool, wait: Duration)
        case rewinding
        case stopped(SyncStop)
    }

    package private(set) var phase: Phase = .new
    private let pace: SyncPace
    var backoff: Backoff
    /// Of the next batch.
    var size = SyncLimits.batchEvents
    var bytes = SyncLimits.batchBytes
    /// When to ask where the central store stands even when there is nothing to send.
    var probeAt: Duration = .zero
    private var rung = false
    /// At the start, and when the central store went back or is another one, it hears that everything was sent: by a question
    /// without events.
    var owesWord = true

    /// - Parameter stopped: why an earlier run stopped.
    package init(_ pace: SyncPace, stopped: SyncStop? = nil) {
        self.pace = pace
        backoff = Backoff(pace)
        if let stopped { phase = .stopped(stopped) }
    }

    /// The only way in. `now` is monotonic.
    package mutating func handle(
        _ event: UplinkEvent, at now: Duration, using random: inout some RandomNumberGenerator
    ) -> [UplinkAction] {
        switch (phase, event) {
        case (_, .enrolled):
            self = Uplink(pace)
            return read()
        case (.stopped, _): return []
        case (.new, .started): return wait(until: now + backoff.firstContact(using: &random))
        case (.waiting(let until), .linkUp): return wait(until: max(until, now + backoff.firstContact(using: &random)))
        case (_, .centralChanged):
            owesWord = true
            guard case .idle = phase else { return [] }
            return read()
        case (.waiting(let until), .woken), (.idle(let until), .woken):
            return now >= until ? read() : [.wake(at: until)]
        case (.idle, .committed): return read()
        case (.reading, .committed), (.flying, .committed), (.saving, .committed), (.rewinding, .committed),
            (.confessing, .committed):
            rung = true
            return []
        case (.reading, .read(let batch)): return send(batch, at: now)
        case (.reading, .damaged): return stop(.brokenChain)
        case (.flying(let batch), .answered(let answer, let ownHead)):
            return judge(answer, of: batch, ownHead: ownHead, at: now, using: &random)
        case (.confessing, .answered): return stop(.storeWentBack)
        case (.flying(let batch), .failed(let error)), (.confessing(let batch), .failed(let error)):
            return judge(error, of: batch, at: now, using: &random)
        case (.rewinding, .rewound(let isKept)): return isKept ? read() : stop(.historyGone)
        case (.saving(let isAll, let pause), .saved):
            if pause > .zero { return wait(until: now + pause) }
            return isAll && !rung && !owesWord && now < probeAt ? rest(at: now) : read()
        case (.reading, .storeFailed), (.flying, .storeFailed), (.saving, .storeFailed), (.rewinding, .storeFailed),
            (.confessing, .storeFailed):
            return wait(until: now + backoff.wait(after: nil, using: &random))
        default: return []
        }
    }

    private mutating func send(_ batch: OutboxBatch, at now: Duration) -> [UplinkAction] {
        if batch.events.isEmpty, !owesWord, now < probeAt { return rest(at: now) }
        // Every answer tells where the central store stands.
        probeAt = now + pace.probe
        phase = .flying(batch)
        return [.send(batch)]
    }

    /// After a good answer: the store writes it down before anything else is read.
    mutating func save(_ answer: UpAnswer, last: Int64) -> [UplinkAction] {
        let isAll = answer.ack >= last
        phase = .saving(isAll: isAll, wait: isAll ? .zero : .milliseconds(min(max(0, answer.hint.waitMs), 60_000)))
        return [.save(ack: answer.ack, verdicts: answer.held.map { OutboxVerdict(seq: $0.seq, code: $0.code) })]
    }

    /// The central store must know before this terminal says nothing any more: it freezes the stream, and IT sees it.
    mutating func confess(_ batch: OutboxBatch) -> [UplinkAction] {
        phase = .confessing(batch)
        return [.confess(batch)]
    }

    mutating func rewind(to seq: Int64) -> [UplinkAction] {
        owesWord = true
        phase = .rewinding
        return [.rewind(to: seq)]
    }

    mutating func read() -> [UplinkAction] {
        rung = false
        phase = .reading
        return [.read(events: size, bytes: bytes)]
    }

    private mutating func rest(at now: Duration) -> [UplinkAction] {
        phase = .idle(until: now + pace.look)
        return [.wake(at: now + pace.look)]
    }

    mutating func wait(until time: Duration) -> [UplinkAction] {
        phase = .waiting(until: time)
        return [.wake(at: time)]
    }

    mutating func stop(_ reason: SyncStop) -> [UplinkAction] {
        phase = .stopped(reason)
        return [.stopped(reason)]
    }
}
