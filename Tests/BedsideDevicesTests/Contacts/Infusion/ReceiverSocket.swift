import CPosix
import Glibc
import Testing

@testable import BedsideDevices

/// An infusion receiver: a TCP connection to the input, with deadlines for everything that it waits for.
final class ReceiverSocket {
    private let number: Int32

    /// Connects, as often as nobody listens yet.
    init(port: UInt16) throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            let number = unsafe bedside_tcp_begin("127.0.0.1", port)
            guard number >= 0 else { continue }
            if wait(number, POLLOUT), bedside_tcp_result(number) == 0 {
                self.number = number
                return
            }
            _ = close(number)
        }
        throw SystemCallError(call: "connect", number: ETIMEDOUT)
    }

    deinit { _ = close(number) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty, wait(number, POLLOUT) {
            let count = unsafe rest.withUnsafeBytes { unsafe bedside_send(number, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// The next bytes, as many as asked for, or fewer when the connection ends first.
    func receive(_ count: Int) -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count, wait(number, POLLIN) {
            var buffer = [UInt8](repeating: 0, count: count - all.count)
            let length = unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(number, $0.baseAddress, $0.count) }
            guard length > 0 else { return all }
            all += buffer.prefix(length)
        }
        return all
    }

    /// Whether the other side closes; waits for it.
    func isClosed() -> Bool {
        while wait(number, POLLIN) {
            var buffer = [UInt8](repeating: 0, count: 256)
            let length = unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(number, $0.baseAddress, $0.count) }
            if length <= 0 { return true }
        }
        return false
    }

    /// A port that is free now.
    static func freePort() -> UInt16 {
        for port in (UInt16(20_000)...32_000).shuffled() {
            let number = unsafe bedside_tcp_listen("127.0.0.1", port, 1)
            guard number >= 0 else { continue }
            _ = close(number)
            return port
        }
        return 0
    }
}

private func wait(_ number: Int32, _ events: Int32) -> Bool {
    var one = pollfd(fd: number, events: Int16(events), revents: 0)
    return unsafe poll(&one, 1, 10_000) == 1
}
