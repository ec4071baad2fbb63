/// What waits for the disk: one record an episode, however long the disk hangs, and who wants to hear of it.
struct JournalWaiting: Sendable {
    typealias Answer = @Sendable (JournalOutcome) -> Void

    /// What one turn of the writer takes.
    struct Batch: Sendable {
        let records: AlarmRecords
        let forgotten: Set<String>
        fileprivate let tickets: [UInt64]
        /// The current segment was found damaged.
        let distrusts: Bool
    }

    private(set) var condition: JournalCondition
    /// A turn of the writer is running or about to.
    private var isRunning = false
    private var isClosed = false
    private var pending: AlarmRecords = [:]
    private var inFlight: AlarmRecords = [:]
    private var forgotten: Set<String> = []
    private var answers: [UInt64: Answer] = [:]
    private var lastTicket: UInt64 = 0
    /// Somebody waited in vain for the turn that is running.
    private var isStalled = false
    /// Somebody came since the last turn began. What a turn could not write waits for the next one to come.
    private var isWanted = false
    private var distrusts = false

    init(_ condition: JournalCondition) { self.condition = condition }

    /// What becomes of somebody who brings records.
    enum Entry {
        /// Nothing to wait for.
        case answered(JournalOutcome)
        case waits(ticket: UInt64)
    }

    /// Takes records in.
    mutating func enter(_ records: [AlarmRecord], isPatient: Bool, _ answer: @escaping Answer) -> Entry {
        guard !isClosed else { return .answered(.failed(.closedJournal)) }
        pending.take(records)
        count()
        if records.isEmpty, !isRunning, condition.waiting == 0, condition.writing == .healthy {
            return .answered(.durable)
        }
        isWanted = true
        // While the disk hangs nobody waits for it in vain a second time.
        guard isPatient, !isStalled else { return .answered(.late) }
        lastTicket += 1
        answers[lastTicket] = answer
        return .waits(ticket: lastTicket)
    }

    /// Whether the caller must start the writer: once for however many enter meanwhile.
    mutating func start() -> Bool {
        guard !isRunning, isWanted else { return false }
        isRunning = true
        return true
    }

    /// Everything that waits; nil when there is nothing to do, and the writer stops.
    mutating func take() -> Batch? {
        guard isWanted else {
            isRunning = false
            return nil
        }
        inFlight = pending
        pending = [:]
        let batch = Batch(
            records: inFlight, forgotten: forgotten, tickets: answers.keys.sorted(), distrusts: distrusts)
        forgotten = []
        distrusts = false
        isWanted = false
        return batch
    }

    /// The writer is through with a batch. Returns who is to be told.
    mutating func settle(_ batch: Batch, _ fault: JournalFault?, at now: ContinuousClock.Instant) -> [Answer] {
        isStalled = false
        if let fault {
            pending.take(inFlight.values)
            condition.writing = .failing(since: troubleSince ?? now, errno: fault.number)
        } else {
            condition.writing = .healthy
        }
        inFlight = [:]
        count()
        return batch.tickets.compactMap { answers.removeValue(forKey: $0) }
    }

    /// The limit of a ticket has passed. Returns whom to tell, or nil when it was answered.
    mutating func expire(_ ticket: UInt64, at now: ContinuousClock.Instant) -> Answer? {
        guard let answer = answers.removeValue(forKey: ticket) else { return nil }
        isStalled = true
        if condition.writing == .healthy { condition.writing = .late(since: now) }
        return answer
    }

    mutating func forget(_ keys: [String]) { forgotten.formUnion(keys) }

    /// An independent look at the files found places that had been durable and are gone.
    mutating func found(damage: Int) {
        guard damage > 0 else { return }
        condition.damage += damage
        distrusts = true
        isWanted = true
    }

    mutating func close() { isClosed = true }

    private var troubleSince: ContinuousClock.Instant? {
        switch condition.writing {
        case .healthy: nil
        case .late(let since), .failing(let since, _): since
        }
    }

    private mutating func count() {
        condition.waiting = pending.count + inFlight.keys.count { pending[$0] == nil }
    }
}

extension StoreError {
    fileprivate static let closedJournal = StoreError(
        .notWritten, "The alarm journal is closed: bedsided is stopping; the alarm was not kept.")
}
