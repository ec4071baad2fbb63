/// The state of each side over to the other, and back what was drawn of it.
extension WardLink {
    mutating func receive(_ message: LinkMessage, _ now: Int64, _ actions: inout [LinkAction]) {
        switch message {
        case .alarms(let alarms): take(alarms, now, &actions)
        case .pulse(let pulse): take(pulse, now, &actions)
        case .act(let act): perform(act, now, &actions)
        case .answer(let answer):
            guard let asked = asked.removeValue(forKey: answer.number) else { return }
            actions.append(.answer(asked.ticket, answer.refusal))
        case .unknown: break
        }
    }

    /// The newest state decides; an older one, or the same again, changes nothing.
    private mutating func take(_ alarms: ForwardedAlarms, _ now: Int64, _ actions: inout [LinkAction]) {
        guard let line else { return }
        let mark = LinkMark(line.connection, alarms.revision)
        guard news.mark.map({ $0 < mark }) ?? true else { return }
        let isFirst = news.mark?.connection != line.connection
        news = NeighbourNews(
            alarms: alarms.limited(to: LinkRules.mostRows), mark: mark, cameAt: now, silentSince: news.silentSince)
        // The whole state is there: from now on this connection counts as contact.
        if isFirst { prove(line.provenAt, now, &actions) }
        if !actions.contains(.show(news)) { actions.append(.show(news)) }
    }

    private mutating func take(_ pulse: LinkPulse, _ now: Int64, _ actions: inout [LinkAction]) {
        change { line in
            _ = line.delay(of: pulse.at, at: now)
            line.echo = max(line.echo ?? pulse.at, pulse.at)
            if let have = pulse.have { line.peerHas = max(line.peerHas ?? have, have) }
        }
        if let echo = pulse.echo { prove(echo, now, &actions) }
        guard let line, let sent = line.sent else { return }
        guard pulse.hasScreens, let shown = pulse.shown, shown <= sent else {
            // What is still true of the picture before: only a screen that is gone is none.
            if !pulse.hasScreens { leave(&actions) }
            return
        }
        let isNews = !line.isAnnunciator || line.shown.map { $0 < shown } ?? true
        change { $0.shown = max($0.shown ?? shown, shown) }
        guard isNews else { return }
        if !line.isAnnunciator {
            change { $0.isAnnunciator = true }
            actions.append(.sign(.joined))
        }
        actions.append(.sign(.confirmed(shown)))
    }

    mutating func sendOwn(_ now: Int64, _ actions: inout [LinkAction]) {
        guard let line, let own else { return }
        change { line in
            line.sent = own.revision
            line.sentAt = now
        }
        // What lay here while there was no contact has grown older; within a second it is the same bytes for all peers.
        let late = now - ownAt
        actions.append(.send(line.connection, .alarms(late < 1000 ? own : own.aged(by: late))))
    }

    mutating func note(_ mark: LinkMark?, _ hasScreens: Bool, _ now: Int64, _ actions: inout [LinkAction]) {
        guard mark != drawn || hasScreens != self.hasScreens else { return }
        drawn = mark
        self.hasScreens = hasScreens
        pulse(now, &actions)
    }

    mutating func pulse(_ now: Int64, _ actions: inout [LinkAction]) {
        guard let line else { return }
        change { $0.beatAt = now }
        func revision(_ mark: LinkMark?) -> UInt64? { mark?.connection == line.connection ? mark?.revision : nil }
        actions.append(
            .send(
                line.connection,
                .pulse(
                    LinkPulse(
                        at: now, echo: line.echo, have: revision(news.mark), shown: revision(drawn),
                        hasScreens: hasScreens))))
    }
}
