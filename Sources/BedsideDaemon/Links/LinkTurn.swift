import BedsideDomain

/// What a turn of the alarms means to the other terminals of the ward.
struct LinkTurn: Sendable {
    /// Nil when it is what they know already.
    let own: ForwardedAlarms?
    let drawn: [TerminalName: LinkMark]
    let hasScreens: Bool
    private let revision: UInt64

    /// Nil when nothing of it is news.
    init?(_ owner: AlarmOwner, after told: LinkTurn?, at now: AlarmMoment) {
        revision = owner.table.forwardRevision
        drawn = owner.neighbours.drawn
        hasScreens = owner.table.hasOwnScreens
        own = revision == told?.revision ? nil : owner.table.forwarded(at: now)
        if let told, own == nil, drawn == told.drawn, hasScreens == told.hasScreens { return nil }
    }
}

extension AlarmOwner {
    /// What this terminal's sounder plays: its own alarms, and at a desk everybody's.
    func sound(at now: AlarmMoment) -> AlarmSound? {
        let own = table.sound(at: now)
        guard configuration.audience.sounder == .desk,
            let others = neighbours.sound(at: now.uptime, except: table.silencedLinks, lost: table.lostLinks)
        else { return own }
        guard let own, (own.priority, own.level) >= (others.priority, others.level) else { return others }
        return own
    }
}
