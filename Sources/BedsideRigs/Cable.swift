import CPosix
import Foundation
import Glibc
import Synchronization

/// A network cable between a client and a server on this machine: a port that passes bytes on, until somebody pulls it.
///
/// TCP only; one thread. What a pulled cable had on its way is lost, and nobody hears of it, as in a real one.
package final class Cable: Sendable {
    package enum Way: Sendable, Hashable {
        case through
        /// Nothing passes, and nobody is told: open connections hang, new ones are never answered.
        case pulled
        /// Requests still reach the server, its answers are lost.
        case answersLost
    }

    /// Where clients connect: 127.0.0.1 and this port.
    package let port: UInt16
    private let state: Mutex<State>

    private struct State {
        var way = Way.through
        var target: UInt16
        /// Counts up when the connections of before must go.
        var replugs = 0
        var isEnded = false
        var passed = 0
    }

    /// - Parameter target: the server's port on 127.0.0.1.
    ///
    /// Throws ``RigError``.
    package init(to target: UInt16) throws(RigError) {
        port = try freePort()
        let listener = try listening(port: port)
        state = Mutex(State(target: target))
        Thread { [self] in CableThread(cable: self, listener: listener).run() }.start()
    }

    /// From now on it leads to another server: what ran to the one before is reset.
    package func lead(to target: UInt16) {
        state.withLock { state in
            state.target = target
            state.replugs += 1
        }
    }

    package func set(_ way: Way) {
        state.withLock { state in
            // Whatever hung on the pulled cable is reset when it is plugged again: TCP would find that out by itself, later.
            if way == .through, state.way != .through { state.replugs += 1 }
            state.way = way
        }
    }

    package func end() { state.withLock { $0.isEnded = true } }

    /// Bytes of answers that reached the client.
    package var passed: Int { state.withLock { $0.passed } }

    fileprivate var now: (way: Way, replugs: Int, isEnded: Bool) {
        state.withLock { ($0.way, $0.replugs, $0.isEnded) }
    }

    fileprivate var target: UInt16 { state.withLock { $0.target } }

    fileprivate func pass(_ count: Int) { state.withLock { $0.passed += count } }
}

private struct CableThread {
    let cable: Cable
    let listener: Int32

    private struct Pair {
        let client: Int32
        let server: Int32
    }

    func run() {
        var pairs: [Pair] = []
        var replugs = 0
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let now = cable.now
            if now.isEnded || now.replugs != replugs {
                for pair in pairs { end(pair) }
                pairs = []
                replugs = now.replugs
            }
            guard !now.isEnded else { break }
            guard now.way != .pulled else {
                usleep(5_000)
                continue
            }
            var entries = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            for pair in pairs {
                entries.append(pollfd(fd: pair.client, events: Int16(POLLIN), revents: 0))
                entries.append(pollfd(fd: pair.server, events: Int16(POLLIN), revents: 0))
            }
            guard unsafe poll(&entries, nfds_t(entries.count), 5) > 0 else { continue }
            var gone: Set<Int> = []
            for (index, pair) in pairs.enumerated() {
                let isOpen =
                    copy(entries[1 + 2 * index], to: pair.server, &buffer, lost: false)
                    && copy(entries[2 + 2 * index], to: pair.client, &buffer, lost: now.way == .answersLost)
                if !isOpen { gone.insert(index) }
            }
            for index in gone { end(pairs[index]) }
            pairs = pairs.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
            if entries[0].revents != 0, let pair = join() { pairs.append(pair) }
        }
        close(listener)
    }

    private func join() -> Pair? {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return nil }
        guard let server = connected(port: cable.target) else {
            close(client)
            return nil
        }
        return Pair(client: client, server: server)
    }

    private func end(_ pair: Pair) {
        close(pair.client)
        close(pair.server)
    }

    /// Passes on what is there; false at the end of either side.
    private func copy(_ entry: pollfd, to other: Int32, _ buffer: inout [UInt8], lost: Bool) -> Bool {
        guard entry.revents != 0 else { return true }
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(entry.fd, $0.baseAddress, $0.count) }
        guard count > 0 else { return false }
        guard !lost else { return true }
        cable.pass(count)
        var sent = 0
        while sent < count {
            let more = unsafe buffer.withUnsafeBytes { bytes in
                unsafe bedside_send(other, bytes.baseAddress?.advanced(by: sent), count - sent)
            }
            guard more > 0 else { return false }
            sent += Int(more)
        }
        return true
    }
}
