/// The times and limits of the links between the terminals of a ward.
package struct LinkRules: Sendable, Hashable {
    /// Each end says that it is there this often, in milliseconds. 100...5,000
    package var beat: Int64
    /// Without a proof of both directions for so long the link is lost, in milliseconds; at least four beats. <= 15,000
    package var patience: Int64
    /// How long an act waits for the other terminal's answer, in milliseconds. Less than a nurse waits at the screen.
    package var answer: Int64 = 5000
    /// The longest pause between two tries to connect, in milliseconds; the first are shorter.
    package var retry: Int64 = 2000
    /// A connection that is not open by then is given up, in milliseconds.
    package var opening: Int64 = 5000

    /// Terminals of one ward.
    package static let mostPeers = 32
    /// Rows that one terminal forwards, the most urgent first.
    package static let mostRows = 2000
    /// Acts of one peer that are being done or remembered.
    package static let mostActs = 64

    /// From the heartbeat of the screens, of which a link is one: two beats in each, and lost a little before a screen
    /// would be, so that what is told is the link and not a screen behind it.
    package init(_ rules: AlarmRules) {
        beat = Int64(rules.heartbeat) / 2
        patience = rules.screenPatience.milliseconds - Int64(rules.heartbeat) / 5
    }

    package static let standard = LinkRules(.standard)
}
