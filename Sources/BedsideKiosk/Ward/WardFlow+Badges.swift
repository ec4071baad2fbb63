import BedsideDomain

/// Who it is.
extension WardFlow {
    /// A badge counts for the act that waits for it, or for the acts of the next minute.
    mutating func scanned(_ badge: StaffID, _ now: Duration) -> [WardEffect] {
        touched = now
        return check(badge, question?.intent, .lookUp(badge), at: now)
    }

    mutating func check(
        _ badge: StaffID, _ intent: WardIntent?, _ effect: WardEffect, at now: Duration? = nil
    ) -> [WardEffect] {
        // A scanner that scans for ever must not fill the queue.
        guard checks.count < 8 else { return [] }
        checks.append(WardCheck(badge: badge, intent: intent, since: now ?? touched))
        return [effect]
    }

    /// Somebody is who they say. Only the newest check counts, and only for the one who was asked about.
    mutating func verified(_ member: StaffMember, _ now: Duration) -> [WardEffect] {
        guard let check = checks.first else { return [] }
        checks.removeFirst()
        guard check.badge == member.id, checks.isEmpty else { return [] }
        // Scanned before the key, it counts for what was asked since; scanned for one act, never for another.
        let intent = check.intent == nil || check.intent == question?.intent ? question?.intent : nil
        guard member.may(intent?.right ?? .shelveAlarms) else {
            say(Saying(.pinNoRight), isTrouble: true, now)
            return []
        }
        actor = WardActor(member: member, until: now + Self.presence)
        if let intent {
            question = nil
            return perform(intent, by: member, now)
        }
        switch question {
        case .badge(nil, _), .pin(nil, _, _): question = nil
        case .badge, .pin, .reason, .time, nil: break
        }
        return []
    }

    /// A badge or PIN did not do.
    mutating func refused(_ saying: Saying, _ now: Duration) {
        guard !checks.isEmpty else { return }
        checks.removeFirst()
        say(saying, isTrouble: true, now)
    }

    /// A check that did not end comes before an act that did not: it is what somebody waits for.
    mutating func wentWrong(_ now: Duration) {
        if !checks.isEmpty {
            checks.removeFirst()
        } else if !acts.isEmpty {
            acts.removeFirst()
        } else {
            return
        }
        say(Saying(.wardProblem), isTrouble: true, now)
    }
}
