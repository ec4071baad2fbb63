import BedsideDomain
import BedsideSync
import BedsideWire

extension Simulation {
    func handle(_ happening: Happening, of index: Int) async {
        switch happening {
        case .up(let event):
            for action in kiosks[index].uplink.handle(event, at: now, using: &dice) { perform(action, of: index) }
        case .down(let event):
            for action in kiosks[index].downlink.handle(event, at: now, using: &dice) { perform(action, of: index) }
        case .take(let encounter, let event):
            guard var take = kiosks[index].takes[encounter] else { return }
            let actions = take.handle(event, at: now, using: &dice)
            kiosks[index].takes[encounter] = take
            for action in actions { perform(action, encounter, of: index) }
        case .act:
            act(index)
            tell(index, .act, after: dice.duration(upTo: isCalm ? 60 : 20))
        }
    }

    private func isDiskFailing() -> Bool { weather.failingDisk < .max && dice.once(in: weather.failingDisk) }
    private func isCrashing() -> Bool { weather.crash < .max && dice.once(in: weather.crash * 4) }

    private func perform(_ action: UplinkAction, of index: Int) {
        switch action {
        case .read(let events, let bytes):
            if isDiskFailing() { return tell(index, .up(.storeFailed)) }
            tell(index, .up(.read(kiosks[index].disk.batch(events: events, bytes: bytes))))
        case .send(let batch):
            send(.up(UpRequest(epoch: batch.epoch, head: batch.head, events: batch.events)), from: index)
        case .confess(let batch):
            send(.up(UpRequest(epoch: batch.epoch, head: batch.tail, events: [], isBehind: true)), from: index)
        case .save(let ack, let verdicts):
            // Before the commit: what the central store said is forgotten.
            if isCrashing() { return crash(index) }
            if isDiskFailing() { return tell(index, .up(.storeFailed)) }
            let from = Int(kiosks[index].disk.acked)
            kiosks[index].disk.acknowledge(through: ack, verdicts: verdicts)
            let to = Int(kiosks[index].disk.acked)
            if from < to { acknowledged.formUnion(kiosks[index].disk.rows[from..<to].map(\.hash)) }
            if isCrashing() { return crash(index) }
            tell(index, .up(.saved))
        case .rewind(let seq):
            count("rewind")
            let isKept = kiosks[index].disk.rewind(to: seq)
            tell(index, .up(.rewound(isKept)))
        case .wake(let time): tell(index, .up(.woken), after: max(.zero, time - now))
        case .renew: kiosks[index].sawNoCertificate = true
        case .stopped(let reason):
            count("stopped \(reason.rawValue)")
            if reason == .brokenChain || reason == .historyGone { violated("\(kiosks[index].name.text) \(reason)") }
            if kiosks[index].disk.stopReason == nil { kiosks[index].disk.stopReason = reason }
        }
    }

    private func perform(_ action: DownlinkAction, of index: Int) {
        let wall = wall(index)
        switch action {
        case .read: tell(index, .down(isDiskFailing() ? .storeFailed : .read(kiosks[index].disk.cursor)))
        case .poll(let cursor, let wait): send(.down(cursor, wait: wait), from: index)
        case .apply(let rows, let cursor):
            if isCrashing() { return crash(index) }
            if isDiskFailing() { return tell(index, .down(.storeFailed)) }
            if let old = kiosks[index].disk.cursor, old.generation == cursor.generation, cursor.seq < old.seq {
                violated("the feed's cursor of \(kiosks[index].name.text) went back")
            }
            _ = kiosks[index].disk.apply(rows, cursor: cursor, wall: wall)
            tell(index, .down(.applied(cursor)))
        case .snapshot: send(.snapshot, from: index)
        case .wake(let time): tell(index, .down(.woken), after: max(.zero, time - now))
        case .renew: kiosks[index].sawNoCertificate = true
        case .centralChanged: tell(index, .up(.centralChanged))
        case .stopped(let reason):
            if kiosks[index].disk.stopReason == nil { kiosks[index].disk.stopReason = reason }
        }
    }

    private func perform(_ action: StayTakeAction, _ encounter: EncounterID, of index: Int) {
        switch action {
        case .ask(let wait): send(.take(encounter, wait: wait), from: index)
        case .check: tell(index, .take(encounter, .checked(kiosks[index].disk.canTake(encounter))))
        case .post(let hold): send(.post(hold), from: index)
        case .save(let stay, let hold):
            if isCrashing() { return crash(index) }
            if isDiskFailing() { return tell(index, .take(encounter, .storeFailed)) }
            let wall = wall(index)
            kiosks[index].disk.take(stay, hold: hold, wall: wall)
            count("taken")
            note(
                encounter,
                "\(kiosks[index].name.text) takes it with hold \(hold.description.prefix(4)), deposits \(stay.payments.map(\.amountFen))"
            )
            if kiosks[index].isStale { tainted.insert(encounter) }
            checkKeeper(of: encounter)
            tell(index, .take(encounter, .saved))
        case .wake(let time): tell(index, .take(encounter, .woken), after: max(.zero, time - now))
        case .tell(let outcome): count("take \(outcome)")
        case .end: kiosks[index].takes[encounter] = nil
        }
    }

