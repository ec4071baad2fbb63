import Glibc

// Is somebody listening? Asked by connecting.

func accepts(socket path: String) -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    return connect(descriptor, &address)
}

func accepts(port: UInt16) -> Bool {
    guard let descriptor = connected(port: port) else { return false }
    close(descriptor)
    return true
}

/// A connection to a port of the loopback; nil when nobody listens there.
func connected(port: UInt16) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = loopback(port: port)
    guard connect(descriptor, &address) else {
        close(descriptor)
        return nil
    }
    return descriptor
}

/// A port that nobody listens on now. Throws ``RigError``.
package func freePort() throws(RigError) -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw RigError("socket: errno \(errno)") }
    defer { close(descriptor) }
    var address = loopback(port: 0)
    let problem = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard unsafe bind(descriptor, socketAddress, length) == 0 else { return errno }
            return unsafe getsockname(descriptor, socketAddress, &length) == 0 ? 0 : errno
        }
    }
    guard problem == 0 else { throw RigError("bind: errno \(problem)") }
    return UInt16(bigEndian: address.sin_port)
}

private func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    return address
}

private func connect<Address>(_ descriptor: Int32, _ address: inout Address) -> Bool {
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
            unsafe Glibc.connect(descriptor, socketAddress, socklen_t(MemoryLayout<Address>.size)) == 0
        }
    }
}
