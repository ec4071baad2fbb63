import BedsideTransport
import Synchronization

/// Tells systemd that the daemon is ready once everything that people wait for works: the alarms first of all.
///
/// Units that come after it (the screens) then never see a daemon that does not answer yet.
final class Readiness: Sendable {
    enum Part: Hashable, CaseIterable { case kiosk, ward, admin, alarms }

    private let missing = Mutex(Set(Part.allCases))
    private let systemd: SystemdNotifier

    init(_ systemd: SystemdNotifier) { self.systemd = systemd }

    /// Cheap when it was told before.
    func has(_ part: Part) {
        let isAll = missing.withLock { missing in
            missing.remove(part) != nil && missing.isEmpty
        }
        guard isAll else { return }
        systemd.tell("READY=1\nSTATUS=serving patients, the ward and IT")
    }
}