    /// Something that people do there, and the terminal's own housekeeping.
    private func act(_ index: Int) {
        let wall = wall(index)
        for (key, command) in kiosks[index].disk.commands.sorted(by: { $0.key < $1.key }) where command.state != .ended
        {
            execute(key, command.body, command.state, of: index)
        }
        for encounter in kiosks[index].disk.offered { begin(encounter, of: index) }
        guard !isCalm else { return }
        counter += 1
        let own = kiosks[index].disk.stays.filter { $0.value.isHere && !$0.value.isSettled }.keys.sorted()
        switch dice.roll(12) {
        case 0 where own.count < 6:
            let encounter = EncounterID(trusted: "E\(counter)")
            kiosks[index].disk.stays[encounter] = MemoryStore.Stay(isHere: true, deposits: 0)
            kiosks[index].disk.tell(
                "encounter.admitted", key: encounter.text,
                FactBody(encounter: encounter, ward: kiosks[index].ward), wall: wall)
            note(encounter, "admitted at \(kiosks[index].name.text)")
            if kiosks[index].isStale { tainted.insert(encounter) }
        case 1, 2, 3, 4: if let encounter = dice.pick(own) { pay(encounter, at: index) }
        case 5: if dice.once(in: 3), let encounter = dice.pick(own) { settle(encounter, at: index) }
        case 6: kiosks[index].disk.tell("print.done", key: "P\(counter)", FactBody(), wall: wall)
        case 7, 8: for _ in 0..<dice.roll(dice.once(in: 10) ? 150 : 5) { fact(index) }
        case 9, 10:
            let others = kiosks[index].disk.things.compactMap { key, thing -> EncounterID? in
                guard key.table == .stays, thing.body != nil else { return nil }
                return EncounterID(trusted: key.key)
            }.filter { kiosks[index].disk.stays[$0]?.isHere != true }.sorted()
            if let encounter = dice.pick(others) { begin(encounter, of: index) }
        default: break
        }
        if dice.once(in: 2) { tell(index, .up(.committed)) }
    }

    private func fact(_ index: Int) {
        counter += 1
        let wall = wall(index)
        kiosks[index].disk.tell("feed.refused", key: "F\(counter)", FactBody(), wall: wall)
    }

    private func begin(_ encounter: EncounterID, of index: Int) {
        guard kiosks[index].takes[encounter] == nil else { return }
        let (take, actions) = StayTake.begin(encounter, patience: .seconds(20), at: now)
        kiosks[index].takes[encounter] = take
        for action in actions { perform(action, encounter, of: index) }
    }

    private func pay(_ encounter: EncounterID, at index: Int) {
        let amount = Int64(1 + dice.roll(500)) * 100
        let wall = wall(index)
        let payment = PaymentOrderID(trusted: "P\(counter)")
        note(encounter, "\(amount) paid at \(kiosks[index].name.text)")
        kiosks[index].disk.stays[encounter]?.deposits += amount
        kiosks[index].disk.tell(
            "payment.paid", key: payment.text, FactBody(encounter: encounter, payment: payment, amountFen: amount),
            wall: wall)
        payments[operationID("payment.paid", payment.text)] = amount
    }

    private func settle(_ encounter: EncounterID, at index: Int) {
        guard let stay = kiosks[index].disk.stays[encounter] else { return }
        let wall = wall(index)
        kiosks[index].disk.stays[encounter]?.isSettled = true
        note(encounter, "settled at \(kiosks[index].name.text): \(stay.deposits)")
        kiosks[index].disk.tell(
            "encounter.settled", key: "\(encounter.text) \(counter)",
            FactBody(encounter: encounter, amountFen: stay.deposits), wall: wall)
    }

    private func execute(_ key: String, _ body: String, _ state: MemoryStore.CommandState, of index: Int) {
        let wall = wall(index)
        let central = Timestamp(milliseconds: 1_800_000_000_000 + now.components.seconds * 1000)
        let command = PendingCommand(key: key, body: body, begun: state == .begun)
        switch CommandPlan.plan(command, central: central) {
        case .wait: break
        case .end(let outcome): kiosks[index].disk.end(command: key, outcome, wall: wall)
        case .execute(let order):
            guard kiosks[index].disk.begin(command: key) else { return violated("a command began twice") }
            if isCrashing() { return crash(index) }
            // Sometimes the patient is in the middle of something.
            guard case .releaseStay(let encounter) = order, isCalm || !dice.once(in: 4),
                kiosks[index].disk.release(encounter, wall: wall)
            else { return kiosks[index].disk.end(command: key, .refused, wall: wall) }
            count("released")
            note(encounter, "\(kiosks[index].name.text) gives it up for \(key)")
            kiosks[index].disk.end(command: key, .done, wall: wall)
        }
    }
}
