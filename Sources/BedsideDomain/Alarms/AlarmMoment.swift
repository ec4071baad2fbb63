/// Now, on both clocks: deadlines run on the time since boot, people and papers read the wall.
package struct AlarmMoment: Sendable, Hashable, Codable {
    /// Tells one start of the machine from another; times since boot compare only within one.
    package let boot: String
    /// Milliseconds since boot, counting through sleep (CLOCK_BOOTTIME).
    package let uptime: Int64
    package let wall: Timestamp

    package init(boot: String, uptime: Int64, wall: Timestamp) {
        self.boot = boot
        self.uptime = uptime
        self.wall = wall
    }

    /// The same moment, with a time since boot that is not before another one's.
    func notBefore(_ other: AlarmMoment) -> AlarmMoment {
        uptime >= other.uptime ? self : AlarmMoment(boot: boot, uptime: other.uptime, wall: wall)
    }
}

/// When something must happen, so that it survives a restart and a step of the wall clock.
package struct AlarmDeadline: Sendable, Hashable, Codable {
    package let boot: String
    /// Milliseconds since that boot.
    package let uptime: Int64
    package let wall: Timestamp

    package init(_ delay: Duration, from now: AlarmMoment) {
        self.init(boot: now.boot, uptime: now.uptime + delay.milliseconds, wall: now.wall, plus: delay.milliseconds)
    }

    private init(boot: String, uptime: Int64, wall: Timestamp, plus: Int64) {
        self.boot = boot
        self.uptime = uptime
        self.wall = Timestamp(milliseconds: wall.milliseconds + plus)
    }

    package func isDue(at now: AlarmMoment) -> Bool { uptime <= now.uptime }

    /// The earlier of two deadlines of one boot.
    package func earlier(_ other: AlarmDeadline) -> AlarmDeadline { other.uptime < uptime ? other : self }

    /// The same deadline for a process that has just started.
    ///
    /// Within one boot nothing changes. After another boot only the wall clock knows: what is left by it, but never more
    /// than was left when the deadline was last written down, whatever the clock says now or said then, and never less
    /// than nothing.
    /// - Parameter written: when that was, in milliseconds since the deadline's own boot.
    package func rebased(to now: AlarmMoment, writtenAt written: Int64) -> AlarmDeadline {
        guard boot != now.boot else { return self }
        let leftNow = max(wall.milliseconds - now.wall.milliseconds, 0)
        guard uptime > written else { return AlarmDeadline(.zero, from: now) }
        // Numbers of a damaged file may lie further apart than a number holds.
        let (leftThen, isFar) = uptime.subtractingReportingOverflow(written)
        return AlarmDeadline(.milliseconds(isFar ? leftNow : min(leftThen, leftNow)), from: now)
    }
}

extension Duration {
    /// Whole milliseconds.
    package var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
