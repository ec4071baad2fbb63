import BedsideDomain

/// Turns facts into rows, within one transaction. A value: a trial that fails is thrown away with its savepoint.
struct FactWriter {
    let transaction: any CentralTransaction
    let hospital: HospitalID
    let terminal: TerminalName
    let now: Timestamp
    /// After a restore, when every terminal was heard: what was missing for a fact's place in the order is here.
    let isResolution: Bool
    /// Orders that stand next to each other go into the table together.
    private var newPayments: [[SQLValue]] = []
    /// Stays whose row of the feed is to be made anew, once, at the end.
    var changedStays: Set<EncounterID> = []
    /// Stays that turned out to be in another ward.
    var movedStays: [EncounterID: WardID] = [:]
    /// Stays that nobody keeps any more: a patient who moves may go on.
    var freedStays: Set<EncounterID> = []
    /// Commands that ended, for the feed.
    var endedCommands: [(command: String, outcome: String)] = []

    init(
        transaction: any CentralTransaction, hospital: HospitalID, terminal: TerminalName, isResolution: Bool = false,
        now: Timestamp
    ) {
        self.isResolution = isResolution
        self.transaction = transaction
        self.hospital = hospital
        self.terminal = terminal
        self.now = now
    }

    /// Throws ``HeldReason`` when a rule forbids the fact; ``CentralError``.
    mutating func apply(_ prepared: PreparedEvent) throws {
        let fact = try prepared.fact.get()
        if case .paymentCreated(let fact) = fact {
            newPayments.append(values(of: fact, prepared.event))
            return
        }
        if case .kept = fact { return }
        try flush()
        let event = prepared.event
        switch fact {
        case .kept, .paymentCreated: break
        case .admitted(let fact): try admit(fact)
        case .paymentPaid(let fact): try pay(fact, event)
        case .paymentClosed(let fact): try close(fact)
        case .paymentContradicted(let fact): try contradict(fact)
        case .settled(let fact): try settle(fact, event)
        case .refundDone(let fact): try refund(fact, event)
        case .refundRefused(let fact): try refuseRefund(fact)
        case .disputeOpened(let fact): try open(fact, event)
        case .disputeAnswered(let fact): try answer(fact, event)
        case .stayReleased(let fact): try release(fact, event)
        case .stayTaken(let fact): try confirmTaken(fact)
        case .dayStatement(let fact): try keep(fact, event)
        case .feedRefused(let fact): try noteRefusal(fact)
        case .commandDone(let fact): endedCommands.append((fact.command.text, fact.outcome.text))
        }
    }

    /// Writes what was gathered. Throws ``HeldReason``, ``CentralError``.
    mutating func flush() throws {
        guard !newPayments.isEmpty else { return }
        let written = try transaction.insert(Self.paymentInsert, newPayments)
        guard written.count == newPayments.count else { throw HeldReason.saidBefore }
        newPayments = []
    }

    /// What goes into the feed: last, because it keeps the hospital's other writers waiting until the commit.
    func finish() throws(CentralError) {
        for (encounter, ward) in movedStays.sorted(by: { $0.key < $1.key }) {
            try transaction.moveRows(of: encounter, to: ward, bed: nil, in: hospital, at: now)
        }
        for encounter in changedStays.sorted() {
            try transaction.publishStay(encounter, in: hospital, at: now)
        }
        for encounter in freedStays.sorted() {
            try transaction.finishMove(of: encounter, in: hospital, at: now)
        }
        for (command, outcome) in endedCommands {
            try transaction.endCommand(command, outcome: outcome, of: terminal, in: hospital, at: now)
        }
    }

    private func values(of fact: PaymentCreatedFact, _ event: OutboxEvent) -> [SQLValue] {
        [
            .id(hospital), .id(fact.payment), .id(fact.encounter), .id(terminal), .text(fact.channel.rawValue),
            .text(fact.purpose.rawValue), .text(fact.fingerprint?.text ?? ""), .int(fact.amountFen.fen), "created",
            .at(event.wall), .at(now),
        ]
    }

    private static let paymentInsert = BulkInsert(
        "payments",
        [
            ("hospital", .text), ("payment", .text), ("encounter", .text), ("terminal", .text), ("channel", .text),
            ("purpose", .text), ("fingerprint", .text), ("amount_fen", .int), ("state", .text), ("created_ms", .int),
            ("recv_ms", .int),
        ], "ON CONFLICT DO NOTHING RETURNING payment")
}
