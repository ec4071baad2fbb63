import Glibc

/// The socket of a service manager (sd_notify(3)), so that a test hears what the daemon tells it.
package final class NotifySocket {
    private let descriptor: Int32

    /// Throws ``RigError``.
    package init(_ path: String) throws(RigError) {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else { throw RigError("no socket at \(path)") }
    }

    deinit { _ = close(descriptor) }

    /// Everything that came until now.
    package func received() -> [String] {
        var messages: [String] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        while true {
            let count = unsafe recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { return messages }
            messages.append(String(decoding: buffer.prefix(count), as: UTF8.self))
        }
    }
}
