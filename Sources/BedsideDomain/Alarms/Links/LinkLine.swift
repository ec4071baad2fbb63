/// What a link knows of its open connection.
struct LinkLine: Sendable, Hashable {
    let connection: LinkConnection
    /// When both directions were last proven on it, in milliseconds since boot.
    var provenAt: Int64
    var beatAt: Int64
    /// Our newest revision that went out on it, and when.
    var sent: UInt64?
    var sentAt: Int64
    /// Our newest revision that the peer says it has.
    var peerHas: UInt64?
    /// Our newest revision that a screen of the peer has drawn.
    var shown: UInt64?
    /// The peer's newest clock that came.
    var echo: Int64?
    /// Our clock minus the peer's for what came fastest: what is slower was on its way for the difference.
    var fastest: Int64?
    /// The peer's screens are one of ours.
    var isAnnunciator = false
    /// Acts of the peer, by number.
    var acts: [UInt64: Performed] = [:]
    /// Their order, oldest first.
    var order: [UInt64] = []

    enum Performed: Sendable, Hashable {
        case asked
        case answered(AlarmRefusal?)
    }

    init(_ connection: LinkConnection, at now: Int64) {
        self.connection = connection
        provenAt = now
        beatAt = now
        sentAt = now
    }

    /// How long a message was on its way, in milliseconds, beyond the fastest; clocks of two machines have no common zero.
    mutating func delay(of at: Int64, at now: Int64) -> Int64 {
        // Numbers of a hostile peer may lie further apart than a number holds.
        let (way, isFar) = now.subtractingReportingOverflow(at)
        guard !isFar else { return .max }
        fastest = min(fastest ?? way, way)
        let (delay, isFarther) = way.subtractingReportingOverflow(fastest ?? way)
        return isFarther ? .max : delay
    }
}
