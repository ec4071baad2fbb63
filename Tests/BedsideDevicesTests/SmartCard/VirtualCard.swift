import CPosix
import Foundation
import Glibc
import Synchronization

/// A card of the tests' own in a virtual reader: a client of vpcd's protocol (a length of two bytes, then 0 off, 1 on,
/// 2 reset, 4 give the ATR, or an APDU). It is put in by connecting and taken out by leaving.
final class VirtualCard: Sendable {
    private let link: Int32

    /// - Parameter answers: by command; a command that is not there gets `6A 82`.
    init(port: UInt16, uid: [UInt8], answers: [[UInt8]: [UInt8]] = [:]) throws {
        var link: Int32 = -1
        // pcscd opens its ports when it has read its configuration.
        for _ in 0..<500 {
            link = connected(port)
            if link >= 0 { break }
            _ = usleep(10_000)
        }
        guard link >= 0 else { throw CocoaError(.fileReadUnknown) }
        self.link = link
        let socket = link
        Thread { serve(socket, uid, answers) }.start()
    }

    deinit { takeOut() }

    func takeOut() { _ = shutdown(link, Int32(SHUT_RDWR)) }
}

private func connected(_ port: UInt16) -> Int32 {
    let link = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(link, $0, length) }
    }
    if result == 0 {
        _ = fcntl(link, F_SETFD, FD_CLOEXEC)
        return link
    }
    _ = close(link)
    return -1
}

/// Until the card is taken out.
private func serve(_ link: Int32, _ uid: [UInt8], _ answers: [[UInt8]: [UInt8]]) {
    defer { _ = close(link) }
    while let head = receive(link, 2), let message = receive(link, Int(head[0]) << 8 | Int(head[1])) {
        switch message {
        case [0], [1], [2]: continue
        case [4]: send(link, [0x3B, 0x80, 0x80, 0x01, 0x01])
        case [0xFF, 0xCA, 0x00, 0x00, 0x00]: send(link, uid + [0x90, 0x00])
        default: send(link, answers[message] ?? [0x6A, 0x82])
        }
    }
}

private func receive(_ link: Int32, _ count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: max(count, 1))
    while bytes.count < count {
        let wanted = count - bytes.count
        let got = unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(link, $0.baseAddress, wanted) }
        guard got > 0 else { return nil }
        bytes += buffer[..<got]
    }
    return bytes
}

private func send(_ link: Int32, _ bytes: [UInt8]) {
    let message = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    _ = unsafe message.withUnsafeBytes { unsafe bedside_write(link, $0.baseAddress, $0.count) }
}
