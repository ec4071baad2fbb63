import CPosix
import Foundation
import Glibc

/// Starts a program of the system and takes what it says, with limits in time and length. Blocks; off the cooperative pool.
enum Tool {
    /// The longest answer that is read.
    static let limit = 4 << 20

    /// What a program said and how it ended.
    struct Answer {
        let text: String
        let status: Int32
    }

    /// Nil when it is not installed, does not end in time, or says too much.
    static func run(_ name: String, _ arguments: [String], seconds: Int = 10) -> Answer? {
        guard let program = path(of: name) else { return nil }
        var ours: Int32 = -1
        let process = spawn(program, [name] + arguments, &ours)
        guard process > 0 else { return nil }
        defer { close(ours) }
        _ = shutdown(ours, Int32(SHUT_WR))
        let end = ContinuousClock.now + .seconds(seconds)
        let bytes = read(ours, until: end)
        if bytes == nil { kill(process, SIGKILL) }
        var status: Int32 = 0
        // It has closed its output; it may linger all the same.
        while unsafe waitpid(process, &status, WNOHANG) == 0 {
            if ContinuousClock.now > end { kill(process, SIGKILL) }
            usleep(1000)
        }
        guard let bytes, status & 0x7F == 0 else { return nil }
        return Answer(text: String(decoding: bytes, as: UTF8.self), status: (status >> 8) & 0xFF)
    }

    private static func path(of name: String) -> String? {
        ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"].map { $0 + name }.first { unsafe access($0, X_OK) == 0 }
    }

    private static func spawn(_ program: String, _ arguments: [String], _ ours: inout Int32) -> Int32 {
        // The answers are read by this program: they shall not be translated, nor paged.
        let environment = [
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "SYSTEMD_PAGER=", "SYSTEMD_COLORS=0",
        ]
        let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        let variables = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        return unsafe bedside_spawn_filter(program, words, variables, &ours)
    }

    private static func read(_ number: Int32, until end: ContinuousClock.Instant) -> [UInt8]? {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let left = ContinuousClock.now.duration(to: end).components
            let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
            guard milliseconds > 0, all.count <= limit else { return nil }
            var wish = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&wish, 1, Int32(clamping: milliseconds)) > 0 else { continue }
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(number, $0.baseAddress, $0.count) }
            guard count > 0 else { return all }
            all += buffer.prefix(count)
        }
    }
}
