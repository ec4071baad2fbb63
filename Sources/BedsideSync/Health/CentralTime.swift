package import BedsideDomain

/// The central store's clock as this terminal knows it: what it last said, carried on by the monotonic clock. The terminal's
/// own wall clock may be ten years off and changes nothing here.
package struct CentralTime: Sendable, Hashable {
    private var last: (server: Int64, at: Duration)?
    /// The terminal's wall clock minus the central store's, in milliseconds.
    package private(set) var offset: Int64?

    package init() {}

    package static func == (left: Self, right: Self) -> Bool {
        left.offset == right.offset && left.last?.server == right.last?.server && left.last?.at == right.last?.at
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(offset) }

    /// The answer was made somewhere between `sent` and `now`; the middle is off by half the way at most. Times that no clock
    /// can show are left out.
    package mutating func heard(_ serverTime: Int64, sent: Duration, at now: Duration, wall: Timestamp) {
        guard Timestamp.range.contains(serverTime) else { return }
        let half = Self.milliseconds(max(.zero, now - sent)) / 2
        // A long poll is answered at its end: half of it would be wrong by up to half a minute.
        let server = serverTime + min(half, 1000)
        last = (server, now)
        offset = wall.milliseconds - server
    }

    /// Nil before the first answer.
    package func now(at now: Duration) -> Timestamp? {
        last.map { Timestamp(milliseconds: $0.server + Self.milliseconds(now - $0.at)) }
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }
}
