package import BedsideDomain
package import Crypto
import Foundation

/// Reports' pages on the disk, each encrypted (AES-GCM) with the identity's key and named by its hash; the one that was used
/// longest ago goes first when the bound is reached. Whatever is broken is simply not there.
package actor BlobCache {
    private let folder: SafeFolder
    private let key: SymmetricKey
    private let bound: Int
    /// Bytes on the disk and the turn of the last use.
    private var entries: [EventHash: (bytes: Int, used: Int)] = [:]
    private var turn = 0

    /// - Parameter bound: bytes on the disk. Throws ``SyncError`` `identityFile`.
    package init(path: String, key: SymmetricKey, bound: Int = 256 << 20) throws(SyncError) {
        folder = try SafeFolder(path)
        self.key = key
        self.bound = bound
        for (hash, bytes) in Self.scan(folder) {
            entries[hash] = (bytes, turn)
            turn += 1
        }
    }

    /// Bytes on the disk.
    package var size: Int { entries.values.reduce(0) { $0 + $1.bytes } }

    /// Nil when it is not there, or not what it should be: then it is removed.
    package func read(_ hash: EventHash) -> [UInt8]? {
        guard entries[hash] != nil else { return nil }
        do {
            let limit = SyncLimits.blob + 64
            guard let sealed = try folder.read(hash.description, limit: limit) else {
                entries[hash] = nil
                return nil
            }
            let box = try AES.GCM.SealedBox(combined: Data(sealed))
            let plain = Array(try AES.GCM.open(box, using: key, authenticating: Data(hash.bytes)))
            guard hash.bytes.elementsEqual(SHA256.hash(data: plain)) else { throw CryptoKitError.authenticationFailure }
            turn += 1
            entries[hash]?.used = turn
            return plain
        } catch {
            remove(hash)
            return nil
        }
    }

    /// Throws ``SyncError`` `cacheFile` when the disk does not take it; the caller has the bytes and goes on.
    package func write(_ hash: EventHash, _ plain: [UInt8]) throws(SyncError) {
        guard hash.bytes.elementsEqual(SHA256.hash(data: plain)) else {
            throw SyncError(.cacheFile, "The bytes do not have the hash under which they were to be kept.")
        }
        do {
            let box = try AES.GCM.seal(plain, using: key, authenticating: Data(hash.bytes))
            guard let sealed = box.combined, sealed.count <= bound else { return }
            makeRoom(for: sealed.count)
            try folder.write(hash.description, Array(sealed))
            turn += 1
            entries[hash] = (sealed.count, turn)
        } catch {
            throw SyncError(.cacheFile, "The page cannot be kept in \(folder.path); is the disk full?", cause: error)
        }
    }

    /// A page that nobody may have any more.
    package func remove(_ hash: EventHash) {
        entries[hash] = nil
        folder.remove(hash.description)
    }

    private func makeRoom(for bytes: Int) {
        var size = self.size
        for (hash, entry) in entries.sorted(by: { $0.value.used < $1.value.used }) where size + bytes > bound {
            remove(hash)
            size -= entry.bytes
        }
    }

    /// What is there from earlier runs, the oldest first; files that are none of ours go.
    private static func scan(_ folder: SafeFolder) -> [(EventHash, Int)] {
        var found: [(hash: EventHash, bytes: Int, at: Date)] = []
        for name in folder.names {
            guard let hash = EventHash(text: name) else {
                folder.remove(name)
                continue
            }
            do {
                let facts = try FileManager.default.attributesOfItem(atPath: folder.file(name))
                found.append(
                    (
                        hash, (facts[.size] as? NSNumber)?.intValue ?? 0,
                        facts[.modificationDate] as? Date ?? .distantPast
                    ))
            } catch { folder.remove(name) }
        }
        return found.sorted { $0.at < $1.at }.map { ($0.hash, $0.bytes) }
    }
}
