import BedsideRigs
import CPosix
import Glibc

/// A unix socket that takes every connection and never says a word: what a hung service looks like to its client.
struct SilentServer: ~Copyable {
    let path: String
    private let descriptor: Int32

    /// Throws ``RigError``. The kernel takes the connections: nobody ever calls accept.
    init(path: String) throws(RigError) {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let size = MemoryLayout.size(ofValue: address.sun_path)
        guard descriptor >= 0, path.utf8.count < size else { throw RigError("no socket at \(path)") }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            unsafe room.copyBytes(from: path.utf8)
        }
        let bound = unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(descriptor, 64) == 0 else { throw RigError("no socket at \(path): errno \(errno)") }
    }

    deinit { close(descriptor) }
}
