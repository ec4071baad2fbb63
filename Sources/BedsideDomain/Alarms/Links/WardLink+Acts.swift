/// Acts go to the alarm's owner, and their answers come back. None is left without an answer.
extension WardLink {
    mutating func ask(
        _ ticket: LinkTicket, _ act: AlarmAct, _ staff: StaffID, _ bed: AlarmPlace?, _ now: Int64,
        _ actions: inout [LinkAction]
    ) {
        guard let line, !isLost, asked.count < LinkRules.mostActs else {
            return actions.append(.answer(ticket, .noContact))
        }
        nextAct += 1
        asked[nextAct] = Asked(ticket: ticket, until: now + rules.answer)
        actions.append(
            .send(line.connection, .act(LinkAct(number: nextAct, at: now, act: act, staff: staff, bed: bed))))
    }

    /// Done once, however often it comes; not at all when it was on its way for so long that somebody read it was not done.
    mutating func perform(_ act: LinkAct, _ now: Int64, _ actions: inout [LinkAction]) {
        guard let line else { return }
        switch line.acts[act.number] {
        case .asked: return
        case .answered(let refusal):
            return send(line.connection, LinkAnswer(number: act.number, refusal: refusal), &actions)
        case nil: break
        }
        var delay: Int64 = 0
        change { delay = $0.delay(of: act.at, at: now) }
        let isForgotten = line.order.first.map { act.number < $0 } ?? false
        let isFull = line.acts.values.count { $0 == .asked } >= LinkRules.mostActs
        guard delay < rules.answer, !isForgotten, !isFull else {
            return send(line.connection, LinkAnswer(number: act.number, refusal: .noContact), &actions)
        }
        change { line in
            line.acts[act.number] = .asked
            line.order.append(act.number)
            if line.order.count > 2 * LinkRules.mostActs { line.acts[line.order.removeFirst()] = nil }
        }
        actions.append(.perform(line.connection, act))
    }

    mutating func answer(
        _ connection: LinkConnection, _ number: UInt64, _ refusal: AlarmRefusal?, _ actions: inout [LinkAction]
    ) {
        guard line?.connection == connection else { return }
        // One that was forgotten meanwhile stays so.
        change { if $0.acts[number] != nil { $0.acts[number] = .answered(refusal) } }
        send(connection, LinkAnswer(number: number, refusal: refusal), &actions)
    }

    private func send(_ connection: LinkConnection, _ answer: LinkAnswer, _ actions: inout [LinkAction]) {
        actions.append(.send(connection, .answer(answer)))
    }
}
