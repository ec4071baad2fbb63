import BedsideRigs
import CPosix
import Glibc

/// An infusion receiver: a TCP connection to the daemon, frames as the published format has them.
final class InfusionReceiver {
    /// What a detector says of itself.
    enum Status: UInt8 {
        case well = 0x07
        case empty = 0x17
        case off = 0x01
    }

    private let number: Int32

    /// Connects, as often as nobody listens yet. Throws ``RigError``.
    init(port: UInt16) throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            let number = unsafe bedside_tcp_begin("127.0.0.1", port)
            guard number >= 0 else { continue }
            var one = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
            if unsafe poll(&one, 1, 5000) == 1, bedside_tcp_result(number) == 0 {
                self.number = number
                return
            }
            _ = close(number)
        }
        throw RigError("nobody listens at port \(port)")
    }

    deinit { _ = close(number) }

    /// One frame with the states of some detectors of receiver 1. Throws ``RigError``.
    func tell(_ states: [(detector: UInt8, status: Status)]) throws {
        var frame: [UInt8] = [0x66, UInt8(8 + 5 * states.count), 0x01, 0xA0, 0, 0, 1, UInt8(states.count)]
        for (detector, status) in states { frame += [0xB0, 0, 0, detector, status.rawValue] }
        let count = unsafe frame.withUnsafeBytes { unsafe bedside_send(number, $0.baseAddress, $0.count) }
        guard count == frame.count else { throw RigError("the daemon took \(count) of \(frame.count) bytes") }
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
