import BedsideDomain

/// Both clocks of a terminal, turned by hand.
struct VirtualClock: Sendable, Hashable {
    private var boots = 1
    /// Milliseconds since boot. The terminal has been up for some hours when a scenario begins.
    private(set) var uptime: Int64 = 20_000_000
    /// 2026-03-02 08:00 in China.
    private(set) var wall = Timestamp(milliseconds: 1_772_409_600_000)

    var now: AlarmMoment { AlarmMoment(boot: "boot-\(boots)", uptime: uptime, wall: wall) }

    /// Does nothing when that is past.
    mutating func advance(to moment: Int64) {
        let step = max(moment - uptime, 0)
        uptime += step
        wall = Timestamp(milliseconds: wall.milliseconds + step)
    }

    mutating func stepWall(by step: Duration) { wall = Timestamp(milliseconds: wall.milliseconds + step.milliseconds) }

    /// The machine starts: the time since boot begins anew. The twenty seconds are a kernel's and a service manager's.
    mutating func boot() {
        boots += 1
        uptime = 20_000
        wall = wall.adding(seconds: 20)
    }
}
