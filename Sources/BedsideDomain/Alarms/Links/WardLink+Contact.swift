/// Connections come and go; contact is what they prove.
extension WardLink {
    mutating func open(_ connection: LinkConnection, _ now: Int64, _ actions: inout [LinkAction]) {
        if let line {
            // An older one that was slow to open is none any more.
            guard line.connection < connection else { return actions.append(.close(connection)) }
            // The peer would not dial again if it still believed in the one before.
            actions.append(.close(line.connection))
            drop(now, &actions)
        }
        phase = .open(LinkLine(connection, at: now))
        pulse(now, &actions)
        sendOwn(now, &actions)
    }

    /// The connection is gone. What it brought stays.
    mutating func drop(_ now: Int64, _ actions: inout [LinkAction]) {
        leave(&actions)
        giveUpAsked(&actions)
        retry(now)
    }

    /// Nobody will answer them.
    mutating func giveUpAsked(_ actions: inout [LinkAction]) {
        for act in asked.keys.sorted() {
            if let asked = asked.removeValue(forKey: act) { actions.append(.answer(asked.ticket, .noContact)) }
        }
    }

    /// Half of the longest pause to the whole of it, by who asks whom; the first tries come sooner.
    mutating func retry(_ now: Int64) {
        tries = min(tries + 1, 8)
        guard isDialling else { return phase = .waiting(dialAt: nil) }
        let longest = min(rules.retry, 100 << Int64(tries))
        // Terminals that lost the same switch must not all come back in the same moment.
        let jitter = Int64((UInt64(bitPattern: now) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(peer.text.utf8.count)) >> 33)
        phase = .waiting(dialAt: now + longest / 2 + jitter % max(longest / 2, 1))
    }

    /// No screen behind the link is one of ours any more.
    mutating func leave(_ actions: inout [LinkAction]) {
        guard line?.isAnnunciator ?? false else { return }
        change { $0.isAnnunciator = false }
        actions.append(.sign(.left))
    }

    /// Both directions are proven up to this moment.
    mutating func prove(_ moment: Int64, _ now: Int64, _ actions: inout [LinkAction]) {
        change { $0.provenAt = max($0.provenAt, min(moment, now)) }
        guard let line, news.mark?.connection == line.connection else { return }
        contactAt = max(contactAt, line.provenAt)
        tries = 0
        guard isLost, now - contactAt < rules.patience else { return }
        isLost = false
        news.silentSince = nil
        actions.append(.fault(isPresent: false))
        actions.append(.show(news))
    }

    /// What is due by now.
    mutating func pass(_ now: Int64, _ actions: inout [LinkAction]) {
        if let line, now - line.provenAt >= rules.patience {
            actions.append(.close(line.connection))
            drop(now, &actions)
        }
        if !isLost, now - contactAt >= rules.patience {
            isLost = true
            news.silentSince = contactAt
            actions.append(.fault(isPresent: true))
            actions.append(.show(news))
        }
        for (number, act) in asked.sorted(by: { $0.key < $1.key }) where act.until <= now {
            asked[number] = nil
            actions.append(.answer(act.ticket, .noContact))
        }
        switch phase {
        case .waiting(let dialAt):
            guard let dialAt, dialAt <= now else { return }
            phase = .dialling(since: now)
            actions.append(.dial)
        case .dialling(let since):
            if now - since >= rules.opening { retry(now) }
        case .open(let line):
            guard now - line.beatAt >= rules.beat else { return }
            pulse(now, &actions)
            if let own, line.peerHas ?? 0 < own.revision, now - line.sentAt >= 2 * rules.beat { sendOwn(now, &actions) }
            if line.isAnnunciator, let shown = line.shown { actions.append(.sign(.confirmed(shown))) }
        }
    }

    /// When something will be due, in milliseconds since boot. After a ``LinkEvent/tick`` it lies ahead.
    package func nextDue() -> Int64? {
        var next: Int64?
        func consider(_ due: Int64?) { if let due { next = min(next ?? due, due) } }
        if !isLost { consider(contactAt + rules.patience) }
        for act in asked.values { consider(act.until) }
        switch phase {
        case .waiting(let dialAt): consider(dialAt)
        case .dialling(let since): consider(since + rules.opening)
        case .open(let line):
            consider(line.beatAt + rules.beat)
            consider(line.provenAt + rules.patience)
        }
        return next
    }
}
