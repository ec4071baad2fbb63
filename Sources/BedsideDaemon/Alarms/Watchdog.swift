import BedsideTransport
import Foundation

/// Tells systemd that the alarm loop lives (sd_notify `WATCHDOG=1`); nothing when the unit has no watchdog.
///
/// Fed from the loop only, after it has really done a turn: a daemon whose sockets answer while its alarms hang is killed
/// and started again.
struct Watchdog: Sendable {
    /// Milliseconds between two beats of the loop: a quarter of what systemd waits, so that a machine so busy that one beat
    /// comes late ends no living daemon; at most five seconds.
    let interval: Int64
    private let systemd: SystemdNotifier
    private let readiness: Readiness?

    init(environment: [String: String] = ProcessInfo.processInfo.environment, readiness: Readiness? = nil) {
        systemd = SystemdNotifier(environment: environment)
        self.readiness = readiness
        let patience = environment["WATCHDOG_USEC"].flatMap(Int64.init) ?? 20_000_000
        interval = min(max(patience / 4000, 100), 5000)
    }

    /// Best effort: systemd hears the next one, or starts us again.
    func feed() {
        systemd.tell("WATCHDOG=1")
        readiness?.has(.alarms)
    }
}
