import GRDB
import Synchronization

/// Whether the store's connection may still be used. After a commit of unknown end it may not: what it says from then on may
/// not be what is on the disk (sync.md 0, finding 3).
final class ConnectionTrust: Sendable {
    let failures: AsyncStream<StoreError>
    private let tell: AsyncStream<StoreError>.Continuation
    private let lost = Mutex<StoreError?>(nil)

    /// Until the process ends they stay as they are. Closing one would write its log back into the file and delete it, by
    /// what a connection believes whose flush failed.
    private static let abandoned = Mutex<[DatabaseQueue]>([])

    init() { (failures, tell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    var failure: StoreError? { lost.withLock { $0 } }

    /// Throws the ``StoreError`` that ended the trust.
    func check() throws { if let failure { throw failure } }

    func end(_ queue: DatabaseQueue, _ error: StoreError) {
        lost.withLock { $0 = error }
        Self.abandoned.withLock { $0.append(queue) }
        tell.yield(error)
    }
}
