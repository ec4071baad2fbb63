import BedsideDomain
import BedsideKiosk
import CPosix
import Foundation

/// The clock of the alarms: reads both clocks, and sleeps until a moment since boot. A test hands in one that it turns.
struct AlarmClock: Sendable {
    let now: @Sendable () -> AlarmMoment
    /// Returns once the milliseconds since boot are reached, or throws when cancelled.
    let sleep: @Sendable (_ untilUptime: Int64) async throws -> Void

    /// Now, as the flows of the ward screens read it.
    var moment: KioskMoment {
        let now = now()
        return KioskMoment(monotonic: .milliseconds(now.uptime), wall: now.wall)
    }

    /// CLOCK_BOOTTIME, which counts on while the machine sleeps, and the wall.
    static let system: AlarmClock = {
        let boot = bootIdentifier()
        return AlarmClock {
            AlarmMoment(
                boot: boot, uptime: bedside_boot_milliseconds(),
                wall: Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded())))
        } sleep: { uptime in
            let left = uptime - bedside_boot_milliseconds()
            guard left > 0 else { return try Task.checkCancellation() }
            // Swift's continuous clock is CLOCK_BOOTTIME on Linux.
            try await Task.sleep(for: .milliseconds(left), clock: .continuous)
        }
    }()
}

/// The kernel's name for this start of the machine. Without one every start of the daemon counts as a boot of its own:
/// deadlines are then rebased by the wall clock, which never makes them later.
private func bootIdentifier() -> String {
    let text = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id").map {
        String(decoding: $0.prefix(64), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return text.flatMap { $0.isEmpty ? nil : $0 } ?? "start-\(UInt64.random(in: 0 ... .max))"
}
