/// What the table knows of one ward screen.
struct ScreenState: Sendable, Hashable {
    /// It ought to be there, whoever closes it.
    let isExpected: Bool
    /// It has a connection.
    var isConnected = false
    /// It is connected and confirmed within its patience.
    var isLive = false
    /// It ought to confirm, did not, and that was told.
    var isMissed = false
    /// No synthetic alarm came through in time, and that was told.
    var isUnproven = false
    /// Its last confirmation, or when waiting for the first began; milliseconds since boot.
    var heardAt: Int64
    /// When the newest synthetic alarm that came through had set out, and the revision that carried it.
    var provenAt: Int64?
    var proof: UInt64 = 0
    /// When waiting for a proof began.
    var liveSince: Int64?

    init(isExpected: Bool, at now: AlarmMoment) {
        self.isExpected = isExpected
        heardAt = now.uptime
    }
}

/// The newest synthetic alarm on its way.
struct Probe: Sendable, Hashable {
    /// The revision of the table that carries it; 0 before the first.
    var revision: UInt64 = 0
    /// When it set out, in milliseconds since boot.
    var sentAt: Int64 = 0
}
