package import BedsideDomain
import BedsideWire
import Logging
import Synchronization

/// Reports' pages: from the cache, or from the central store and then into the cache.
package final class BlobDesk: Sendable {
    private let path: String
    private let bound: Int
    private let open = Mutex<(cache: BlobCache, context: SyncContext)?>(nil)

    init(path: String, bound: Int) {
        self.path = path
        self.bound = bound
    }

    /// Throws ``SyncError`` `notEnrolled`, `blobMissing` (the central store has none), `centralUnreachable`.
    package func page(_ hash: EventHash) async throws(SyncError) -> [UInt8] {
        guard let (cache, context) = open.withLock({ $0 }) else {
            throw SyncError(.notEnrolled, "This terminal is not enrolled; a page that is not here cannot be fetched.")
        }
        if let bytes = await cache.read(hash) { return bytes }
        let bytes: [UInt8]
        do {
            bytes = try await context.ask(serverTime: { _ in nil }) { line throws(LineError) in
                try await line.blob(hash)
            }
        } catch {
            if error.code == .notFound {
                throw SyncError(.blobMissing, "The central store has no such page.", cause: error)
            }
            throw SyncError(.centralUnreachable, "The page could not be fetched.", cause: error)
        }
        do {
            try await cache.write(hash, bytes)
        } catch {
            // The patient gets the page all the same.
            context.logger.warning("a page could not be cached", metadata: ["cause": "\(error)"])
        }
        return bytes
    }

    /// A patient went away: nobody may have these any more.
    package func forget(_ hashes: [EventHash]) async {
        guard let (cache, _) = open.withLock({ $0 }) else { return }
        for hash in hashes { await cache.remove(hash) }
    }

    func open(_ context: SyncContext) throws(SyncError) {
        let cache = try BlobCache(path: path, key: context.identity.cacheKey, bound: bound)
        open.withLock { $0 = (cache, context) }
    }

    func close() { open.withLock { $0 = nil } }
}
