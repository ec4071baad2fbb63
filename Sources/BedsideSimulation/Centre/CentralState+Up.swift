import BedsideDomain
import BedsideSync
import BedsideWire

extension CentralState {
    mutating func up(_ request: UpRequest, from name: TerminalName, _ certificate: Int) throws(LineError) -> UpAnswer {
        var terminal = try terminal(name, certificate)
        guard !terminal.isFrozen else { throw refusal(.frozen, status: 409) }
        guard request.epoch == terminal.stream.epoch else { throw refusal(.wrongEpoch, status: 409) }
        guard request.events.count <= SyncLimits.batchEvents else { throw refusal(.tooLarge, status: 413) }
        let key = StreamKey(terminal: name, epoch: request.epoch)
        var verdicts: [UpAnswer.Held] = []
        if let first = request.events.first {
            guard first.seq <= terminal.last + 1 else { throw refusal(.gap, status: 409, expect: terminal.last + 1) }
            guard first.seq >= terminal.stream.first else { throw refusal(.malformed, status: 422) }
            let before = first.seq == terminal.stream.first ? terminal.stream.root : inbox[key]?[first.seq - 1]?.hash
            var hash = request.head
            var isFork = before != hash
            for (index, event) in request.events.enumerated() {
                guard event.seq == first.seq + Int64(index) else { throw refusal(.brokenChain, status: 409) }
                hash = SignedBatch.link(after: hash, event)
                if let kept = inbox[key]?[event.seq], kept.hash != hash { isFork = true }
                if isFork {
                    forks.append(Kept(event: event, hash: hash))
                } else if event.seq > terminal.last {
                    inbox[key, default: [:]][event.seq] = Kept(event: event, hash: hash)
                    if let code = take(event, from: name, terminal.ward) {
                        verdicts.append(UpAnswer.Held(seq: event.seq, code: code))
                    }
                    terminal.last = event.seq
                    terminal.head = hash
                }
            }
            terminals[name] = terminal
            if isFork {
                terminals[name]?.isFrozen = true
                throw refusal(.fork, status: 409)
            }
        } else if request.head == terminal.head {
            // Nothing more is there than what is here.
            terminals[name]?.isHeard = true
            clearDoubt()
        } else if request.isBehind == true {
            terminals[name]?.isFrozen = true
            throw refusal(.storeWentBack, status: 409)
        }
        return UpAnswer(
            ack: terminal.last, head: terminal.head, held: verdicts, serverTime: milliseconds,
            hint: UpAnswer.Hint(batch: dice.once(in: 8) ? 3 : 100, waitMs: dice.once(in: 8) ? 500 : 0))
    }

    /// Nil when it had its effect now or earlier; otherwise why it is held.
    private mutating func take(_ event: OutboxEvent, from name: TerminalName, _ ward: WardID) -> String? {
        guard effects[event.operation] == nil, held[event.operation] == nil else { return nil }
        if let code = apply(event, from: name, ward) {
            held[event.operation] = (event, name)
            return code
        }
        effects[event.operation, default: 0] += 1
        return nil
    }

    /// After an upgrade what was held is tried again.
    mutating func upgrade() {
        isUpgraded = true
        retryHeld()
    }

    /// Until none of them can be applied.
    mutating func retryHeld() {
        var isMoving = true
        while isMoving {
            isMoving = false
            for (operation, held) in held.sorted(by: { $0.value.event.seq < $1.value.event.seq }) {
                guard let ward = terminals[held.from]?.ward, apply(held.event, from: held.from, ward) == nil
                else { continue }
                self.held[operation] = nil
                effects[operation, default: 0] += 1
                isMoving = true
            }
        }
    }

    /// Nil, or why it is held.
    private mutating func apply(_ event: OutboxEvent, from name: TerminalName, _ ward: WardID) -> String? {
        guard let body = FactBody(event.body) else { return "malformed" }
        switch (event.kind, body.encounter) {
        case ("encounter.admitted", let encounter?):
            guard stays[encounter] == nil else { return "already-admitted" }
            stays[encounter] = Stay(ward: ward, keeper: name, before: name, balance: [name: 1])
            show(encounter)
        case ("payment.paid", let encounter?):
            guard stays[encounter] != nil, let amount = body.amountFen else { return "no-stay" }
            stays[encounter]?.custody += amount
            paid += amount
            show(encounter)
        case ("encounter.settled", let encounter?):
            guard let amount = body.amountFen, let stay = stays[encounter], stay.custody >= amount, !stay.isSettled
            else { return "overspent" }
            stays[encounter]?.custody -= amount
            stays[encounter]?.isSettled = true
            settled += amount
            show(encounter)
        case ("stay.released", let encounter?): return release(encounter, by: name)
        case ("stay.taken", let encounter?): return taken(encounter, by: name)
        case ("command.done", _):
            // A move that was refused waits for its time; somebody who asks again does not.
            if let order = orders.first(where: { $0.value.command == body.command })?.key, stays[order]?.movingTo == nil
            {
                orders[order] = nil
            }
        case ("feed.refused", _): break
        default: return isUpgraded ? nil : "unknown-kind"
        }
        return nil
    }
}
