package import BedsideDomain
import Synchronization

/// A line that holds connections.
package protocol ClosableLine: CentralLine {
    func close() async
}

extension HTTPLine: ClosableLine {}

/// How the sync gets its line for an identity; tests hand in their own.
package protocol LineMaker: Sendable {
    /// - Parameter now: the central store's clock; nil while it is not known.
    func line(
        for identity: TerminalIdentity, now: @escaping @Sendable () -> Timestamp?
    ) throws(SyncError) -> any ClosableLine
    func enrolmentLine(to address: CentralAddress) -> any EnrolmentLine
}

/// Lines over HTTPS.
package struct HTTPLines: LineMaker {
    private let spool: String

    /// - Parameter spool: a folder for a snapshot while it comes.
    package init(spool: String) { self.spool = spool }

    package func line(
        for identity: TerminalIdentity, now: @escaping @Sendable () -> Timestamp?
    ) throws(SyncError) -> any ClosableLine { try HTTPLine(identity, spool: spool, now: now) }

    package func enrolmentLine(to address: CentralAddress) -> any EnrolmentLine { HTTPEnrolmentLine(address) }
}

/// The line of now. After a renewal new requests take the new one; the old one ends what is under way.
final class LineHolder: Sendable {
    private let lines: Mutex<(current: any ClosableLine, old: (any ClosableLine)?)>

    init(_ line: any ClosableLine) { lines = Mutex((line, nil)) }

    var current: any ClosableLine { lines.withLock { $0.current } }

    func replace(by line: any ClosableLine) async {
        let gone = lines.withLock { lines in
            let gone = lines.old
            lines = (line, lines.current)
            return gone
        }
        await gone?.close()
    }

    func close() async {
        let (current, old) = lines.withLock { $0 }
        await old?.close()
        await current.close()
    }
}
