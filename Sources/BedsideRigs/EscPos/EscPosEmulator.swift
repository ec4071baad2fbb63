import CPosix
import Foundation
import Glibc
import Synchronization

/// A receipt printer of the tests' own: an ESC/POS machine behind a pseudo terminal or a TCP port, on a thread of its own.
package final class EscPosEmulator: Sendable {
    private struct State {
        var machine = EscPosMachine()
        var isWanted = true
        var isPlugged = false
        var isEnded = false
        /// Microseconds of the monotonic clock at each initialisation.
        var starts: [Int64] = []
        var connections = 0
        var received = 0
    }

    private let state = Mutex(State())
    /// The device node's path, for the line kinds that have one.
    package let path: String
    /// The TCP port; 0 for a terminal.
    package let port: Int
    private let listener: Int32

    /// A printer at a path, as a serial or USB node is. Throws ``RigError``.
    package init(path: String) throws(RigError) {
        self.path = path
        port = 0
        listener = -1
        start()
        try wait("plug in") { $0.isPlugged }
    }

    /// A printer on a TCP port of the loopback. Throws ``RigError``.
    package init() throws(RigError) {
        path = ""
        port = Int(try freePort())
        listener = try listening(port: UInt16(clamping: port))
        start()
        try wait("listen") { $0.isPlugged }
    }

    /// Receipts that were cut off, in their order.
    package var receipts: [EmulatedReceipt] { state.withLock { $0.machine.receipts } }
    /// What hangs in the printer.
    package var hanging: EmulatedReceipt { state.withLock { $0.machine.paper } }
    /// Bytes that no receipt printer's program should get.
    package var violations: [String] { state.withLock { $0.machine.violations } }
    /// Questions so far.
    package var questions: Int { state.withLock { $0.machine.questions.reduce(0, +) } }
    package var connections: Int { state.withLock { $0.connections } }
    /// All bytes so far.
    package var received: Int { state.withLock { $0.received } }
    /// Monotonic microseconds of every initialisation: a receipt's first byte.
    package var starts: [Int64] { state.withLock { $0.starts } }

    /// Changes how it misbehaves; it works on from there.
    package func set(_ change: (inout EscPosFaults) -> Void) { state.withLock { change(&$0.machine.faults) } }

    /// Silent no more: what it kept back is sent with its next look at the line.
    package func speak() { set { $0.isSilent = false } }

    /// Bytes that came on an earlier line and broke off.
    package func feed(_ bytes: [UInt8]) {
        state.withLock { _ = $0.machine.take(bytes[...], at: bedside_monotonic_microseconds()) }
    }

    /// Pulled out or switched off; what it had in memory is lost. Throws ``RigError``.
    package func unplug() throws(RigError) {
        state.withLock { $0.isWanted = false }
        try wait("unplug") { !$0.isPlugged }
    }

    /// Throws ``RigError``.
    package func plug() throws(RigError) {
        state.withLock { state in
            state.machine.restart()
            state.isWanted = true
        }
        try wait("plug in") { $0.isPlugged }
    }

    /// Ends its thread. Throws ``RigError``.
    package func end() throws(RigError) {
        state.withLock { $0.isEnded = true }
        try wait("end") { !$0.isPlugged }
    }

    private func start() { Thread { [self] in run() }.start() }

    /// Throws ``RigError`` after 5 seconds.
    private func wait(_ what: String, _ holds: (borrowing State) -> Bool) throws(RigError) {
        for _ in 0..<5_000 {
            if state.withLock({ holds($0) }) { return }
            usleep(1_000)
        }
        throw RigError("the emulated printer did not \(what)")
    }

    private func run() {
        var line: Int32 = -1
        defer { if listener >= 0 { close(listener) } }
        while true {
            let (isWanted, isEnded) = state.withLock { ($0.isWanted && !$0.machine.hasDied, $0.isEnded) }
            if isEnded || !isWanted {
                if line >= 0 { close(line) }
                line = -1
                if !path.isEmpty { unsafe unlink(path) }
                state.withLock { $0.isPlugged = false }
                if isEnded { return }
                usleep(1_000)
                continue
            }
            if line < 0 { line = open() }
            if line >= 0 { serve(&line) }
        }
    }

    /// A new terminal, or the next connection; -1 when none came in 20 ms.
    private func open() -> Int32 {
        if listener >= 0 {
            state.withLock { $0.isPlugged = true }
            var entry = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&entry, 1, 20) > 0 else { return -1 }
            let accepted = accept(listener, nil, nil)
            if accepted >= 0 { state.withLock { $0.connections += 1 } }
            return accepted
        }
        let master = rawPty(at: path)
        if master >= 0 { state.withLock { $0.isPlugged = true } }
        return master
    }

    /// One look at the line: takes what has come, sends what the machine says.
    private func serve(_ line: inout Int32) {
        var entry = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&entry, 1, 5)
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let pace = state.withLock { $0.machine.faults.microsecondsAByte }
        let room = pace > 0 ? 1 : bytes.count
        var count = 0
        if ready > 0, Int32(entry.revents) & POLLIN != 0 {
            count = unsafe bytes.withUnsafeMutableBytes { unsafe bedside_read(line, $0.baseAddress, room) }
        } else if ready > 0 {
            // Nobody has the terminal open.
            usleep(300)
        }
        if count <= 0, listener >= 0, ready > 0 {
            close(line)
            line = -1
            return
        }
        let moment = bedside_monotonic_microseconds()
        let answers = state.withLock { state in
            let before = state.machine.starts
            let answers = state.machine.take(bytes[..<max(count, 0)], at: moment)
            state.received += max(count, 0)
            for _ in before..<state.machine.starts { state.starts.append(moment) }
            return answers
        }
        if !answers.isEmpty {
            _ = unsafe answers.withUnsafeBytes { bytes in
                unsafe listener >= 0
                    ? bedside_send(line, bytes.baseAddress, bytes.count)
                    : bedside_write(line, bytes.baseAddress, bytes.count)
            }
        }
        if pace > 0, count > 0 { usleep(UInt32(clamping: pace)) }
    }
}
