package import BedsideDomain
package import BedsideWire

/// What the downlink hears.
package enum DownlinkEvent: Sendable {
    case started
    case woken
    case linkUp
    case enrolled
    /// The store's cursor: nil before the first snapshot.
    case read(FeedCursor?)
    case answered(DownAnswer)
    /// A snapshot came whole and was applied; the store stands there.
    case replaced(FeedCursor)
    case applied(FeedCursor)
    case failed(LineError)
    case storeFailed
}

/// What the downlink wants done; one at a time.
package enum DownlinkAction: Sendable, Hashable {
    case read
    case poll(after: FeedCursor, wait: Int)
    case apply([FeedRow], FeedCursor)
    /// Fetch, check, replace.
    case snapshot
    case wake(at: Duration)
    case renew
    /// Another central store, a restored one, or one that was silent: the uplink asks where it stands.
    case centralChanged
    case stopped(SyncStop)
}

/// Follows the feed by long polls. Nothing from it ever goes before what this terminal has not sent: the store sees to that.
package struct Downlink: Sendable {
    package enum Phase: Sendable, Hashable {
        case new
        case waiting(until: Duration)
        case reading
        case polling(after: FeedCursor, since: Duration, wait: Int)
        case applying(FeedCursor, more: Bool)
        case replacing
        case stopped(SyncStop)
    }

    package private(set) var phase: Phase = .new
    private let pace: SyncPace
    private var backoff: Backoff

    package init(_ pace: SyncPace) {
        self.pace = pace
        backoff = Backoff(pace)
    }

    /// The only way in. `now` is monotonic.
    package mutating func handle(
        _ event: DownlinkEvent, at now: Duration, using random: inout some RandomNumberGenerator
    ) -> [DownlinkAction] {
        switch (phase, event) {
        case (_, .enrolled):
            self = Downlink(pace)
            return read()
        case (.stopped, _): return []
        case (.new, .started): return wait(until: now + backoff.firstContact(using: &random))
        case (.waiting(let until), .linkUp): return wait(until: max(until, now + backoff.firstContact(using: &random)))
        case (.waiting(let until), .woken):
            guard now >= until else { return [.wake(at: until)] }
            return read()
        case (.reading, .read(let cursor)):
            guard let cursor else { return replace() }
            return poll(after: cursor, wait: pace.poll, at: now)
        case (.polling(let cursor, let since, let wait), .answered(let answer)):
            return judge(answer, after: cursor, since: wait == 0 ? nil : since, at: now, using: &random)
        case (.applying(let cursor, let more), .applied(let at)):
            guard at == cursor else { return read() }
            backoff.succeeded()
            return poll(after: cursor, wait: more ? 0 : pace.poll, at: now)
        case (.replacing, .replaced(let cursor)):
            backoff.succeeded()
            return [.centralChanged] + poll(after: cursor, wait: 0, at: now)
        case (.polling, .failed(let error)), (.replacing, .failed(let error)):
            return judge(error, at: now, using: &random)
        case (.reading, .storeFailed), (.applying, .storeFailed), (.replacing, .storeFailed):
            return wait(until: now + backoff.wait(after: nil, using: &random))
        default: return []
        }
    }

    private mutating func judge(
        _ answer: DownAnswer, after cursor: FeedCursor, since: Duration?, at now: Duration,
        using random: inout some RandomNumberGenerator
    ) -> [DownlinkAction] {
        guard follows(answer, cursor) else {
            return wait(until: now + backoff.wait(after: .garbled("rows out of order"), using: &random))
        }
        // A central store that was silent may have lost what it acknowledged, and nobody there knows: it is asked.
        let asked: [DownlinkAction] = backoff.failures > 0 ? [.centralChanged] : []
        if answer.cursor == cursor {
            // Nothing new. One that does not wait although it was asked to is not asked at full speed.
            if let since, now - since < .seconds(1) {
                return wait(until: now + max(.seconds(1), backoff.wait(after: nil, using: &random)))
            }
            backoff.succeeded()
            return asked + poll(after: cursor, wait: pace.poll, at: now)
        }
        phase = .applying(answer.cursor, more: answer.more)
        return asked + [.apply(answer.rows, answer.cursor)]
    }

    /// Forwards only, of one generation, and the cursor not behind its own rows.
    private func follows(_ answer: DownAnswer, _ cursor: FeedCursor) -> Bool {
        var last = cursor.seq
        for row in answer.rows {
            guard row.seq > last else { return false }
            last = row.seq
        }
        return answer.cursor.generation == cursor.generation && answer.cursor.seq >= last
    }

    private mutating func judge(
        _ error: LineError, at now: Duration, using random: inout some RandomNumberGenerator
    ) -> [DownlinkAction] {
        if case .refused(let refusal, let status, _) = error {
            if refusal.code == .cursorGone || status == 410 {
                // A snapshot that is itself refused so would go in a circle.
                if case .polling = phase { return replace() }
            }
            if refusal.code == .revoked { return stop(.revoked) }
            if refusal.code == .certificateExpired || refusal.code == .noCertificate {
                return [.renew] + wait(until: now + backoff.wait(after: error, using: &random))
            }
        }
        return wait(until: now + backoff.wait(after: error, using: &random))
    }

    private mutating func read() -> [DownlinkAction] {
        phase = .reading
        return [.read]
    }

    private mutating func replace() -> [DownlinkAction] {
        phase = .replacing
        return [.snapshot]
    }

    private mutating func poll(after cursor: FeedCursor, wait: Int, at now: Duration) -> [DownlinkAction] {
        phase = .polling(after: cursor, since: now, wait: wait)
        return [.poll(after: cursor, wait: wait)]
    }

    private mutating func wait(until time: Duration) -> [DownlinkAction] {
        phase = .waiting(until: time)
        return [.wake(at: time)]
    }

    private mutating func stop(_ reason: SyncStop) -> [DownlinkAction] {
        phase = .stopped(reason)
        return [.stopped(reason)]
    }
}
