import BedsideDomain

/// A ward screen as the table sees it: signs that come at once, on the heartbeat, or not at all.
struct SimulatedScreen: Sendable, Hashable {
    enum Mode: Sendable, Hashable {
        /// Confirms whatever it is sent.
        case answering
        /// Confirms on its heartbeat, but always this revision.
        case behind(UInt64)
        /// Connected, and silent.
        case silent
        case gone
    }

    var mode: Mode = .answering
    /// The newest revision that it confirmed in this run of the terminal.
    var confirmed: UInt64 = 0
    /// When it confirms next without being sent anything, in milliseconds since boot.
    var nextBeat: Int64

    var beats: Bool {
        switch mode {
        case .answering, .behind: true
        case .silent, .gone: false
        }
    }
}
