import CPosix
import Glibc
import Synchronization

/// A serial scanner made of a pseudo terminal: the daemon opens the path as it would a CDC-ACM line, and what is "scanned"
/// here arrives there through the kernel's real tty layer.
package final class PtyScanner: Sendable {
    /// The path to configure: a link that appears when plugged in and goes when pulled out.
    package let path: String
    private let master = Mutex<Int32>(-1)

    /// Throws ``RigError``.
    package init(path: String) throws(RigError) {
        self.path = path
        try plug()
    }

    deinit { unplug() }

    /// Throws ``RigError``; does nothing when it is plugged in.
    package func plug() throws(RigError) {
        let problem = master.withLock { master -> Int32 in
            guard master < 0 else { return 0 }
            master = rawPty(at: path)
            return master < 0 ? -master : 0
        }
        guard problem == 0 else { throw RigError("pty at \(path): errno \(problem)") }
    }

    /// Pulled out: the line hangs up, the path is gone.
    package func unplug() {
        master.withLock { master in
            guard master >= 0 else { return }
            unsafe unlink(path)
            close(master)
            master = -1
        }
    }

    /// Sends a code and its end, as a scanner's trigger does. Throws ``RigError`` when pulled out.
    package func scan(_ code: String, suffix: String = "\r") throws(RigError) { try send(Array((code + suffix).utf8)) }

    /// Any bytes, also bad ones. Throws ``RigError``.
    package func send(_ bytes: [UInt8]) throws(RigError) {
        let sent = master.withLock { master in
            var sent = 0
            while sent < bytes.count {
                let count = unsafe bytes.withUnsafeBytes { all in
                    unsafe write(master, all.baseAddress?.advanced(by: sent), all.count - sent)
                }
                guard count > 0 else { return sent }
                sent += count
            }
            return sent
        }
        guard sent == bytes.count else { throw RigError("the scanner at \(path) took \(sent) of \(bytes.count) bytes") }
    }
}
