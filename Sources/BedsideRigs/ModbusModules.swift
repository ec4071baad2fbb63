import CPosix
import Dispatch
import Glibc
import Synchronization

/// Contact modules on serial lines (Modbus RTU slaves on ptys), all contacts at rest: what a wired ward is when nobody
/// calls. One thread answers for all of them.
package final class ModbusModules: Sendable {
    private struct State {
        var isEnding = false
        var hasEnded = false
        var answers = 0
    }

    private let paths: [String]
    private let state = Mutex(State())

    /// Each path becomes a line with one module, whatever its slave number. Throws ``RigError``.
    package init(paths: [String]) throws(RigError) {
        self.paths = paths
        var lines: [Int32] = []
        for path in paths {
            let line = rawPty(at: path)
            guard line >= 0 else {
                for line in lines { close(line) }
                throw RigError("pty at \(path): errno \(-line)")
            }
            lines.append(line)
        }
        DispatchQueue(label: "modbus-modules").async { [self, lines] in serve(lines) }
    }

    /// Requests that were answered so far.
    package var answers: Int { state.withLock { $0.answers } }

    /// Hangs up and takes the paths away. Throws ``RigError`` after 5 seconds.
    package func end() async throws(RigError) {
        state.withLock { $0.isEnding = true }
        try await until(.seconds(5), "the emulated modules to end") { () throws(RigError) in
            state.withLock { $0.hasEnded }
        }
    }

    private func serve(_ lines: [Int32]) {
        var entries = lines.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while !state.withLock({ $0.isEnding }) {
            guard unsafe poll(&entries, nfds_t(entries.count), 50) > 0 else { continue }
            var isQuiet = true
            for entry in entries where Int32(entry.revents) & POLLIN != 0 {
                isQuiet = false
                answer(entry.fd)
            }
            // A line that nobody has open hangs up without end.
            if isQuiet { usleep(1_000) }
        }
        for line in lines { close(line) }
        for path in paths { unsafe unlink(path) }
        state.withLock { $0.hasEnded = true }
    }

    /// A request is eight bytes and written at once; on a pty it is read at once too.
    private func answer(_ line: Int32) {
        var request = [UInt8](repeating: 0, count: 64)
        let count = unsafe request.withUnsafeMutableBytes { unsafe bedside_read(line, $0.baseAddress, $0.count) }
        guard count == 8, Self.checksum(request[..<8]) == 0 else { return }
        let asked = Int(request[4]) << 8 | Int(request[5])
        let length: Int
        switch request[1] {
        case 1, 2: length = (asked + 7) / 8
        case 3, 4: length = asked * 2
        default: return
        }
        guard (1...250).contains(length) else { return }
        var answer = [request[0], request[1], UInt8(length)] + [UInt8](repeating: 0, count: length)
        let sum = Self.checksum(answer[...])
        answer += [UInt8(truncatingIfNeeded: sum), UInt8(truncatingIfNeeded: sum >> 8)]
        let sent = unsafe answer.withUnsafeBytes { unsafe bedside_write(line, $0.baseAddress, $0.count) }
        if sent == answer.count { state.withLock { $0.answers += 1 } }
    }

    /// The CRC-16 of Modbus RTU; 0 over a frame with its own.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        bytes.reduce(0xFFFF) { sum, byte in
            (0..<8).reduce(sum ^ UInt16(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xA001 }
        }
    }
}
