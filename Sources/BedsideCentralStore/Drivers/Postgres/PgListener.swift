import BedsideDomain
import CPosix
import Dispatch
import Foundation
import Glibc

/// Hears what the servers of one PostgreSQL tell each other (LISTEN), on a thread and a connection of its own.
///
/// Every connection proves itself first by hearing its own word: behind a pooler that lends connections by the transaction
/// LISTEN is taken and nothing is ever heard.
final class PgListener: Sendable {
    static let channel = "bedside_feed"

    private let url: String
    private let hints: AsyncStream<FeedHint>.Continuation
    /// Readable once the listener is to end.
    private let end: Int32

    /// - Parameter ended: is left once the connection is closed.
    ///
    /// Throws ``CentralError`` `cannotOpen` when the process has no descriptor left.
    init(
        url: String, _ hints: AsyncStream<FeedHint>.Continuation, ended: DispatchGroup
    ) throws(CentralError) {
        end = Int32(bedside_eventfd_new())
        guard end >= 0 else {
            throw CentralError(.cannotOpen, "The process has too many files open to listen to PostgreSQL.")
        }
        self.url = url
        self.hints = hints
        ended.enter()
        let thread = Thread {
            self.work()
            ended.leave()
        }
        thread.name = "bedside-pg-hints"
        thread.start()
    }

    deinit { Glibc.close(end) }

    /// Ends the thread, and with it the stream.
    func close() { eventfd_write(end, 1) }

    private func work() {
        var pause: Int32 = 250
        repeat {
            do {
                try listen { pause = 250 }
                break
            } catch {
                hints.yield(.deaf)
            }
            defer { pause = min(pause * 2, 32_000) }
            if ready([end], within: pause).contains(end) { break }
        } while true
        hints.finish()
    }

    /// Returns when it is to end. Throws ``CentralError`` when the connection broke.
    private func listen(_ heard: () -> Void) throws(CentralError) {
        let session = try PgSession(url: url)
        try session.simple("LISTEN \(Self.channel)")
        let proof = UUID().uuidString
        _ = try session.execute("SELECT pg_notify($1, $2)", [.text(Self.channel), .text(proof)])
        while true {
            for word in try session.notifications() {
                if word == proof {
                    heard()
                    hints.yield(.hearing)
                } else if let hospital = hospital(word) {
                    hints.yield(.grew(hospital))
                }
            }
            if ready([session.socket, end], within: -1).contains(end) { return }
        }
    }

    /// Whoever may connect to the database can say anything on the channel.
    private func hospital(_ word: String) -> HospitalID? {
        do { return try HospitalID(word) } catch { return nil }
    }

    /// Which descriptors can be read, or are broken; none when the time is over. -1 waits for ever.
    private func ready(_ descriptors: [Int32], within milliseconds: Int32) -> [Int32] {
        var asked = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        // A signal ends the wait early, which costs a look and no more.
        guard unsafe poll(&asked, nfds_t(asked.count), milliseconds) > 0 else { return [] }
        return asked.filter { $0.revents != 0 }.map(\.fd)
    }
}
