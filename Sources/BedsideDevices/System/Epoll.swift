import CPosix

/// The one place where the reader thread waits. Registered under tokens that are never reused, so that an event of a
/// descriptor that was closed a moment ago cannot reach its successor.
final class Epoll {
    /// What is ready.
    struct Ready {
        let token: UInt64
        /// The other side is gone, or the descriptor is broken.
        let isHungUp: Bool
    }

    private let descriptor: Descriptor
    private var buffer = [bedside_ready](repeating: bedside_ready(), count: 64)

    init() throws(SystemCallError) {
        descriptor = Descriptor(owning: try checked(bedside_epoll_new(), "epoll_create1"))
    }

    func add(_ number: Int32, token: UInt64) throws(SystemCallError) {
        _ = try checked(bedside_epoll_add(descriptor.number, number, token), "epoll_ctl")
    }

    /// Before the descriptor is closed.
    func remove(_ number: Int32) { _ = bedside_epoll_remove(descriptor.number, number) }

    /// Waits until something is ready or the time is over; nil waits for ever.
    func wait(atMost duration: Duration?) throws(SystemCallError) -> [Ready] {
        let count = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
            unsafe bedside_epoll_wait(
                descriptor.number, buffer.baseAddress, Int32(buffer.count), milliseconds(duration))
        }
        return buffer[..<Int(try checked(count, "epoll_wait"))].map { ready in
            Ready(token: ready.token, isHungUp: ready.events & hangUpOrError != 0)
        }
    }
}

/// EPOLLERR and EPOLLHUP.
private let hangUpOrError: UInt32 = 0x18

/// Rounded up, so that a deadline has passed when the wait for it is over; at most one minute.
private func milliseconds(_ duration: Duration?) -> Int32 {
    guard let duration else { return -1 }
    guard duration > .zero else { return 0 }
    guard duration < .seconds(60) else { return 60_000 }
    let parts = duration.components
    return Int32(parts.seconds * 1000 + (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
}
