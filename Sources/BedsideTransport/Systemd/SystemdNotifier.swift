import Foundation
import Glibc

/// Tells systemd how this process is (sd_notify(3)); nothing when it was not started by systemd.
package struct SystemdNotifier: Sendable {
    private let socket: String?

    /// - Parameter environment: of the process; `NOTIFY_SOCKET` names the socket.
    package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty || $0.utf8.count > 100 ? nil : $0 }
    }

    /// - Parameter state: lines such as `READY=1` and `STATUS=...`. Best effort: systemd hears the next one.
    package func tell(_ state: String) {
        guard let socket else { return }
        notify(state, to: socket)
    }
}

/// One datagram to a unix socket by its path, or by its abstract name when it begins with `@`.
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
