import Glibc

extension TerminalSession {
    /// How long a terminal may take nothing before it counts as stuck, in milliseconds.
    private static let writePatience: Int32 = 5000

    /// Writes all bytes: goes on after signals, full buffers and short writes.
    package func write(_ bytes: [UInt8]) throws(TerminalError) {
        try whileOpen { () throws(TerminalError) in try Self.send(bytes, to: descriptor) }
    }

    /// Waits for input and replaces `buffer` by what came, at most 4096 bytes; empty when nothing came within `timeout`
    /// (nil waits for ever) or a signal came.
    package func read(into buffer: inout [UInt8], timeout: Duration? = nil) throws(TerminalError) {
        buffer.removeAll(keepingCapacity: true)
        guard try Self.wait(for: Int16(POLLIN), on: descriptor, milliseconds: milliseconds(timeout)) == .ready else {
            return
        }
        buffer.append(contentsOf: repeatElement(0, count: 4096))
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        let reason = errno
        buffer.removeLast(buffer.count - max(0, count))
        if count == 0 { throw TerminalError(.gone, "The terminal was closed.") }
        if count < 0, reason != EINTR, reason != EAGAIN {
            throw TerminalError(reason == EIO ? .gone : .cannotRead, "The terminal cannot be read.", errno: reason)
        }
    }

    static func send(_ bytes: [UInt8], to descriptor: Int32) throws(TerminalError) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[sent...])
                return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            let reason = errno
            if count > 0 {
                sent += count
            } else if count == 0 || reason == EAGAIN {
                if try wait(for: Int16(POLLOUT), on: descriptor, milliseconds: writePatience) == .timeOver {
                    throw TerminalError(.stuck, "The terminal takes no output for \(writePatience / 1000) s.")
                }
            } else if reason != EINTR {
                throw TerminalError(
                    reason == EIO ? .gone : .cannotWrite, "The terminal cannot be written.", errno: reason)
            }
        }
    }

    private enum Readiness { case ready, timeOver, interrupted }

    private static func wait(
        for events: Int16, on descriptor: Int32, milliseconds: Int32
    ) throws(TerminalError) -> Readiness {
        var entry = pollfd(fd: descriptor, events: events, revents: 0)
        let ready = unsafe poll(&entry, 1, milliseconds)
        let reason = errno
        if ready > 0 { return .ready }
        if ready == 0 { return .timeOver }
        if reason == EINTR { return .interrupted }
        throw TerminalError(.cannotRead, "The terminal cannot be waited for.", errno: reason)
    }

    private func milliseconds(_ duration: Duration?) -> Int32 {
        guard let duration else { return -1 }
        let (seconds, attoseconds) = duration.components
        return Int32(clamping: seconds &* 1000 &+ attoseconds / 1_000_000_000_000_000)
    }
}
