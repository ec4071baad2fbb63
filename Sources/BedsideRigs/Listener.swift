import Glibc

/// A socket that listens on a port of the loopback. Throws ``RigError``.
func listening(port: UInt16) throws(RigError) -> Int32 {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw RigError("socket: errno \(errno)") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let problem = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
            unsafe bind(listener, socketAddress, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard problem == 0, listen(listener, 4) == 0 else {
        close(listener)
        throw RigError("a port of the loopback: errno \(errno)")
    }
    return listener
}
