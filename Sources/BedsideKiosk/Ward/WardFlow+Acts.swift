import BedsideDomain

/// What can be done with the selected alarm, and doing it.
extension WardFlow {
    /// The choices by their digits: only those that can go well are offered.
    func offers(for row: AlarmRow?) -> [(digit: Int, verb: TextKey)] {
        guard let row else { return [] }
        return (1...7).compactMap { digit in
            guard case .intent(let verb) = wish(digit, row) else { return nil }
            return (digit, verb)
        }
    }

    private enum Wish {
        case intent(TextKey)
        /// It can be told at once why not; the alarm table would say the same.
        case refusal(AlarmRefusal)
        case none
    }

    private func wish(_ digit: Int, _ row: AlarmRow) -> Wish {
        let isOpen = row.lifecycle == .unacked || row.lifecycle == .returnedUnacked
        let isTechnical = row.kind.origin == .system
        // Only its own terminal decides about an alarm; the sound can be paused here.
        if row.silentFor != nil, (1...6).contains(digit) { return .refusal(.noContact) }
        switch digit {
        case 1: return isOpen ? .intent(.wardAccept) : .refusal(.taken)
        case 2: return isOpen || row.lifecycle == .acked ? .intent(.wardReject) : .refusal(.taken)
        case 3:
            guard isTechnical || settings.beds.contains(row.place) else { return .refusal(.onlyAtTheBed) }
            return row.lifecycle == .attended ? .refusal(.taken) : .intent(.wardAttend)
        case 4: return row.lifecycle == .attended ? .intent(.wardLeave) : .refusal(.nobodyThere)
        case 5: return isTechnical ? .intent(.wardShelve) : .refusal(.neverShelved)
        case 6: return isTechnical ? .intent(.wardOutOfService) : .refusal(.neverShelved)
        case 7:
            let isAudible = rows(of: .alarms).contains { $0.lifecycle == .unacked && $0.kind.priority != .emergency }
            return isAudible ? .intent(.wardPause) : .refusal(.emergencySounds)
        default: return .none
        }
    }

    /// A digit was pressed on the list.
    mutating func act(_ digit: Int, _ now: Duration) -> [WardEffect] {
        guard let row = cursor.row(in: rows) else { return [] }
        if cursor.isTooSoon(now) {
            cursor.keep(row)
            say(Saying(.wardMoved), isTrouble: true, now)
            return []
        }
        switch wish(digit, row) {
        case .none: return []
        case .refusal(let refusal):
            say(Saying(.of(refusal)), isTrouble: true, now)
            return []
        case .intent(let verb):
            // Whatever comes now, this is the alarm that was meant.
            cursor.choose(row)
            switch digit {
            case 5: question = .reason(row, .shelf)
            case 6: question = .reason(row, .outOfService)
            default: return want(WardIntent(act: Self.act(digit, row.id), verb: verb, row: digit == 7 ? nil : row), now)
            }
            return []
        }
    }

    private static func act(_ digit: Int, _ id: AlarmID) -> AlarmAct {
        switch digit {
        case 1: .accept(id)
        case 2: .reject(id)
        case 3: .attend(id)
        case 4: .leave(id)
        default: .pauseSound
        }
    }

    /// Done at once when somebody's badge still holds, otherwise a question.
    mutating func want(_ intent: WardIntent, _ now: Duration) -> [WardEffect] {
        guard let actor, actor.member.may(intent.right) else {
            question = .badge(for: intent)
            return []
        }
        return perform(intent, by: actor.member, now)
    }

    mutating func perform(_ intent: WardIntent, by member: StaffMember, _ now: Duration) -> [WardEffect] {
        // Pressed twice before the first was answered, it is one act.
        guard !acts.contains(where: { $0.intent == intent }) else { return [] }
        acts.append(WardOrder(intent: intent, since: now))
        return [.act(intent.act, by: member.id)]
    }

    /// An act was answered: nil when it was done.
    mutating func finished(_ refusal: Saying?, _ now: Duration) {
        guard !acts.isEmpty else { return }
        let intent = acts.removeFirst().intent
        if let refusal {
            say(refusal, isTrouble: true, now)
        } else if let row = intent.row {
            say(Saying(.wardDone, .kind(intent.verb), .bed(row.place.label)), isTrouble: false, now)
            if cursor.chosen == row.id { cursor.follow(in: rows, at: now) }
        } else {
            say(Saying(.wardDoneSound), isTrouble: false, now)
        }
    }
}
