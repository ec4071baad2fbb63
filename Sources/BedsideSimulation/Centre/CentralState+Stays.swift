import BedsideDomain
import BedsideSync
import BedsideWire

extension CentralState {
    /// The longest that a hold lasts.
    private static let holdTime: Duration = .seconds(45)

    mutating func take(
        _ encounter: EncounterID, by name: TerminalName, _ certificate: Int
    ) throws(LineError) -> TakeAnswer {
        let terminal = try terminal(name, certificate)
        guard !isDoubtful else { throw refusal(.busy, status: 503, after: .seconds(5)) }
        guard let stay = stays[encounter], stay.ward == terminal.ward, !stay.isSettled else {
            throw refusal(.notFound, status: 404)
        }
        if let hold = openHold(of: encounter) {
            guard hold.to == name else { throw refusal(.stayInUse, status: 409) }
            return answer(hold)
        }
        guard let keeper = stay.keeper, keeper != name else {
            return answer(open(encounter, to: name, from: stay.before))
        }
        stays[encounter]?.asker = name
        order(encounter, of: keeper)
        throw refusal(.stayInUse, status: 409)
    }

    mutating func post(_ hold: OperationID, by name: TerminalName, _ certificate: Int) throws(LineError) {
        _ = try terminal(name, certificate)
        guard !isDoubtful else { throw refusal(.busy, status: 503, after: .seconds(5)) }
        guard let found = holds[hold], found.to == name, found.state != .void else {
            throw refusal(.holdEnded, status: 409)
        }
        guard found.state == .pending else { return }
        holds[hold]?.state = .posted
        stays[found.encounter]?.keeper = name
        show(found.encounter)
    }

    mutating func advance(to now: Duration) {
        self.now = max(self.now, now)
        guard !isDoubtful else { return }
        let over = holds.values.filter { $0.state == .pending && $0.expires <= now }
        for hold in over.sorted(by: { ($0.expires, $0.encounter.text) < ($1.expires, $1.encounter.text) }) {
            holds[hold.id]?.state = .void
            // The old keeper has it back, by the feed; unless it always kept it.
            if let stay = stays[hold.encounter], stay.keeper == nil, stay.ward == terminals[hold.from]?.ward {
                stays[hold.encounter]?.keeper = hold.from
            }
            show(hold.encounter)
        }
        let moving = stays.filter { $0.value.movingTo != nil }
        for (encounter, stay) in moving.sorted(by: { $0.key < $1.key }) {
            if let keeper = stay.keeper { order(encounter, of: keeper, again: .seconds(900)) }
        }
    }

    /// Nil, or why it is held.
    mutating func release(_ encounter: EncounterID, by name: TerminalName) -> String? {
        guard let stay = stays[encounter] else { return "no-stay" }
        guard isDoubtful || stay.keeper == name else { return "not-kept" }
        // Also the hold that its keeper asked for itself: taken for good later, it would make two keepers.
        for hold in holds.values where hold.encounter == encounter && hold.state == .pending {
            holds[hold.id]?.state = .void
        }
        stays[encounter]?.balance[name, default: 0] -= 1
        stays[encounter]?.before = name
        if isDoubtful { return nil }
        stays[encounter]?.keeper = nil
        if let ward = stay.movingTo {
            stays[encounter]?.ward = ward
            stays[encounter]?.movingTo = nil
            stays[encounter]?.asker = nil
        } else {
            _ = open(encounter, to: stay.asker ?? name, from: name)
        }
        stays[encounter]?.asker = nil
        show(encounter)
        return nil
    }

    mutating func taken(_ encounter: EncounterID, by name: TerminalName) -> String? {
        guard let stay = stays[encounter] else { return "no-stay" }
        guard isDoubtful || stay.keeper == name else { return "not-kept" }
        stays[encounter]?.balance[name, default: 0] += 1
        return nil
    }

    mutating func move(_ encounter: EncounterID, to ward: WardID) {
        guard let stay = stays[encounter], stay.ward != ward, !stay.isSettled, !isDoubtful, let keeper = stay.keeper,
            openHold(of: encounter) == nil
        else { return }
        stays[encounter]?.movingTo = ward
        order(encounter, of: keeper)
    }

    /// Facts alone say who keeps what, once everybody was heard after a restore.
    mutating func clearDoubt() {
        guard isDoubtful, terminals.values.allSatisfy(\.isHeard) else { return }
        // What came before the fact that it builds on was held.
        retryHeld()
        isDoubtful = false
        for (encounter, stay) in stays where !stay.isSettled {
            for hold in holds.values where hold.encounter == encounter && hold.state == .pending {
                holds[hold.id]?.state = .void
            }
            let before = stay.ward == terminals[stay.before]?.ward ? stay.before : nil
            stays[encounter]?.keeper = stay.balance.filter { $0.value > 0 }.keys.min() ?? before
            stays[encounter]?.asker = nil
            show(encounter)
        }
    }

    private mutating func order(_ encounter: EncounterID, of keeper: TerminalName, again: Duration = .seconds(60)) {
        if let order = orders[encounter], order.until > now { return }
        commandCount += 1
        let command = "C\(commandCount)-\(generation.description.prefix(6))"
        orders[encounter] = (command, now + again)
        let row = CommandRow(command: .releaseStay(encounter: encounter), notAfterMs: milliseconds + 60_000)
        publish(.commands, key: command, body: json(row), scope: .terminal(keeper))
    }

    private mutating func open(_ encounter: EncounterID, to: TerminalName, from: TerminalName) -> Hold {
        let hold = Hold(id: dice.fixed(), encounter: encounter, to: to, from: from, expires: now + Self.holdTime)
        holds[hold.id] = hold
        return hold
    }

    private func openHold(of encounter: EncounterID) -> Hold? {
        holds.values.first { $0.encounter == encounter && $0.state == .pending && $0.expires > now }
    }

    private func answer(_ hold: Hold) -> TakeAnswer {
        let left = hold.expires - now
        return TakeAnswer(
            hold: hold.id, holdMs: max(0, left.components.seconds * 1000), stay: row(hold.encounter, keeper: hold.to))
    }

    func row(_ encounter: EncounterID, keeper: TerminalName?) -> StayRow {
        let stay = stays[encounter]
        // One for all of them: the model needs the sum.
        let payment = StayRow.Payment(
            payment: PaymentOrderID(trusted: "P"), terminal: TerminalName(trusted: "K"), channel: .cashier,
            purpose: "deposit", fingerprint: "", amountFen: stay?.custody ?? 0, createdMs: 0, paidMs: 0, reference: "")
        return StayRow(
            encounter: encounter, order: AdmissionOrderID(trusted: "O"), keeper: keeper,
            ward: stay?.ward ?? WardID(trusted: "-"), bed: BedID(trusted: "B"),
            state: stay?.isSettled == true ? "settled" : "in-ward", stateMs: 0, admittedMs: 0,
            confirmedBy: StaffID(trusted: "S"), phone: Sensitive(""), consents: [], payments: [payment])
    }

    mutating func show(_ encounter: EncounterID) {
        guard let stay = stays[encounter] else { return }
        publish(
            .stays, key: encounter.text, body: json(row(encounter, keeper: stay.keeper)), scope: .ward(stay.ward))
    }
}
