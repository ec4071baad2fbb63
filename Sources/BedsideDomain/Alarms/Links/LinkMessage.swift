/// What goes over a link, in both directions.
package enum LinkMessage: Sendable, Hashable {
    /// All alarms of the sender.
    case alarms(ForwardedAlarms)
    case pulse(LinkPulse)
    case act(LinkAct)
    case answer(LinkAnswer)
    /// Something that this version does not know; it proves nothing and does nothing.
    case unknown
}

/// "I am here, I hear you, and so far have my screens drawn what you told."
package struct LinkPulse: Sendable, Hashable {
    /// The sender's milliseconds since boot.
    package var at: Int64
    /// The newest ``at`` that the sender received on this connection: it proves both directions. Nil before the first.
    package var echo: Int64?
    /// The newest revision that the sender has; nil before the first.
    package var have: UInt64?
    /// The newest revision that a screen of the sender has confirmed drawn.
    package var shown: UInt64?
    /// Whether a live screen is there to show anything.
    package var hasScreens: Bool

    package init(at: Int64, echo: Int64?, have: UInt64?, shown: UInt64?, hasScreens: Bool) {
        self.at = at
        self.echo = echo
        self.have = have
        self.shown = shown
        self.hasScreens = hasScreens
    }
}

/// What somebody wants done with an alarm of the receiver.
package struct LinkAct: Sendable, Hashable {
    /// Names it within its connection.
    package var number: UInt64
    /// The sender's milliseconds since boot: an act that was on its way for too long is not done, as somebody was told so.
    package var at: Int64
    package var act: AlarmAct
    package var staff: StaffID
    /// The bed at which they stand; nil for a screen elsewhere.
    package var bed: AlarmPlace?

    package init(number: UInt64, at: Int64, act: AlarmAct, staff: StaffID, bed: AlarmPlace?) {
        self.number = number
        self.at = at
        self.act = act
        self.staff = staff
        self.bed = bed
    }
}

package struct LinkAnswer: Sendable, Hashable {
    package var number: UInt64
    /// Nil when it was done.
    package var refusal: AlarmRefusal?

    package init(number: UInt64, refusal: AlarmRefusal?) {
        self.number = number
        self.refusal = refusal
    }
}
