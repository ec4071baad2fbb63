import CPosix
import Foundation
import Glibc

/// Tells systemd that the alarm loop lives (sd_notify `WATCHDOG=1`); nothing when the unit has no watchdog.
///
/// Fed from the loop only, after it has really done a turn: a daemon whose sockets answer while its alarms hang is killed
/// and started again.
struct Watchdog: Sendable {
    /// Milliseconds between two beats of the loop: half of what systemd waits, at most five seconds.
    let interval: Int64
    private let socket: String?

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty || $0.utf8.count > 100 ? nil : $0 }
        let patience = environment["WATCHDOG_USEC"].flatMap(Int64.init) ?? 10_000_000
        interval = min(max(patience / 2000, 100), 5000)
    }

    /// Best effort: systemd hears the next one, or starts us again.
    func feed() {
        guard let socket else { return }
        notify("WATCHDOG=1", to: socket)
    }
}

/// One datagram to a unix socket by its path, or by its abstract name when it begins with `@` (sd_notify(3)).
private func notify(_ message: String, to path: String) {
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { _ = close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            _ = unsafe sendto(descriptor, message, message.utf8.count, Int32(MSG_DONTWAIT), address, length)
        }
    }
}
