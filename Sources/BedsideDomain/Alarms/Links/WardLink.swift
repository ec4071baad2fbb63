/// One terminal's end of the link to one other terminal of the ward, as a value: `handle` takes what happened and the time,
/// and says what to do.
///
/// Every alarm has one owner, the terminal whose input raised it; its ``AlarmTable`` alone decides about it. A link carries
/// the owner's whole state over, back what screens there have drawn, and acts with their answers. Contact is what has gone
/// there and back again: a line that carries one direction only is a lost one, on both sides.
package struct WardLink: Sendable, Hashable {
    package let peer: TerminalName
    let rules: LinkRules
    /// Of two terminals the one with the lesser name dials, so that there is one connection between them.
    package let isDialling: Bool

    var phase: Phase
    /// When the peer was last proven to be there and to hear us, in milliseconds since boot.
    var contactAt: Int64
    /// There is no contact, and that was told.
    package var isLost = false
    /// Tries since the last connection that brought the peer's alarms.
    var tries = 0
    /// This terminal's own alarms, the newest, and when they came.
    var own: ForwardedAlarms?
    var ownAt: Int64 = 0
    /// The peer's, the newest.
    var news: NeighbourNews
    var drawn: LinkMark?
    var hasScreens = false
    var asked: [UInt64: Asked] = [:]
    var nextAct: UInt64 = 0

    enum Phase: Sendable, Hashable {
        /// Nil where the peer dials.
        case waiting(dialAt: Int64?)
        case dialling(since: Int64)
        case open(LinkLine)
    }

    /// An act that waits for the peer's answer.
    struct Asked: Sendable, Hashable {
        let ticket: LinkTicket
        let until: Int64
    }

    package init(own: TerminalName, peer: TerminalName, rules: LinkRules = .standard, at now: Int64) {
        self.peer = peer
        self.rules = rules
        isDialling = own < peer
        phase = .waiting(dialAt: own < peer ? now : nil)
        contactAt = now
        news = NeighbourNews(alarms: nil, mark: nil, cameAt: now, silentSince: nil)
    }

    /// One event at its time, in milliseconds since boot.
    package mutating func handle(_ event: LinkEvent, at now: Int64) -> [LinkAction] {
        var actions: [LinkAction] = []
        switch event {
        case .opened(let connection): open(connection, now, &actions)
        case .closed(let connection):
            if line?.connection == connection { drop(now, &actions) }
        case .failed:
            if case .dialling = phase { retry(now) }
        case .received(let connection, let message):
            if line?.connection == connection { receive(message, now, &actions) }
        case .own(let alarms):
            // An older one that came late is old news.
            guard own.map({ $0.revision < alarms.revision }) ?? true else { break }
            own = alarms
            ownAt = now
            sendOwn(now, &actions)
        case .drawn(let mark, let hasScreens): note(mark, hasScreens, now, &actions)
        case .ask(let ticket, let act, let staff, let bed): ask(ticket, act, staff, bed, now, &actions)
        case .performed(let connection, let number, let refusal):
            answer(connection, number, refusal, &actions)
        case .tick: break
        }
        pass(now, &actions)
        return actions
    }

    /// Nobody needs this link any more.
    package mutating func end() -> [LinkAction] {
        var actions: [LinkAction] = []
        if let line { actions.append(.close(line.connection)) }
        leave(&actions)
        giveUpAsked(&actions)
        phase = .waiting(dialAt: nil)
        if isLost { actions.append(.fault(isPresent: false)) }
        return actions
    }

    var line: LinkLine? { if case .open(let line) = phase { line } else { nil } }

    mutating func change(_ work: (inout LinkLine) -> Void) {
        guard case .open(var line) = phase else { return }
        work(&line)
        phase = .open(line)
    }
}
