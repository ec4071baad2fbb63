/// Everything that can happen to a link.
package enum LinkEvent: Sendable, Hashable {
    /// A connection is open, and its certificate is the peer's.
    case opened(LinkConnection)
    case closed(LinkConnection)
    /// A try to connect came to nothing.
    case failed
    case received(LinkConnection, LinkMessage)
    /// This terminal's own alarms as they are now.
    case own(ForwardedAlarms)
    /// What this terminal's screens have drawn of the peer's, and whether one of them is live.
    case drawn(LinkMark?, hasScreens: Bool)
    /// Somebody here wants something done with an alarm of the peer.
    case ask(LinkTicket, AlarmAct, by: StaffID, bed: AlarmPlace?)
    /// An act of the peer was done here, or refused.
    case performed(LinkConnection, UInt64, AlarmRefusal?)
    /// Time may have made something due.
    case tick
}

/// Names somebody who waits for the answer to an act.
package struct LinkTicket: Sendable, Hashable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }
}

/// What is to be done, in this order.
package enum LinkAction: Sendable, Hashable {
    /// Connect to the peer; ends in ``LinkEvent/opened(_:)`` or ``LinkEvent/failed``.
    case dial
    case close(LinkConnection)
    /// Of several ``LinkMessage/alarms(_:)`` or pulses that wait for a slow line only the newest goes out.
    case send(LinkConnection, LinkMessage)
    /// What is known of the peer's alarms is another now.
    case show(NeighbourNews)
    /// The technical alarm of this link.
    case fault(isPresent: Bool)
    /// To this terminal's table: the link is one of its screens.
    case sign(ScreenSign)
    /// Do it with this terminal's own alarms; answer with ``LinkEvent/performed(_:_:_:)``.
    case perform(LinkConnection, LinkAct)
    /// To whoever waits.
    case answer(LinkTicket, AlarmRefusal?)
}

/// What a link knows of its peer's alarms.
package struct NeighbourNews: Sendable, Hashable {
    /// Nil before the first contact.
    package var alarms: ForwardedAlarms?
    package var mark: LinkMark?
    /// When ``alarms`` came, in milliseconds since boot.
    package var cameAt: Int64
    /// When the peer was last heard, in milliseconds since boot, while there is no contact.
    package var silentSince: Int64?

    package init(alarms: ForwardedAlarms?, mark: LinkMark?, cameAt: Int64, silentSince: Int64?) {
        self.alarms = alarms
        self.mark = mark
        self.cameAt = cameAt
        self.silentSince = silentSince
    }
}
